/** What metrics are called, and how their values and differences are written. */
import type { Estimate, Verdict } from '../../runtime/core/wire/experiments.ts'
import { metricTable } from '../../runtime/evaluation/metrics/metric-table.ts'
import { formatP as formatProbability } from '../../runtime/evaluation/reports/say.ts'
import type { MessageKey, Say } from '../messages/catalogue.ts'
import type { Locale } from '../messages/locale.ts'
import {
  fewestForStatistic,
  formatDuration,
  formatInterval,
  formatNumber,
  formatScore,
} from '../ui/format-number.ts'

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

/** `0.61 [0.57, 0.65]`, or why there is no figure. */
export function formatQuality(estimate: Estimate, say: Say, locale: Locale): string {
  if (estimate.n < fewestForStatistic) return say('ui.tooFew')
  return estimate.low === null || estimate.high === null
    ? formatScore(estimate.value, locale)
    : formatInterval(estimate.value, estimate.low, estimate.high, locale)
}

/** `12.3 ms [11.8, 12.9]` */
export function formatLatency(estimate: Estimate, say: Say, locale: Locale): string {
  if (estimate.n < fewestForStatistic) return say('ui.tooFew')
  const value = formatDuration(estimate.value, locale)
  if (estimate.low === null || estimate.high === null) return value
  return `${value} [${formatNumber(estimate.low, locale)}, ${formatNumber(estimate.high, locale)}]`
}

const signed = (value: number, locale: Locale) =>
  `${value > 0 ? '+' : value < 0 ? '−' : '±'}${formatNumber(Math.abs(value), locale)}`

/** A difference with its interval in the metric's own unit: `+3.1 points [1.2, 5.0]`, `−0.8 ms [−1.5, −0.2]`. */
export function formatEffect({ metric, effect }: Verdict, say: Say, locale: Locale): string {
  const scale = isLatency(metric) ? 1 : 100
  const amount = round(effect.value * scale)
  const text = isLatency(metric)
    ? `${signed(amount, locale)} ms`
    : say('compare.points', { points: signed(amount, locale) })
  if (effect.low === null || effect.high === null) return text
  const bound = (value: number) => formatNumber(round(value * scale), locale).replace('-', '−')
  return `${text} [${bound(effect.low)}, ${bound(effect.high)}]`
}

/** A tenth of a point or a hundredth of a millisecond is as fine as differences are read. */
function round(value: number): number {
  return Math.abs(value) >= 1 ? Number(value.toFixed(1)) : Number(value.toFixed(2))
}

/** `p = .03`, `p < .001`; empty where nothing was tested. */
export function formatP(p: number | null): string {
  if (p === null) return ''
  const { text, isBelow } = formatProbability(p)
  return `p ${isBelow ? '<' : '='} ${text}`
}
