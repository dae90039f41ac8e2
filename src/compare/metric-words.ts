/** What metrics are called, and how their values and differences are written. */
import type { Estimate, Verdict } from '../../runtime/core/wire/experiments.ts'
import { metricTable } from '../../runtime/evaluation/metrics/metric-table.ts'
import { formatMs, formatP as formatProbability, formatPoints } from '../../runtime/evaluation/reports/say.ts'
import type { MessageKey, Say } from '../messages/catalogue.ts'
import type { Locale } from '../messages/locale.ts'
import { fewestForStatistic, formatDuration, formatNumber } from '../ui/format-number.ts'

const metricKeys: Readonly<Record<string, Extract<MessageKey, `compare.metric${string}`>>> = {
  em: 'compare.metricEm',
  f1: 'compare.metricF1',
  rougeL: 'compare.metricRougeL',
  containment: 'compare.metricContainment',
  cmrcEm: 'compare.metricCmrcEm',
  cmrcF1: 'compare.metricCmrcF1',
  ndcg10: 'compare.metricNdcg10',
  recall5: 'compare.metricRecall5',
  recall10: 'compare.metricRecall10',
  recall: 'compare.metricRecall',
  mrr: 'compare.metricMrr',
  intent: 'compare.metricIntent',
  p50Ms: 'compare.metricP50',
  p95Ms: 'compare.metricP95',
  p99Ms: 'compare.metricP99',
}

/** A metric by its name; one that this page does not know is called as the server calls it. */
export function metricTitle(metric: string, say: Say): string {
  const key = metricKeys[metric]
  return key === undefined ? metric : say(key)
}

/** In the order of the table: answers, then retrieval, then the route. Others follow by name. */
export function sortMetrics(metrics: Iterable<string>): string[] {
  const place = (metric: string) => {
    const at = metricTable.findIndex(({ name }) => name === metric)
    return at === -1 ? metricTable.length : at
  }
  return [...new Set(metrics)].sort((a, b) => place(a) - place(b) || a.localeCompare(b))
}

/** Latency metrics are in milliseconds and lower is better; all others are 0 to 1 and higher is better. */
export function isLatency(metric: string): boolean {
  return metric.endsWith('Ms')
}

/** Quality is 0 to 1 and is written in points out of 100, here as in reports: `61.2`; a dash for no number. */
export function formatScorePoints(score: number | null | undefined): string {
  return score === null || score === undefined || !Number.isFinite(score) ? '–' : formatPoints(score)
}

/** A figure and its interval, which stand one below the other where there is little room. */
export interface FigureText {
  readonly value: string
  /** `[57.0, 65.1]`; empty where there is none. */
  readonly interval: string
}

/** `61.2` and `[57.0, 65.1]`, or why there is no figure. */
export function qualityText({ value, low, high, n }: Estimate, say: Say): FigureText {
  if (n < fewestForStatistic) return { value: say('ui.tooFew'), interval: '' }
  const interval = low === null || high === null ? '' : `[${formatPoints(low)}, ${formatPoints(high)}]`
  return { value: formatPoints(value), interval }
}

/** `12.3 ms` and `[11.8, 12.9]` */
export function latencyText({ value, low, high, n }: Estimate, say: Say, locale: Locale): FigureText {
  if (n < fewestForStatistic) return { value: say('ui.tooFew'), interval: '' }
  const interval =
    low === null || high === null ? '' : `[${formatNumber(low, locale)}, ${formatNumber(high, locale)}]`
  return { value: formatDuration(value, locale), interval }
}

export function joinFigure({ value, interval }: FigureText): string {
  return interval === '' ? value : `${value} ${interval}`
}

/** A difference with its interval in the metric's own unit: `+3.1 points [1.2, 5.0]`, `−0.8 ms [−1.50, −0.20]`. */
export function formatEffect({ metric, effect }: Verdict, say: Say): string {
  const write = isLatency(metric) ? formatMs : formatPoints
  const amount = `${effect.value > 0 ? '+' : ''}${write(effect.value)}`
  const text = isLatency(metric) ? `${amount} ms` : say('compare.points', { points: amount })
  return effect.low === null || effect.high === null
    ? text
    : `${text} [${write(effect.low)}, ${write(effect.high)}]`
}

/** `p = .03`, `p < .001`; empty where nothing was tested. */
export function formatP(p: number | null): string {
  if (p === null) return ''
  const { text, isBelow } = formatProbability(p)
  return `p ${isBelow ? '<' : '='} ${text}`
}
