import { binomialCdf } from './binomial.ts'
import type { OpenInterval } from './interval.ts'
import { defaultConfidence } from './interval.ts'
import { requireArgument, requireConfidence, requireFinite } from './refuse-arguments.ts'

/**
 * The `q` quantile with linear interpolation between order statistics: type 7 of Hyndman and Fan, "Sample quantiles in statistical
 * packages", The American Statistician 50 (1996); NumPy's default.
 *
 * @returns null for no values
 * @throws STATISTIC_NOT_A_NUMBER, STATISTIC_ARGUMENT_INVALID
 */
export function quantile(values: ArrayLike<number>, q: number): number | null {
  requireQuantile('quantile', q)
  requireFinite('quantile', values)
  return values.length === 0 ? null : quantileOfSorted(Float64Array.from(values).sort(), q)
}

/** @param sorted ascending, at least one value */
export function quantileOfSorted(sorted: Float64Array, q: number): number {
  const position = (sorted.length - 1) * q
  const below = Math.floor(position)
  const low = sorted[below] ?? Number.NaN
  const high = sorted[below + 1] ?? low
  return low + (position - below) * (high - low)
}

export interface QuantileIntervalOptions {
  /** @default 0.95 */
  readonly confidence?: number
  /** False: the order statistics themselves, which cover at least `confidence`. @default true */
  readonly isInterpolated?: boolean
}

/**
 * The interval of a quantile from order statistics, free of assumptions about the distribution: with r hits below the quantile being
 * binomial, X(r) and X(s) enclose it with known probability (W. J. Conover, Practical Nonparametric Statistics, 1999, section 3.2).
 * Since only some confidences can be had exactly, each end is interpolated between the two order statistics around it (B. Nyblom,
 * "Note on interpolated order statistics", Statistics & Probability Letters 14, 1992; for the median Hettmansperger and Sheather, 1986).
 *
 * @param q 0 to 1, both excluded
 * @returns a side is null where the values are too few to bound it, as above p95 with fewer than 72
 * @throws STATISTIC_NOT_A_NUMBER, STATISTIC_ARGUMENT_INVALID
 */
export function quantileInterval(
  values: ArrayLike<number>,
  q: number,
  { confidence = defaultConfidence, isInterpolated = true }: QuantileIntervalOptions = {},
): OpenInterval {
  requireQuantile('quantileInterval', q)
  requireConfidence('quantileInterval', confidence)
  requireFinite('quantileInterval', values)
  const sorted = Float64Array.from(values).sort()
  const mirrored = sorted.map((value) => -value).reverse()
  const tail = (1 - confidence) / 2
  const high = lowerBound(mirrored, 1 - q, tail, isInterpolated)
  return { low: lowerBound(sorted, q, tail, isInterpolated), high: high === null ? null : 0 - high }
}

/** The bound that the quantile lies below with a chance of `tail`. */
function lowerBound(sorted: Float64Array, q: number, tail: number, isInterpolated: boolean): number | null {
  const n = sorted.length
  if (n === 0) return null
  const cdf = binomialCdf(n, q)
  // The highest order statistic, counted from 1, that the quantile lies below with at most that chance.
  let rank = 0
  while (rank < n && (cdf[rank] ?? 1) <= tail) rank += 1
  if (rank === 0) return null
  const value = sorted[rank - 1] ?? Number.NaN
  if (!isInterpolated || rank === n) return value
  const spare = tail - (cdf[rank - 1] ?? 0)
  const missing = (cdf[rank] ?? 1) - tail
  const share = 1 / (1 + (rank * (1 - q) * missing) / ((n - rank) * q * spare))
  return spare === 0 ? value : value + clampShare(share) * ((sorted[rank] ?? value) - value)
}

function clampShare(share: number): number {
  return Math.min(1, Math.max(0, share))
}

export function requireQuantile(statistic: string, q: number): void {
  requireArgument(q > 0 && q < 1, { statistic, argument: 'q', wanted: '> 0, < 1', given: q })
}
