/** Made-up results of two variants on the same rows, which are mostly right and wrong, quick and slow together. */
import type { Random } from '../../runtime/core/random.ts'
import type { Pairs } from '../../runtime/evaluation/stats/refuse-arguments.ts'

/** Draws `n` pairs; the variant is better by `effect` (a share of the time for times). */
export type PairSource = (random: Random, n: number, effect: number) => Pairs

/** How many rows the two agree on by their nature. */
const SHARED_ROWS = 0.8

/** Right in 70 of 100 rows. */
export const drawAnswerPairs: PairSource = (random, n, effect) =>
  drawPairs(random, n, (luck, isVariant) => Number(luck < 0.7 + (isVariant ? effect : 0)))

/** 0 for a quarter of the rows, 1 for nearly half, evenly spread between for the others. */
export const drawGradedPairs: PairSource = (random, n, effect) =>
  drawPairs(random, n, (luck, isVariant) => gradeOf(luck, isVariant ? effect : 0))

/** A score whose mean over even `luck` is 0.6 + `effect`. */
function gradeOf(luck: number, effect: number): number {
  return Math.min(1, Math.max(0, (luck - 0.25 + effect) / 0.3))
}

function drawPairs(random: Random, n: number, scoreOf: (luck: number, isVariant: boolean) => number): Pairs {
  const baseline = new Float64Array(n)
  const variant = new Float64Array(n)
  for (let row = 0; row < n; row += 1) {
    const luck = random.next()
    baseline[row] = scoreOf(luck, false)
    variant[row] = scoreOf(random.next() < SHARED_ROWS ? luck : random.next(), true)
  }
  return { baseline, variant }
}

/** Milliseconds: log-normal, the rows differing more than one row's two times. */
export const drawTimePairs: PairSource = (random, n, effect) => {
  const baseline = new Float64Array(n)
  const variant = new Float64Array(n)
  for (let row = 0; row < n; row += 1) {
    const rowMs = 20 * Math.exp(0.4 * drawNormal(random))
    baseline[row] = rowMs * Math.exp(0.2 * drawNormal(random))
    variant[row] = rowMs * Math.exp(0.2 * drawNormal(random)) * (1 - effect)
  }
  return { baseline, variant }
}

/** Box and Muller. */
export function drawNormal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
}
