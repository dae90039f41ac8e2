/** Sums over requests that an adapter served, and the figures read from them. Sums of parts add up to those of the whole. */
import type { BankFigures, BankMeasure, Measured } from '../core/wire/bank-metrics.ts'
import { LatencyHistogram } from '../evaluation/stats/latency-histogram.ts'
import { wilsonInterval } from '../evaluation/stats/wilson.ts'

/** Values between 0 and 1. */
interface ShareSums {
  n: number
  sum: number
}

export interface FigureSums {
  n: number
  failed: number
  readonly latency: LatencyHistogram
  readonly ttft: LatencyHistogram
  readonly abstained: ShareSums
  readonly em: ShareSums
  readonly f1: ShareSums
  /** Scores of -1 to 1, brought to 0 to 1. */
  readonly feedback: ShareSums
}

/** Below it there is too little to say anything. */
const fewest = 5

const shareNames = ['abstained', 'em', 'f1', 'feedback'] as const

export function emptySums(): FigureSums {
  const none = (): ShareSums => ({ n: 0, sum: 0 })
  return {
    n: 0,
    failed: 0,
    latency: new LatencyHistogram(),
    ttft: new LatencyHistogram(),
    abstained: none(),
    em: none(),
    f1: none(),
    feedback: none(),
  }
}

export function addMeasure(sums: FigureSums, measure: BankMeasure): void {
  if (!measure.hasSucceeded) {
    sums.failed += 1
    return
  }
  const { wallMs, ttftMs, abstained, em, f1, feedback } = measure
  sums.n += 1
  if (wallMs !== null) sums.latency.add(wallMs)
  if (ttftMs !== null) sums.ttft.add(ttftMs)
  addShare(sums.abstained, Number(abstained))
  addShare(sums.em, em)
  addShare(sums.f1, f1)
  addShare(sums.feedback, feedback === undefined ? undefined : (feedback + 1) / 2)
}

function addShare(sums: ShareSums, value: number | undefined): void {
  if (value === undefined) return
  sums.n += 1
  sums.sum += value
}

export function mergeSums(into: FigureSums, from: FigureSums): void {
  into.n += from.n
  into.failed += from.failed
  into.latency.merge(from.latency)
  into.ttft.merge(from.ttft)
  for (const name of shareNames) {
    into[name].n += from[name].n
    into[name].sum += from[name].sum
  }
}

export function readFigures({
  n,
  failed,
  latency,
  ttft,
  abstained,
  em,
  f1,
  feedback,
}: FigureSums): BankFigures {
  return {
    n,
    failed,
    latencyMs: readQuantiles(latency),
    ttftMs: readQuantiles(ttft),
    abstained: readShare(abstained),
    em: readShare(em),
    f1: readShare(f1),
    feedback: readShare(feedback, (value) => 2 * value - 1),
  }
}

function readQuantiles(histogram: LatencyHistogram): BankFigures['latencyMs'] {
  const { n } = histogram
  const at = (share: number) => (n < fewest ? null : (histogram.quantile(share) ?? null))
  return { n, p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

/**
 * The mean with Wilson's interval. That is meant for values that are 0 or 1; values between vary less around the same mean, so
 * for them the interval is wider than it need be, never too narrow.
 */
function readShare({ n, sum }: ShareSums, scale: (value: number) => number = (value) => value): Measured {
  if (n < fewest) return { n, value: null, low: null, high: null }
  const { low, high } = wilsonInterval(sum, n)
  return { n, value: scale(sum / n), low: scale(low), high: scale(high) }
}
