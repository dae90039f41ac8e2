import { normalQuantile } from './normal.ts'

/** Above so many degrees of freedom the expansion is exact to 1e-9. */
const mostExact = 400

/**
 * The t with P(T ≤ t) = p for Student's distribution: bisection over the finite series for whole degrees of freedom (Abramowitz and
 * Stegun, Handbook of Mathematical Functions, 1964, 26.7.3 and 26.7.4), and for many of them the expansion 26.7.5.
 *
 * @param p 0.5 to 1, excluded
 * @param freedom degrees of freedom, 1, 2 …
 */
export function studentQuantile(p: number, freedom: number): number {
  if (freedom > mostExact) return expand(normalQuantile(p), freedom)
  let low = 0
  let high = Math.PI / 2
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (shareWithin(middle, freedom) < 2 * p - 1) low = middle
    else high = middle
  }
  return Math.tan((low + high) / 2) * Math.sqrt(freedom)
}

/** P(|T| ≤ t) for t = √freedom · tan(angle). */
function shareWithin(angle: number, freedom: number): number {
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)]
  const isOdd = freedom % 2 === 1
  let term = isOdd ? cosine : 1
  let sum = freedom === 1 ? 0 : term
  for (let k = isOdd ? 3 : 2; k <= freedom - 2; k += 2) {
    term *= (cosine ** 2 * (k - 1)) / k
    sum += term
  }
  return isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum
}

function expand(z: number, freedom: number): number {
  const g1 = (z ** 3 + z) / 4
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384
  return z + g1 / freedom + g2 / freedom ** 2 + g3 / freedom ** 3
}
