import type { BootstrapOptions } from './bootstrap.ts'
import { defaultResamples, requireBootstrap } from './bootstrap.ts'
import { defaultConfidence } from './interval.ts'
import { quantileOfSorted, requireQuantile } from './quantile.ts'
import { createRandomWords, positionOf } from './random-words.ts'
import type { Pairs } from './refuse-arguments.ts'
import { requirePairs } from './refuse-arguments.ts'

/** A quantile of the variant minus that of the baseline. */
export interface QuantileDifference {
  readonly value: number
  readonly low: number
  readonly high: number
  /** Two-sided: how often resampled differences lie on the other side of zero. */
  readonly p: number
  /** Of the resampled differences. */
  readonly standardError: number
}

/**
 * Differences of quantiles between two variants measured on the same rows: pairs are resampled together, so that what makes a row
 * slow for both cancels. Percentile interval and test by its inversion: Efron and Tibshirani (1993), sections 13.3 and 15.4; the p
 * value counts the sample itself as one resample (Davison and Hinkley, Bootstrap Methods, 1997, section 4.2).
 *
 * @param qs quantiles, each 0 to 1, both excluded; one pass serves all of them
 * @returns by the order of `qs`; empty for fewer than two pairs
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
  if (pairs.baseline.length < 2) return []
  const replicates = resampleDifferences(pairs, qs, options)
  const baseline = Float64Array.from(pairs.baseline).sort()
  const variant = Float64Array.from(pairs.variant).sort()
  const tail = (1 - (options.confidence ?? defaultConfidence)) / 2
  return qs.map((q, i) => {
    const sorted = (replicates[i] ?? new Float64Array()).sort()
    return {
      value: quantileOfSorted(variant, q) - quantileOfSorted(baseline, q),
      low: quantileOfSorted(sorted, tail),
      high: quantileOfSorted(sorted, 1 - tail),
      p: shareBeyondZero(sorted),
      standardError: deviationOf(sorted),
    }
  })
}

function resampleDifferences(
  { baseline, variant }: Pairs,
  qs: readonly number[],
  { resamples = defaultResamples, seed = 1 }: BootstrapOptions,
): readonly Float64Array[] {
  const n = baseline.length
  const drawWords = createRandomWords(seed)
  const words = new Int32Array(n)
  const counts = new Int32Array(n)
  const sides = [orderOf(variant), orderOf(baseline)]
  const replicates = qs.map(() => new Float64Array(resamples))
  for (let resample = 0; resample < resamples; resample += 1) {
    drawWords(words)
    counts.fill(0)
    for (let i = 0; i < n; i += 1) {
      const row = positionOf(words[i] ?? 0, n)
      counts[row] = (counts[row] ?? 0) + 1
    }
    const [ofVariant = [], ofBaseline = []] = sides.map((side) => quantilesOfCounts(side, counts, qs))
    replicates.forEach((differences, i) => {
      differences[resample] = (ofVariant[i] ?? 0) - (ofBaseline[i] ?? 0)
    })
  }
  return replicates
}

interface Order {
  readonly rows: Int32Array
  readonly sorted: Float64Array
}

function orderOf(values: ArrayLike<number>): Order {
  const rows = Int32Array.from({ length: values.length }, (_, i) => i)
  rows.sort((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  return { rows, sorted: Float64Array.from(rows, (row) => values[row] ?? 0) }
}

/** Quantiles of the sample that holds each row as often as `counts` says. */
function quantilesOfCounts(
  { rows, sorted }: Order,
  counts: Int32Array,
  qs: readonly number[],
): readonly number[] {
  return qs.map((q) => {
    const position = (rows.length - 1) * q
    const below = Math.floor(position)
    let at = 0
    let seen = counts[rows[0] ?? 0] ?? 0
    while (seen <= below) seen += counts[rows[++at] ?? 0] ?? 0
    const low = sorted[at] ?? 0
    if (seen > below + 1 || position === below) return low
    do at += 1
    while ((counts[rows[at] ?? 0] ?? 1) === 0)
    return low + (position - below) * ((sorted[at] ?? low) - low)
  })
}

function shareBeyondZero(sorted: Float64Array): number {
  let [notAbove, notBelow] = [1, 1]
  for (const value of sorted) {
    if (value <= 0) notAbove += 1
    if (value >= 0) notBelow += 1
  }
  return Math.min(1, (2 * Math.min(notAbove, notBelow)) / (sorted.length + 1))
}

function deviationOf(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1))
}
