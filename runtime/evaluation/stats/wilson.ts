/** The score interval for a proportion (E. B. Wilson, "Probable inference", JASA 22, 1927), without continuity correction. */

export interface Interval {
  readonly low: number
  readonly high: number
}

/** 97.5 % quantile of the normal distribution: two-sided 95 %. */
const z = 1.959963984540054

/**
 * The 95 % interval of a share.
 *
 * @param hits 0 to n
 * @param n trials, at least 1; without trials nothing is known and the interval is [0, 1]
 */
export function wilsonInterval(hits: number, n: number): Interval {
  if (n <= 0) return { low: 0, high: 1 }
  const share = hits / n
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  const centre = share + (z * z) / (2 * n)
  const scale = 1 + (z * z) / n
  return { low: Math.max(0, (centre - spread) / scale), high: Math.min(1, (centre + spread) / scale) }
}
