/** Each interval on data whose truth is known. */
import type { Random } from '../../runtime/core/random.ts'
import { bootstrapBca } from '../../runtime/evaluation/stats/bootstrap.ts'
import type { Interval, OpenInterval } from '../../runtime/evaluation/stats/interval.ts'
import { pairedMeanInterval, scoreMeanInterval } from '../../runtime/evaluation/stats/mean-interval.ts'
import { pairedShareInterval } from '../../runtime/evaluation/stats/paired-proportions.ts'
import { pairedQuantileDifferences } from '../../runtime/evaluation/stats/paired-quantiles.ts'
import { quantileInterval } from '../../runtime/evaluation/stats/quantile.ts'
import { differencesOf } from '../../runtime/evaluation/stats/refuse-arguments.ts'
import { wilsonInterval } from '../../runtime/evaluation/stats/wilson.ts'
import { drawAnswerPairs, drawGradedPairs, drawNormal, drawTimePairs, gradeOf } from './statistics-pairs.ts'

export interface CoverageCase {
  readonly interval: string
  readonly data: string
  readonly n: number
  /** Whether reports show this interval for such data. */
  readonly isUsed: boolean
  /** Resamples: fewer trials. */
  readonly isCostly: boolean
  draw(random: Random, trial: number): Interval & { readonly truth: number }
}

type Draw = (random: Random, n: number, trial: number) => Interval & { readonly truth: number }

function casesOf(
  about: Pick<CoverageCase, 'interval' | 'data'> & Partial<Pick<CoverageCase, 'isUsed' | 'isCostly'>>,
  sizes: readonly number[],
  draw: Draw,
): readonly CoverageCase[] {
  return sizes.map((n) => ({
    isUsed: true,
    isCostly: false,
    ...about,
    n,
    draw: (random, trial) => draw(random, n, trial),
  }))
}

const drawGrades = (random: Random, n: number) =>
  Float64Array.from({ length: n }, () => gradeOf(random.next(), 0))
/** Nine in ten are 1: what a good pipeline scores. */
const drawHighGrades = (random: Random, n: number) =>
  Float64Array.from({ length: n }, () => (random.next() < 0.9 ? 1 : random.next()))
const drawTimes = (random: Random, n: number) =>
  Float64Array.from({ length: n }, () => 20 * Math.exp(0.5 * drawNormal(random)))

/** Where the distribution of `drawTimes` has its 95 % quantile: z = 1.6449. */
const timeP95Ms = 20 * Math.exp(0.5 * 1.6448536269514722)

const bcaOf = (values: Float64Array, seed: number): Interval =>
  shown(bootstrapBca(values, { resamples: 1_000, seed }))

const EFFECT = 0.05

export const coverageCases: readonly CoverageCase[] = [
  ...casesOf({ interval: 'Wilson', data: 'shares, 5 % to 95 %' }, [10, 20, 100, 1_000], (random, n) => {
    const truth = 0.05 + 0.9 * random.next()
    let hits = 0
    for (let i = 0; i < n; i += 1) hits += Number(random.next() < truth)
    return { ...wilsonInterval(hits, n), truth }
  }),
  ...casesOf({ interval: 'Wilson, effective n', data: 'F1' }, [10, 20, 100, 1_000], (random, n) => ({
    ...shown(scoreMeanInterval(drawGrades(random, n))),
    truth: 0.6,
  })),
  ...casesOf(
    { interval: 'Wilson, effective n', data: 'F1, nine in ten 1' },
    [10, 20, 100, 1_000],
    (random, n) => ({
      ...shown(scoreMeanInterval(drawHighGrades(random, n))),
      truth: 0.95,
    }),
  ),
  ...casesOf(
    { interval: 'BCa', data: 'F1', isUsed: false, isCostly: true },
    [10, 20, 100],
    (random, n, trial) => ({
      ...bcaOf(drawGrades(random, n), trial),
      truth: 0.6,
    }),
  ),
  ...casesOf(
    { interval: 'BCa', data: 'F1, nine in ten 1', isUsed: false, isCostly: true },
    [10, 20, 100],
    (random, n, trial) => ({ ...bcaOf(drawHighGrades(random, n), trial), truth: 0.95 }),
  ),
  ...casesOf({ interval: 'order statistics, p50', data: 'times' }, [10, 20, 100, 1_000], (random, n) => ({
    ...closed(quantileInterval(drawTimes(random, n), 0.5)),
    truth: 20,
  })),
  ...casesOf({ interval: 'order statistics, p95', data: 'times' }, [80, 200, 1_000], (random, n) => ({
    ...closed(quantileInterval(drawTimes(random, n), 0.95)),
    truth: timeP95Ms,
  })),
  ...casesOf(
    { interval: 'Bonett and Price', data: 'EM, 5 points better' },
    [10, 20, 100, 1_000],
    (random, n) => {
      const differences = differencesOf(drawAnswerPairs(random, n, EFFECT))
      const losses = differences.filter((difference) => difference < 0).length
      const wins = differences.filter((difference) => difference > 0).length
      return { ...pairedShareInterval(losses, wins, n), truth: EFFECT }
    },
  ),
  ...casesOf(
    { interval: 'two pairs added', data: 'F1, 5 points better' },
    [10, 20, 100, 1_000],
    (random, n) => ({
      ...shown(pairedMeanInterval(differencesOf(drawGradedPairs(random, n, EFFECT)), { scale: 1 })),
      truth: EFFECT,
    }),
  ),
  ...casesOf(
    { interval: 'paired BCa', data: 'F1, 5 points better', isUsed: false, isCostly: true },
    [10, 20, 100],
    (random, n, trial) => ({
      ...bcaOf(differencesOf(drawGradedPairs(random, n, EFFECT)), trial),
      truth: EFFECT,
    }),
  ),
  ...[
    { q: 0.5, name: 'p50', z: 0, sizes: [10, 40, 200] },
    { q: 0.95, name: 'p95', z: 1.6448536269514722, sizes: [40, 200, 500] },
  ].flatMap(({ q, name, z, sizes }) =>
    casesOf(
      { interval: `paired bootstrap, ${name}`, data: 'times, 5 % faster', isCostly: true },
      sizes,
      (random, n, trial) => {
        const [difference] = pairedQuantileDifferences(drawTimePairs(random, n, EFFECT), [q], {
          resamples: 1_000,
          seed: trial,
        })
        // Both are log-normal with the deviation √(0.4² + 0.2²).
        return { ...shown(difference), truth: -EFFECT * 20 * Math.exp(z * Math.hypot(0.4, 0.2)) }
      },
    ),
  ),
]

function shown(interval: Interval | null | undefined): Interval {
  if (!interval) throw new Error('an interval was expected')
  return { low: interval.low, high: interval.high }
}

function closed({ low, high }: OpenInterval): Interval {
  if (low === null || high === null) throw new Error('an interval of two sides was expected')
  return { low, high }
}
