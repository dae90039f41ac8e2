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
  const cumulative = betaCdfAt(n, (n + 1) * q, (n + 1) * (1 - q))
  let from = 0
  while ((cumulative[from + 1] ?? 1) < negligible) from += 1
  let to = n
  while (1 - (cumulative[to - 1] ?? 0) < negligible) to -= 1
  cumulative.fill(0, 0, from + 1)
  cumulative.fill(1, to)
  return { cumulative, from, to }
}

/**
 * The distribution of beta(a, b) at 0, 1/n, 2/n … 1. Below the mean from the continued fraction of the incomplete beta function,
 * above it from that of its mirror image; where they meet they add up to the complete one, so that no gamma function is needed. Source:
 * Abramowitz and Stegun, Handbook of Mathematical Functions (1964), 26.5.8.
 */
function betaCdfAt(n: number, a: number, b: number): Float64Array {
  const mean = a / (a + b)
  const peak = a * Math.log(mean) + b * Math.log(1 - mean)
  /** The integral from 0 to x in units that keep the largest finite. */
  const below = (x: number, first: number, second: number): number =>
    (Math.exp(first * Math.log(x) + second * Math.log(1 - x) - peak) / first) * betaFraction(x, first, second)
  const lower = (x: number): number => below(x, a, b)
  const upper = (x: number): number => below(1 - x, b, a)
  const whole = lower(mean) + upper(mean)
  return Float64Array.from({ length: n + 1 }, (_, i) => {
    if (i === 0 || i === n) return i / n
    const x = i / n
    return x < mean ? lower(x) / whole : 1 - upper(x) / whole
  })
}

/** 26.5.8 by Lentz's method; it converges fast for x up to the mean. */
function betaFraction(x: number, a: number, b: number): number {
  let c = 1
  let d = 1 / (1 - ((a + b) * x) / (a + 1))
  let fraction = d
  for (let m = 1; m <= 10_000; m += 1) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    d = 1 / (1 + even * d)
    c = 1 + even / c
    fraction *= d * c
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    d = 1 / (1 + odd * d)
    c = 1 + odd / c
    fraction *= d * c
    if (Math.abs(d * c - 1) < 1e-15) break
  }
  return fraction
}
