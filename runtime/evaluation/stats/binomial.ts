/**
 * P(X ≤ k) for k from 0 to n, X binomial. The probabilities follow from one another outwards from the most likely value and are
 * scaled to add up to 1, so that no factorial is needed and small ones keep their relative precision.
 *
 * @param n trials, at least 0
 * @param p chance of a hit, 0 to 1
 */
export function binomialCdf(n: number, p: number): Float64Array {
  const cdf = new Float64Array(n + 1)
  const mode = Math.min(n, Math.floor((n + 1) * p))
  const odds = p / (1 - p)
  cdf[mode] = 1
  for (let k = mode; k < n; k += 1) cdf[k + 1] = ((cdf[k] ?? 0) * (n - k) * odds) / (k + 1)
  for (let k = mode; k > 0; k -= 1) cdf[k - 1] = ((cdf[k] ?? 0) * k) / ((n - k + 1) * odds)
  let sum = 0
  for (let k = 0; k <= n; k += 1) {
    sum += cdf[k] ?? 0
    cdf[k] = sum
  }
  for (let k = 0; k <= n; k += 1) cdf[k] = (cdf[k] ?? 0) / sum
  return cdf
}
