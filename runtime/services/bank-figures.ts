/** Sums over requests that an adapter served, and the figures read from them. Sums of parts add up to those of the whole. */
import type { BankFigures, BankMeasure, Measured } from '../core/wire/bank-metrics.ts'
import { LatencyHistogram } from '../evaluation/stats/latency-histogram.ts'
import { intervalOfScores } from '../evaluation/stats/mean-interval.ts'
import { wilsonInterval } from '../evaluation/stats/wilson.ts'

/** Values that are 0 or 1. */
interface ShareSums {
  n: number
  sum: number
}

/** Values between 0 and 1. */
interface ScoreSums extends ShareSums {
  squares: number
  /** How often each value came, in thousandths: which one is in the middle cannot be told from the sums. */
  readonly counts: Map<number, number>
}

export interface FigureSums {
  n: number
  failed: number
  readonly latency: LatencyHistogram
  readonly ttft: LatencyHistogram
  readonly abstained: ShareSums
  readonly em: ShareSums
  readonly f1: ScoreSums
  /** Scores of -1 to 1, brought to 0 to 1. */
  readonly feedback: ScoreSums
}

/** Below it there is too little to say anything. */
const fewest = 5

const shareNames = ['abstained', 'em'] as const
const scoreNames = ['f1', 'feedback'] as const

export function emptySums(): FigureSums {
  const none = (): ShareSums => ({ n: 0, sum: 0 })
  const noScores = (): ScoreSums => ({ n: 0, sum: 0, squares: 0, counts: new Map() })
  return {
    n: 0,
    failed: 0,
    latency: new LatencyHistogram(),
    ttft: new LatencyHistogram(),
    abstained: none(),
    em: none(),
    f1: noScores(),
    feedback: noScores(),
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
  addScore(sums.f1, f1)
  addScore(sums.feedback, feedback === undefined ? undefined : (feedback + 1) / 2)
}

function addShare(sums: ShareSums, value: number | undefined): void {
  if (value === undefined) return
  sums.n += 1
  sums.sum += value
}

function addScore(sums: ScoreSums, value: number | undefined): void {
  if (value === undefined) return
  addShare(sums, value)
  sums.squares += value * value
  count(sums.counts, Math.round(value * 1000), 1)
}

const count = (counts: Map<number, number>, value: number, times: number): unknown =>
  counts.set(value, (counts.get(value) ?? 0) + times)

export function mergeSums(into: FigureSums, from: FigureSums): void {
  into.n += from.n
  into.failed += from.failed
  into.latency.merge(from.latency)
  into.ttft.merge(from.ttft)
  for (const name of shareNames) {
    into[name].n += from[name].n
    into[name].sum += from[name].sum
  }
  for (const name of scoreNames) {
    into[name].n += from[name].n
    into[name].sum += from[name].sum
    into[name].squares += from[name].squares
    for (const [value, times] of from[name].counts) count(into[name].counts, value, times)
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
    f1: readScore(f1),
    feedback: readScore(feedback, (value) => 2 * value - 1),
  }
}

function readQuantiles(histogram: LatencyHistogram): BankFigures['latencyMs'] {
  const { n } = histogram
  const at = (share: number) => (n < fewest ? null : (histogram.quantile(share) ?? null))
  return { n, p50: at(0.5), p95: at(0.95), p99: at(0.99) }
}

/** The share with Wilson's interval. */
function readShare({ n, sum }: ShareSums): Measured {
  if (n < fewest) return { n, value: null, low: null, high: null }
  return { n, value: sum / n, ...wilsonInterval(sum, n) }
}

/** The mean with the interval of graded scores, as experiments give it: see `scoreMeanInterval`. */
function readScore(sums: ScoreSums, scale: (value: number) => number = (value) => value): Measured {
  const { n, sum, squares } = sums
  if (n < fewest) return { n, value: null, low: null, high: null }
  const mean = sum / n
  const variance = (squares - sum * mean) / (n - 1)
  const { low, high } = intervalOfScores({ n, mean, variance, offMedian: countOffMedian(sums) })
  return { n, value: scale(mean), low: scale(low), high: scale(high) }
}

function countOffMedian({ n, counts }: ScoreSums): number {
  let below = 0
  for (const [, times] of [...counts].sort(([a], [b]) => a - b)) {
    below += times
    if (below > n >>> 1) return n - times
  }
  return 0
}
