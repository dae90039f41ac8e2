/** Numbers as people read them: three significant figures, thousands separated, a unit always. */
import { formatPoints as formatShare } from '../../runtime/evaluation/reports/format-figures.ts'
import type { Locale } from '../messages/locale.ts'

const formats = new Map<string, Intl.NumberFormat>()

function formatOf(locale: Locale, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale}${JSON.stringify(options)}`
  let format = formats.get(key)
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, options)
    formats.set(key, format)
  }
  return format
}

/** A count: every digit, thousands separated. */
export function formatCount(value: number, locale: Locale): string {
  return formatOf(locale, { maximumFractionDigits: 0 }).format(value)
}

/** Three significant figures; whole numbers keep all their digits before the point. */
export function formatNumber(value: number, locale: Locale): string {
  if (!Number.isFinite(value)) return '–'
  if (Math.abs(value) >= 100) return formatOf(locale, { maximumFractionDigits: 0 }).format(value)
  return formatOf(locale, { maximumSignificantDigits: 3 }).format(value)
}

/** A share of 1 as percent: `0.4567` is `45.7 %`, in Chinese `45.7%`; a very small one is only told to be small. */
export function formatPercent(share: number, locale: Locale): string {
  if (!Number.isFinite(share)) return '–'
  const isTiny = share > 0 && share < 0.001
  const number = isTiny ? `< ${formatNumber(0.1, locale)}` : formatNumber(share * 100, locale)
  return `${number}${locale === 'zh-CN' ? '' : ' '}%`
}

/** A probability, or a score that is no quality, between 0 and 1: two decimals, so that a column lines up. */
export function formatScore(value: number, locale: Locale): string {
  return Number.isFinite(value)
    ? formatOf(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 }).format(value)
    : '–'
}

/** `0.61 [0.57, 0.65]` */
export function formatInterval(value: number, low: number, high: number, locale: Locale): string {
  return `${formatScore(value, locale)} [${formatScore(low, locale)}, ${formatScore(high, locale)}]`
}

/** Quality is 0 to 1 and is read in points out of 100, as in reports: `61.2`; a dash for no number. */
export function formatPoints(score: number | null | undefined): string {
  return score === null || score === undefined || !Number.isFinite(score) ? '–' : formatShare(score)
}

/** `61.2 [57.0, 65.1]` */
export function formatPointsInterval(value: number, low: number, high: number): string {
  return `${formatPoints(value)} [${formatPoints(low)}, ${formatPoints(high)}]`
}

/** Milliseconds: `0.42 ms`, `1,230 ms`, from 10 s `12.3 s`, from 90 s `1 min 42 s`. */
export function formatDuration(durationMs: number, locale: Locale): string {
  if (!Number.isFinite(durationMs)) return '–'
  if (durationMs < 10_000) {
    // Below a hundredth of a millisecond the digits are noise of the clock.
    const rounded = durationMs < 1 ? Number(durationMs.toFixed(2)) : durationMs
    return `${formatNumber(rounded, locale)} ms`
  }
  if (durationMs < 90_000)
    return `${formatOf(locale, { maximumSignificantDigits: 3 }).format(durationMs / 1_000)} s`
  const seconds = Math.round(durationMs / 1_000)
  const [minuteUnit, secondUnit] = locale === 'zh-CN' ? ['分', '秒'] : ['min', 's']
  return `${formatCount(Math.floor(seconds / 60), locale)} ${minuteUnit} ${seconds % 60} ${secondUnit}`
}

/** Bytes in powers of 1,000: `940 B`, `12.3 kB`, `4.5 MB`. */
export function formatBytes(bytes: number, locale: Locale): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  const step = bytes < 1_000 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
  return `${formatNumber(bytes / 1_000 ** step, locale)} ${units[step]}`
}

/** A moment: time for today, otherwise date and time; seconds only of today, where the moment is known to the second. */
export function formatMoment(
  iso: string,
  locale: Locale,
  { now = new Date(), isToMinute = false }: { readonly now?: Date; readonly isToMinute?: boolean } = {},
): string {
  const moment = new Date(iso)
  const isToday = moment.toDateString() === now.toDateString()
  // Plain `en` is American: its clock has 12 hours.
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    ...(isToday ? {} : { year: 'numeric', month: 'short', day: 'numeric' }),
    hour: '2-digit',
    minute: '2-digit',
    ...(isToday && !isToMinute ? { second: '2-digit' } : {}),
  }).format(moment)
}

/** The smallest n for which a statistic is shown at all. */
export const fewestForStatistic = 5
