import { meanOf } from './bootstrap.ts'
import type { Interval } from './interval.ts'
import { defaultConfidence } from './interval.ts'
import { normalReach } from './normal.ts'
import { requireArgument, requireConfidence, requireFinite } from './refuse-arguments.ts'
import { studentQuantile } from './student.ts'
import { scoreInterval } from './wilson.ts'

/**
 * The interval of the mean of graded scores, each 0 to 1: Wilson's for the size of sample at which a share would vary as much
 * as this mean does. It stays within 0 to 1, has a width where all scores are equal, and covers better than BCa where values are few or
 * most are 1 (measured by `npm run eval -- statistics`). Where few values differ from the others their variance is hardly known: the
 * size grows by at most half for each of them (our own rule, found by simulation). Source: Franco, Little, Louis and Slud, "Comparative
 * study of confidence intervals for proportions in complex sample surveys", JSSAM 7 (2019), section 2.
 *
 * @returns null for fewer than two values
 * @throws STATISTIC_NOT_A_NUMBER, STATISTIC_ARGUMENT_INVALID for values outside 0 to 1
 */
export function scoreMeanInterval(
  values: ArrayLike<number>,
  confidence: number = defaultConfidence,
): Interval | null {
  const statistic = 'scoreMeanInterval'
  requireConfidence(statistic, confidence)
  requireFinite(statistic, values)
  const n = values.length
  for (let i = 0; i < n; i += 1)
    requireArgument((values[i] ?? 0) >= 0 && (values[i] ?? 0) <= 1, {
      statistic,
      argument: `values[${i}]`,
      wanted: '0–1',
      given: values[i] ?? 0,
    })
  if (n < 2) return null
  const mean = meanOf(values)
  return intervalOfScores(
    { n, mean, variance: varianceOf(values, mean), offMedian: countOffMedian(values) },
    confidence,
  )
}

/** What `scoreMeanInterval` reads of the scores. */
export interface ScoreMoments {
  /** At least 2. */
  readonly n: number
  /** 0 to 1. */
  readonly mean: number
  /** Of a sample: over n - 1. */
  readonly variance: number
  /** How many scores differ from the middle one. */
  readonly offMedian: number
}

/** `scoreMeanInterval` for scores of which only sums were kept. */
export function intervalOfScores(
  { n, mean, variance, offMedian }: ScoreMoments,
  confidence: number = defaultConfidence,
): Interval {
  // Below that it is rounding: all are equal.
  const size = variance > 1e-24 ? Math.max(n, (n * mean * (1 - mean)) / variance) : n
  const cap = n * (1 + offMedian / 2)
  return scoreInterval(Math.min(1, mean), Math.min(size, cap), normalReach(confidence))
}

/**
 * The interval of the mean of paired differences: Student's after half a pair that differs was added either way, of the typical size of
 * those that differ, and one that does not. It keeps its coverage where few pairs differ, where bootstrap and t intervals collapse. For
 * differences of -1, 0 and 1 it is, but for Student's quantile, that of A. Agresti and Y. Min, "Simple improved confidence intervals
 * for comparing matched proportions", Statistics in Medicine 24 (2005), section 4.
 *
 * @param scale the size of a difference to reckon with where no pair differs
 * @returns null for fewer than two differences, and where none differs and no scale is given
 * @throws STATISTIC_NOT_A_NUMBER, STATISTIC_ARGUMENT_INVALID
 */
export function pairedMeanInterval(
  differences: ArrayLike<number>,
  { confidence = defaultConfidence, scale }: { confidence?: number; scale?: number } = {},
): Interval | null {
  requireConfidence('pairedMeanInterval', confidence)
  requireFinite('pairedMeanInterval', differences)
  const n = differences.length
  let [sum, squares, differing] = [0, 0, 0]
  for (let i = 0; i < n; i += 1) {
    const difference = differences[i] ?? 0
    sum += difference
    squares += difference ** 2
    if (difference !== 0) differing += 1
  }
  const size = differing === 0 ? scale : Math.sqrt(squares / differing)
  if (n < 2 || size === undefined) return null
  const centre = sum / (n + 2)
  const variance = Math.max(0, (squares + size ** 2) / (n + 2) - centre ** 2)
  const spread = studentQuantile((1 + confidence) / 2, n + 1) * Math.sqrt(variance / (n + 2))
  return { low: centre - spread, high: centre + spread }
}

/** How many values differ from the middle one: none where all are equal. */
function countOffMedian(values: ArrayLike<number>): number {
  const sorted = Float64Array.from(values).sort()
  const median = sorted[sorted.length >>> 1]
  return sorted.reduce((count, value) => count + Number(value !== median), 0)
}

/** Of a sample: over n - 1. */
function varianceOf(values: ArrayLike<number>, mean: number): number {
  let squares = 0
  for (let i = 0; i < values.length; i += 1) squares += ((values[i] ?? 0) - mean) ** 2
  return squares / (values.length - 1)
}
