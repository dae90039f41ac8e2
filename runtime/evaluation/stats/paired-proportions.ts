import type { DifferencePosterior } from './difference-posterior.ts'
import { differencePosterior } from './difference-posterior.ts'
import type { Interval } from './interval.ts'
import { defaultConfidence } from './interval.ts'
import { normalReach } from './normal.ts'
import { requireArgument, requireConfidence } from './refuse-arguments.ts'

/**
 * What a pair of either disagreement, and one of agreement, weighs before any is seen: 1/3, one pair in all for three kinds. W. Perks,
 * "Some observations on inverse probability", Journal of the Institute of Actuaries 73 (1947); Berger, Bernardo and Sun, "Overall
 * objective priors", Bayesian Analysis 10 (2015), section 3.
 */
const prior = 1 / 3

/**
 * The interval of the difference of two shares measured on the same rows, variant minus baseline: the shortest that holds the
 * difference with a probability of `confidence` (highest density), given a Dirichlet distribution of the shares of the three kinds of
 * pairs. Of the intervals tried it is the one whose mean coverage stays within a point of `confidence` from 10 pairs on: Agresti and
 * Min's, Bonett and Price's, Tango's and Newcombe's tenth are wider than needed below 50 (simulated by `npm run eval -- statistics`).
 * Source: A. Agresti and Y. Min, "Frequentist performance of Bayesian confidence intervals for comparing proportions in 2 × 2
 * contingency tables", Biometrics 61 (2005).
 *
 * @param b pairs in which only the baseline is right
 * @param c pairs in which only the variant is right
 * @param n all pairs, at least b + c; without pairs nothing is known and the interval is [-1, 1]
 * @throws STATISTIC_ARGUMENT_INVALID
 */
export function pairedShareInterval(
  b: number,
  c: number,
  n: number,
  confidence: number = defaultConfidence,
): Interval {
  requireConfidence('pairedShareInterval', confidence)
  requireArgument(b >= 0 && c >= 0 && b + c <= n, {
    statistic: 'pairedShareInterval',
    argument: 'n',
    wanted: '≥ b + c',
    given: n,
  })
  if (n === 0) return { low: -1, high: 1 }
  if (b > c) {
    const { low, high } = pairedShareInterval(c, b, n, confidence)
    return { low: -high, high: -low }
  }
  const posterior = differencePosterior(b + prior, c + prior, n - b - c + prior)
  if (b === c) {
    const high = placeBelow(posterior, (1 + confidence) / 2, 0)
    return { low: -high, high }
  }
  // Where the variant wins every pair the density grows up to the end.
  if (c === n) return { low: placeBelow(posterior, 1 - confidence, -1), high: 1 }
  return highestDensity(posterior, confidence)
}

/** Moves smaller than that are rounding. */
const still = 1e-13

/** The d from `least` to 1 with P(D < d) = `share`: Newton's method, kept within what is known to enclose it. */
function placeBelow(
  { mean, deviation, above, density }: DifferencePosterior,
  share: number,
  least: number,
): number {
  let [low, high] = [least, 1]
  let d = Math.min((mean + 1) / 2, Math.max((mean + least) / 2, mean + deviation))
  for (let step = 0; step < 100; step += 1) {
    const excess = 1 - share - above(d)
    if (excess > 0) high = d
    else low = d
    const guess = d - excess / density(d)
    const next = guess > low && guess < high ? guess : (low + high) / 2
    const move = Math.abs(next - d)
    d = next
    if (move < still) break
  }
  return d
}

/**
 * The ends between which D lies with a probability of `confidence` and at which it is equally dense, by Newton's method for both
 * equations; a move beyond what an end can be is halved.
 */
function highestDensity(posterior: DifferencePosterior, confidence: number): Interval {
  const { mean, deviation, above, density } = posterior
  const reach = normalReach(confidence) * deviation
  let low = Math.max((mean - 1) / 2, mean - reach)
  let high = Math.min((mean + 1) / 2, mean + reach)
  const slopeAt = (d: number): number => {
    const step = Math.min(1e-3 * deviation, (1 - Math.abs(d)) / 4)
    return (density(d + step) - density(d - step)) / (2 * step)
  }
  for (let step = 0; step < 100; step += 1) {
    const surplus = above(low) - above(high) - confidence
    const [atLow, atHigh] = [density(low), density(high)]
    const [slopeLow, slopeHigh] = [slopeAt(low), slopeAt(high)]
    const determinant = atHigh * slopeLow - atLow * slopeHigh
    const uneven = atHigh - atLow
    const nextLow = within(low, (uneven * atHigh - surplus * slopeHigh) / determinant, [-1, high])
    const nextHigh = within(high, (uneven * atLow - surplus * slopeLow) / determinant, [nextLow, 1])
    const move = Math.max(Math.abs(nextLow - low), Math.abs(nextHigh - high))
    low = nextLow
    high = nextHigh
    if (move < still) break
  }
  const isFound = Math.abs(above(low) - above(high) - confidence) < allowedSurplus
  return isFound ? { low, high } : highestDensityByHalves(posterior, confidence)
}

const allowedSurplus = 1e-10

/**
 * The same by halving, where Newton's method runs away: at 0.999, for a difference close to 1. With the lower end rises the upper
 * one, which grows thinner; so there is one place at which both are equally dense.
 */
function highestDensityByHalves(posterior: DifferencePosterior, confidence: number): Interval {
  const { above, density } = posterior
  let [least, most] = [-1, placeBelow(posterior, 1 - confidence, -1)]
  let ends = { low: most, high: 1 }
  for (let halving = 0; halving < 60; halving += 1) {
    const low = (least + most) / 2
    ends = { low, high: placeBelow(posterior, 1 - above(low) + confidence, low) }
    if (density(low) < density(ends.high)) least = low
    else most = low
  }
  return ends
}

/** `from` + `move`, or half way to the bound that it would pass. */
function within(from: number, move: number, [least, most]: readonly [number, number]): number {
  const to = from + move
  if (to > least && to < most) return to
  return (from + (to <= least ? least : most)) / 2
}
