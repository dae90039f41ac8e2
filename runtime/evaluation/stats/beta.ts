/** A beta distribution. Places are given from both ends, `x` from 0 and `rest` from 1, so that neither loses its digits. */
interface BetaDistribution {
  /** P(X ≤ x). */
  below(x: number, rest: number): number
  density(x: number, rest: number): number
}

/**
 * Beta(a, b). Below the mean from the continued fraction of the incomplete beta function, above it from that of its mirror image; where
 * they meet they add up to the complete one, so that no gamma function is needed. Source: Abramowitz and Stegun, Handbook of
 * Mathematical Functions (1964), 26.5.8.
 *
 * @param a above 0
 * @param b above 0
 */
export function betaDistribution(a: number, b: number): BetaDistribution {
  const mean = a / (a + b)
  const peak = a * Math.log(mean) + b * Math.log(1 - mean)
  /** In units that keep the largest finite. */
  const power = (x: number, rest: number): number => Math.exp(a * Math.log(x) + b * Math.log(rest) - peak)
  const lower = (x: number, rest: number): number => (power(x, rest) / a) * betaFraction(x, a, b)
  const upper = (x: number, rest: number): number => (power(x, rest) / b) * betaFraction(rest, b, a)
  const whole = lower(mean, 1 - mean) + upper(mean, 1 - mean)
  return {
    below: (x, rest) => {
      if (x <= 0 || rest <= 0) return x <= 0 ? 0 : 1
      return x < mean ? lower(x, rest) / whole : 1 - upper(x, rest) / whole
    },
    density: (x, rest) => power(x, rest) / (whole * x * rest),
  }
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
