import { betaDistribution } from './beta.ts'

/** What a quantile is made of by Harrell and Davis: every value of the sample, weighed by how likely it is the quantile's. */
export interface QuantileWeights {
  /** Of the sorted sample's first `i` values together, for i from 0 to n; the difference of two neighbours is one value's weight. */
  readonly cumulative: Float64Array
  /** Below the first and from the second on, values weigh nothing. */
  readonly from: number
  readonly to: number
}

/** Weights that add up to less than this are left out. */
const negligible = 1e-13

/**
 * The weights for the `q` quantile of `n` sorted values: those of the beta distribution with (n + 1) q and (n + 1) (1 - q). The
 * estimate varies less than an order statistic and changes smoothly when values do, so that its bootstrap is sound where that of an
 * order statistic is too wide. Source: F. E. Harrell and C. E. Davis, "A new distribution-free quantile estimator", Biometrika 69
 * (1982).
 *
 * @param n at least 1
 * @param q 0 to 1, both excluded
 */
export function quantileWeights(n: number, q: number): QuantileWeights {
  const { below } = betaDistribution((n + 1) * q, (n + 1) * (1 - q))
  const cumulative = Float64Array.from({ length: n + 1 }, (_, i) => below(i / n, 1 - i / n))
  let from = 0
  while ((cumulative[from + 1] ?? 1) < negligible) from += 1
  let to = n
  while (1 - (cumulative[to - 1] ?? 0) < negligible) to -= 1
  cumulative.fill(0, 0, from + 1)
  cumulative.fill(1, to)
  return { cumulative, from, to }
}
