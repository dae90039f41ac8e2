/** How the values of metrics and their differences are written. */
import type { Estimate, Verdict } from '../../runtime/core/wire/experiments.ts'
import { metricTable } from '../../runtime/evaluation/metrics/metric-table.ts'
import {
  formatCost,
  formatMs,
  formatP as formatProbability,
} from '../../runtime/evaluation/reports/format-figures.ts'
import type { Say } from '../messages/catalogue.ts'
import type { Locale } from '../messages/locale.ts'
import { fewestForStatistic, formatDuration, formatNumber, formatPoints } from '../ui/format-number.ts'

/** In the order of the table: answers, then retrieval, then the route. Others follow by name. */
export function sortMetrics(metrics: Iterable<string>): string[] {
  const place = (metric: string) => {
    const at = metricTable.findIndex(({ name }) => name === metric)
    return at === -1 ? metricTable.length : at
  }
  return [...new Set(metrics)].sort((a, b) => place(a) - place(b) || a.localeCompare(b))
}

/** Latency metrics are in milliseconds and lower is better; all others but the cost are 0 to 1 and higher is better. */
export function isLatency(metric: string): boolean {
  return metric.endsWith('Ms')
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

/** Of 1,000 requests: `4.50` and `[4.21, 4.80]` */
export function costText({ value, low, high, n }: Estimate, say: Say): FigureText {
  if (n < fewestForStatistic) return { value: say('ui.tooFew'), interval: '' }
  const interval = low === null || high === null ? '' : `[${formatCost(low)}, ${formatCost(high)}]`
  return { value: formatCost(value), interval }
}

export function joinFigure({ value, interval }: FigureText): string {
  return interval === '' ? value : `${value} ${interval}`
}

/** A difference with its interval in the metric's own unit: `+3.1 points [1.2, 5.0]`, `−0.8 ms [−1.50, −0.20]`. */
export function formatEffect({ metric, effect }: Verdict, say: Say): string {
  const write = isLatency(metric) ? formatMs : metric === 'cost' ? formatCost : formatPoints
  const amount = `${effect.value > 0 ? '+' : ''}${write(effect.value)}`
  const text = isLatency(metric)
    ? `${amount} ms`
    : metric === 'cost'
      ? amount
      : say('compare.points', { points: amount })
  return effect.low === null || effect.high === null
    ? text
    : `${text} [${write(effect.low)}, ${write(effect.high)}]`
}

/** `p = .03`, `p < .001`; empty where nothing was tested. */
export function formatP(p: number | null): string {
  if (p === null) return ''
  const { text, isBelow } = formatProbability(p)
  return `p\u00a0${isBelow ? '<' : '='}\u00a0${text}`
}
