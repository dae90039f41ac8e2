/** Shares as the tables show them. */

/**
 * 95 % interval of a share, for example of an accuracy.
 * Source: E. B. Wilson, "Probable inference, the law of succession, and statistical inference", JASA 1927.
 */
function wilsonInterval(share: number, n: number): [low: number, high: number] {
  if (n === 0) return [0, 1]
  const z = 1.959964
  const centre = share + (z * z) / (2 * n)
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  const scale = 1 + (z * z) / n
  return [(centre - half) / scale, (centre + half) / scale]
}

/** A share in per cent. */
export function formatShare(share: number): string {
  return (100 * share).toFixed(2)
}

/** A share of `n` in per cent, with its interval. */
export function withInterval(share: number, n: number): string {
  const [low, high] = wilsonInterval(share, n)
  return `${formatShare(share)} (${formatShare(low)} to ${formatShare(high)})`
}
