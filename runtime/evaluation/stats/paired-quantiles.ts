import type { BootstrapOptions } from './bootstrap.ts'
import { defaultResamples, requireBootstrap } from './bootstrap.ts'
import { defaultConfidence } from './interval.ts'
import type { QuantileWeights } from './harrell-davis.ts'
import { quantileWeights } from './harrell-davis.ts'
import { normalCdf, normalReach } from './normal.ts'
import { requireQuantile } from './quantile.ts'
import { createRandomWords, positionOf } from './random-words.ts'
import type { Pairs } from './refuse-arguments.ts'
import { requirePairs } from './refuse-arguments.ts'

/** A quantile of the variant minus that of the baseline. */
export interface QuantileDifference {
  readonly value: number
  readonly low: number
  readonly high: number
  /** Two-sided, and not below 0.05 where the interval holds zero. */
  readonly p: number
  /** Of the resampled differences. */
  readonly standardError: number
}

/**
 * Differences of quantiles between two variants measured on the same rows: pairs are resampled together, so that what makes a row
 * slow for both cancels. Quantiles are those of Harrell and Davis, since the bootstrap of an order statistic is too wide (measured by
 * `npm run eval -- statistics`): R. R. Wilcox and D. M. Erceg-Hurn, "Comparing two dependent groups via quantiles", Journal of
 * Applied Statistics 39 (2012). The interval is normal with the standard error of the resampled differences (Efron and Tibshirani, 1993,
 * sections 6.2 and 12.2): percentiles of them cover 96 to 98 % where rows differ more than runs, since a resample is rougher than a
 * sample, and reflected ones cover 90 to 94 %. The p value is the larger of the normal test's and that of the resamples beyond zero
 * (section 15.4): either alone raises false alarms in 5 to 7 of 100 comparisons of few pairs.
 *
 * @param qs quantiles, each 0 to 1, both excluded; one pass serves all of them
 * @returns by the order of `qs`, each in the unit of the values; empty for fewer than two pairs
 * @throws STATISTIC_PAIRS_UNEQUAL, STATISTIC_NOT_A_NUMBER, STATISTIC_ARGUMENT_INVALID
 */
export function pairedQuantileDifferences(
  pairs: Pairs,
  qs: readonly number[],
  options: BootstrapOptions = {},
): readonly QuantileDifference[] {
  const statistic = 'pairedQuantileDifferences'
  requirePairs(statistic, pairs)
  requireBootstrap(statistic, options)
  for (const q of qs) requireQuantile(statistic, q)
  const n = pairs.baseline.length
  if (n < 2) return []
  const differencesOf = createResampledDifferences(pairs, qs)
  const values = differencesOf(new Int32Array(n).fill(1))
  const replicates = resampleDifferences(n, qs.length, differencesOf, options)
  return values.map((value, i) =>
    summariseReplicates(value, replicates[i] ?? new Float64Array(), options.confidence),
  )
}

/** Interval, p value and standard error of a difference from its replicates. */
export function summariseReplicates(
  value: number,
  replicates: Float64Array,
  confidence: number = defaultConfidence,
): QuantileDifference {
  const standardError = deviationOf(replicates)
  const spread = normalReach(confidence) * standardError
  const normal = value === 0 ? 1 : 2 * normalCdf(-Math.abs(value) / standardError)
  return {
    value,
    low: value - spread,
    high: value + spread,
    p: Math.max(normal, shareBeyondZero(replicates)),
    standardError,
  }
}

/** The differences, by the order of the quantiles, of the sample that holds each pair as often as `counts` says. */
export type ResampledDifferences = (counts: Int32Array) => number[]

export function createResampledDifferences(
  { baseline, variant }: Pairs,
  qs: readonly number[],
): ResampledDifferences {
  const [ofBaseline, ofVariant] = [orderOf(baseline), orderOf(variant)]
  const shift = ofVariant.middle - ofBaseline.middle
  const weights = qs.map((q) => quantileWeights(baseline.length, q))
  return (counts) =>
    weights.map(
      (one) => quantileOfCounts(ofVariant, counts, one) - quantileOfCounts(ofBaseline, counts, one) + shift,
    )
}

function resampleDifferences(
  n: number,
  width: number,
  differencesOf: ResampledDifferences,
  { resamples = defaultResamples, seed = 1 }: BootstrapOptions,
): readonly Float64Array[] {
  const drawWords = createRandomWords(seed)
  const words = new Int32Array(n)
  const counts = new Int32Array(n)
  const replicates = Array.from({ length: width }, () => new Float64Array(resamples))
  for (let resample = 0; resample < resamples; resample += 1) {
    drawWords(words)
    counts.fill(0)
    for (let i = 0; i < n; i += 1) {
      const row = positionOf(words[i] ?? 0, n)
      counts[row] = (counts[row] ?? 0) + 1
    }
    const differences = differencesOf(counts)
    replicates.forEach((column, i) => {
      column[resample] = differences[i] ?? 0
    })
  }
  return replicates
}

interface Order {
  readonly rows: Int32Array
  /** Ascending, less the middle one: so what shifts every row alike is exact, and equal quantiles differ by nothing. */
  readonly sorted: Float64Array
  readonly middle: number
}

function orderOf(values: ArrayLike<number>): Order {
  const rows = Int32Array.from({ length: values.length }, (_, i) => i)
  rows.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  const middle = values[rows[rows.length >>> 1] ?? 0] ?? 0
  return { rows, sorted: Float64Array.from(rows, (row) => (values[row] ?? 0) - middle), middle }
}

/** The quantile of the sample that holds each row as often as `counts` says. */
function quantileOfCounts(
  { rows, sorted }: Order,
  counts: Int32Array,
  { cumulative, from, to }: QuantileWeights,
): number {
  let at = 0
  let seen = 0
  for (let next = counts[rows[0] ?? 0] ?? 0; next <= from; next += counts[rows[at] ?? 0] ?? 0) {
    seen = next
    at += 1
  }
  let sum = 0
  for (; seen < to; at += 1) {
    const next = seen + (counts[rows[at] ?? 0] ?? 0)
    sum += ((cumulative[next] ?? 0) - (cumulative[seen] ?? 0)) * (sorted[at] ?? 0)
    seen = next
  }
  return sum
}

/** With the sample itself as one of the resamples: Davison and Hinkley, Bootstrap Methods (1997), section 4.2. */
function shareBeyondZero(replicates: Float64Array): number {
  let [notAbove, notBelow] = [1, 1]
  for (const value of replicates) {
    if (value <= 0) notAbove += 1
    if (value >= 0) notBelow += 1
  }
  return Math.min(1, (2 * Math.min(notAbove, notBelow)) / (replicates.length + 1))
}

function deviationOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
}
