/** The standard normal distribution in double precision. */

/**
 * P(Z ≤ z), with full relative precision in the lower tail. Series and continued fraction of erfc: Abramowitz and Stegun, Handbook
 * of Mathematical Functions (1964), 7.1.6 and 7.1.14.
 */
export function normalCdf(z: number): number {
  const x = Math.abs(z) * Math.SQRT1_2
  if (x < 2) return 0.5 + Math.sign(z) * 0.5 * erfBySeries(x)
  const tail = 0.5 * erfcByFraction(x)
  return z < 0 ? tail : 1 - tail
}

function erfBySeries(x: number): number {
  let term = x
  let sum = x
  for (let n = 1; Math.abs(term) > sum * 1e-17; n += 1) {
    term *= (2 * x * x) / (2 * n + 1)
    sum += term
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum
}

function erfcByFraction(x: number): number {
  // From the innermost of 100 levels outwards: ample for x ≥ 2.
  let fraction = x
  for (let n = 100; n >= 1; n -= 1) fraction = x + n / 2 / fraction
  return Math.exp(-x * x) / (fraction * Math.sqrt(Math.PI))
}

/**
 * The z with P(Z ≤ z) = p; -∞ for 0 and ∞ for 1. Newton's method with Halley's correction (both derivatives of the normal
 * distribution are known) from the start of Abramowitz and Stegun 26.2.23.
 */
export function normalQuantile(p: number): number {
  if (p <= 0) return Number.NEGATIVE_INFINITY
  if (p >= 1) return Number.POSITIVE_INFINITY
  if (p > 0.5) return -normalQuantile(1 - p)
  const t = Math.sqrt(-2 * Math.log(p))
  let z =
    (2.515517 + t * (0.802853 + t * 0.010328)) / (1 + t * (1.432788 + t * (0.189269 + t * 0.001308))) - t
  for (let step = 0; step < 4; step += 1) {
    const error = (normalCdf(z) - p) * Math.sqrt(2 * Math.PI) * Math.exp((z * z) / 2)
    z -= error / (1 + (z * error) / 2)
  }
  return z
}

/** How many standard errors a two-sided interval reaches to either side: 1.96 for 0.95. */
export function normalReach(confidence: number): number {
  return -normalQuantile((1 - confidence) / 2)
}
