/** Distributions with known truth, as the answers and times of pipelines have them. */
import type { Random } from '../../runtime/core/random.ts'
import { normalCdf, normalQuantile } from '../../runtime/evaluation/stats/normal.ts'
import type { Pairs } from '../../runtime/evaluation/stats/refuse-arguments.ts'
import type { AnswerCounts } from './other-intervals.ts'
import { drawNormal } from './statistics-pairs.ts'

export interface Population<Sample> {
  readonly name: string
  readonly truth: number
  draw(random: Random, n: number): Sample
}

export interface Spread<Sample> {
  readonly name: string
  /** Another one for each trial. */
  draw(random: Random): Population<Sample>
  readonly fixed: readonly Population<Sample>[]
}

const between = (random: Random, low: number, high: number): number => low + (high - low) * random.next()
const percent = (share: number): string => `${Math.round(100 * share)} %`
const fill = (n: number, draw: () => number): Float64Array => Float64Array.from({ length: n }, draw)

function shareOf(truth: number): Population<{ hits: number; n: number }> {
  return {
    name: percent(truth),
    truth,
    draw: (random, n) => {
      let hits = 0
      for (let i = 0; i < n; i += 1) hits += Number(random.next() < truth)
      return { hits, n }
    },
  }
}

export const sharePopulations: Spread<{ readonly hits: number; readonly n: number }> = {
  name: 'shares, 5 % to 95 %',
  draw: (random) => shareOf(between(random, 0.05, 0.95)),
  fixed: [0.02, 0.05, 0.1, 0.2, 0.35, 0.5].map(shareOf),
}

/** Scores that are 0, 1, or evenly spread between. */
function gradeOf(zeros: number, ones: number): Population<Float64Array> {
  return {
    name: `${percent(zeros)} are 0, ${percent(ones)} are 1`,
    truth: ones + (1 - zeros - ones) / 2,
    draw: (random, n) =>
      fill(n, () => {
        const luck = random.next()
        if (luck < zeros) return 0
        return luck < zeros + ones ? 1 : random.next()
      }),
  }
}

export const gradePopulations: Spread<Float64Array> = {
  name: 'scores, any shares of 0 and 1',
  draw: (random) => {
    // Two cuts of the unit: every composition is as likely.
    const [first, second] = [random.next(), random.next()]
    return gradeOf(Math.min(first, second), Math.abs(first - second))
  },
  fixed: [gradeOf(0.25, 0.45), gradeOf(0, 0.9), gradeOf(0.9, 0), gradeOf(0.45, 0.45), gradeOf(0, 0)],
}

/** Two variants right in `p` and `p + effect` of the rows, which agree by their nature in `shared` of them. */
function answersOf(p: number, effect: number, shared: number): Population<AnswerCounts> {
  const q = Math.min(0.98, Math.max(0.02, p + effect))
  const both = shared * Math.min(p, q) + (1 - shared) * p * q
  return {
    name: `${percent(p)} and ${percent(q)} right, ${percent(shared)} shared`,
    truth: q - p,
    draw: (random, n) => {
      const counts = { both: 0, baseline: 0, variant: 0, neither: 0 }
      for (let i = 0; i < n; i += 1) {
        const luck = random.next()
        if (luck < both) counts.both += 1
        else if (luck < p) counts.baseline += 1
        else if (luck < p + q - both) counts.variant += 1
        else counts.neither += 1
      }
      return counts
    },
  }
}

export const answerPopulations: Spread<AnswerCounts> = {
  name: 'EM, −20 to +20 points',
  draw: (random) =>
    answersOf(between(random, 0.1, 0.9), between(random, -0.2, 0.2), between(random, 0.3, 0.95)),
  fixed: [0.5, 0.8, 0.95].flatMap((shared) =>
    [0.1, 0.5, 0.7, 0.9].flatMap((p) => [0, 0.05].map((effect) => answersOf(p, effect, shared))),
  ),
}

/** Scores that rise with a row's luck from 0 to 1 over `width` from `start`; the variant's luck is better by `effect`. */
function risingOf(start: number, width: number, effect: number, shared: number): Population<Float64Array> {
  const score = (luck: number, gained: number): number =>
    Math.min(1, Math.max(0, (luck - start + gained) / width))
  return {
    name: `F1, ${percent(effect)} of luck gained, ${percent(shared)} shared`,
    truth: meanOfRise(start - effect, width) - meanOfRise(start, width),
    draw: (random, n) =>
      fill(n, () => {
        const luck = random.next()
        const own = random.next() < shared ? luck : random.next()
        return score(own, effect) - score(luck, 0)
      }),
  }
}

/** Over even luck. */
function meanOfRise(start: number, width: number): number {
  const areaTo = (x: number): number => {
    if (x <= 0) return 0
    return x <= width ? x ** 2 / (2 * width) : x - width / 2
  }
  return areaTo(1 - start) - areaTo(-start)
}

/** Most rows stay as they are; of the `changed` ones the share `won` gains what the others lose, 0 to 1 evenly. */
function sparseOf(changed: number, won: number): Population<Float64Array> {
  return {
    name: `${percent(changed)} of rows change, ${percent(won)} for the better`,
    truth: (changed * (2 * won - 1)) / 2,
    draw: (random, n) =>
      fill(n, () => {
        if (random.next() >= changed) return 0
        return (random.next() < won ? 1 : -1) * random.next()
      }),
  }
}

/** Every row changes a little: two independent scores around one half. */
const denseDifferences: Population<Float64Array> = {
  name: 'every row changes a little',
  truth: 0,
  draw: (random, n) => {
    const score = (): number => Math.min(1, Math.max(0, 0.5 + 0.15 * drawNormal(random)))
    return fill(n, () => score() - score())
  },
}

export const differencePopulations: Spread<Float64Array> = {
  name: 'F1, few or all rows change',
  draw: (random) => {
    const kind = random.below(3)
    if (kind === 0) return denseDifferences
    if (kind === 1) return sparseOf(between(random, 0.02, 0.3), between(random, 0.5, 1))
    return risingOf(
      between(random, 0.05, 0.5),
      between(random, 0.05, 0.45),
      between(random, -0.2, 0.2),
      between(random, 0.3, 0.95),
    )
  },
  fixed: [
    denseDifferences,
    sparseOf(0.02, 1),
    sparseOf(0.1, 0.9),
    sparseOf(0.3, 0.5),
    risingOf(0.25, 0.3, 0.05, 0.8),
    risingOf(0.25, 0.3, 0.05, 0.3),
  ],
}

/** Milliseconds, given by the quantile function. */
function timesOf(name: string, q: number, quantile: (p: number) => number): Population<Float64Array> {
  return { name, truth: quantile(q), draw: (random, n) => fill(n, () => quantile(random.next() || 0.5)) }
}

const logNormal = (spread: number) => (p: number) => 20 * Math.exp(spread * normalQuantile(p))

/** One request in ten takes another way and is about five times as slow. */
const slowTenthCdf = (ms: number): number =>
  0.9 * normalCdf(Math.log(ms / 10) / 0.2) + 0.1 * normalCdf(Math.log(ms / 50) / 0.3)

function slowTenth(q: number): Population<Float64Array> {
  let [low, high] = [0.1, 1_000]
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (slowTenthCdf(middle) < q) low = middle
    else high = middle
  }
  return {
    name: 'one in ten is slow',
    truth: (low + high) / 2,
    draw: (random, n) =>
      fill(n, () =>
        random.next() < 0.9
          ? 10 * Math.exp(0.2 * drawNormal(random))
          : 50 * Math.exp(0.3 * drawNormal(random)),
      ),
  }
}

export function timePopulations(q: number): Spread<Float64Array> {
  return {
    name: 'times, log-normal',
    draw: (random) => timesOf('', q, logNormal(between(random, 0.2, 1))),
    fixed: [
      timesOf('log-normal, narrow', q, logNormal(0.2)),
      timesOf('log-normal, wide', q, logNormal(1)),
      timesOf('exponential', q, (p) => -20 * Math.log(1 - p)),
      timesOf('even', q, (p) => 10 + 20 * p),
      slowTenth(q),
    ],
  }
}

/** Log-normal: rows differ by `rows`, one row's two times by `own`; the variant takes a twentieth less. */
function timePairsOf(q: number, rows: number, own: number): Population<Pairs> {
  return {
    name: `rows differ by ${rows}, runs by ${own}`,
    truth: -0.05 * 20 * Math.exp(normalQuantile(q) * Math.hypot(rows, own)),
    draw: (random, n) => {
      const [baseline, variant] = [new Float64Array(n), new Float64Array(n)]
      for (let row = 0; row < n; row += 1) {
        const rowMs = 20 * Math.exp(rows * drawNormal(random))
        baseline[row] = rowMs * Math.exp(own * drawNormal(random))
        variant[row] = rowMs * Math.exp(own * drawNormal(random)) * 0.95
      }
      return { baseline, variant }
    },
  }
}

export function timePairPopulations(q: number): Spread<Pairs> {
  return {
    name: 'times, 5 % faster',
    draw: (random) => timePairsOf(q, between(random, 0.1, 0.6), between(random, 0.1, 0.4)),
    fixed: [timePairsOf(q, 0.4, 0.2), timePairsOf(q, 0.6, 0.03), timePairsOf(q, 0.01, 0.5)],
  }
}
