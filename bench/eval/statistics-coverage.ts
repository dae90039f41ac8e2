/**
 * How often intervals cover the truth. Each family draws data from distributions with known truth: from a spread of them, for the mean
 * coverage, and from a few fixed ones, for the worst. All intervals of a family see the same data.
 */
import type { Random } from '../../runtime/core/random.ts'
import { bootstrapBca } from '../../runtime/evaluation/stats/bootstrap.ts'
import { fewestPairs } from '../../runtime/evaluation/stats/fewest-pairs.ts'
import type { Interval, OpenInterval } from '../../runtime/evaluation/stats/interval.ts'
import { pairedMeanInterval, scoreMeanInterval } from '../../runtime/evaluation/stats/mean-interval.ts'
import { pairedShareInterval } from '../../runtime/evaluation/stats/paired-proportions.ts'
import { pairedQuantileDifferences } from '../../runtime/evaluation/stats/paired-quantiles.ts'
import { quantileInterval } from '../../runtime/evaluation/stats/quantile.ts'
import type { Pairs } from '../../runtime/evaluation/stats/refuse-arguments.ts'
import { wilsonInterval } from '../../runtime/evaluation/stats/wilson.ts'
import type { AnswerCounts } from './other-intervals.ts'
import {
  newcombeInterval,
  orderBootstrap,
  percentileBootstrap,
  studentInterval,
  tangoInterval,
  waldInterval,
} from './other-intervals.ts'
import type { Population, Spread } from './statistics-populations.ts'
import {
  answerPopulations,
  differencePopulations,
  gradePopulations,
  sharePopulations,
  timePairPopulations,
  timePopulations,
} from './statistics-populations.ts'

export interface CoverageRow {
  readonly interval: string
  readonly data: string
  readonly n: number
  readonly coverage: number
  readonly worst: number
  readonly worstIn: string
  readonly width: number
  readonly trials: number
  /** Whether reports show this interval for such data. */
  readonly isUsed: boolean
}

interface Family<Sample> {
  readonly spread: Spread<Sample>
  readonly sizes: readonly number[]
  /** Below that reports withhold the interval. */
  readonly fewest?: number
  /** What resamples takes long, and is tried so many times less often. */
  readonly cost?: number
  readonly intervals: readonly {
    readonly name: string
    readonly isUsed: boolean
    of(sample: Sample, trial: number): Interval
  }[]
}

/** Measures all families one after the other. */
export function measureCoverage(trials: number, random: Random): readonly CoverageRow[] {
  return [
    ...measure(shares, trials, random),
    ...measure(grades, trials, random),
    ...measure(resampledGrades, trials, random),
    ...measure(answerPairs, trials, random),
    ...measure(differences, trials, random),
    ...measure(resampledDifferences, trials, random),
    ...quantiles.flatMap(({ q, name, sizes }) => measure(quantileFamily(q, name, sizes), trials, random)),
    ...quantiles.flatMap(({ q, name, pairSizes }) =>
      quantilePairFamilies(q, name, pairSizes).flatMap((family) => measure(family, trials, random)),
    ),
  ]
}

function measure<Sample>(family: Family<Sample>, trials: number, random: Random): CoverageRow[] {
  const { spread, sizes, intervals, fewest = 0, cost = 1 } = family
  const runs = Math.ceil(trials / cost)
  const fixedRuns = Math.ceil(runs / 5)
  return sizes.flatMap((n) => {
    const overall = run(family, n, runs, random, () => spread.draw(random))
    const cells = spread.fixed.map((population) => ({
      name: population.name,
      tallies: run(family, n, fixedRuns, random, () => population),
    }))
    return intervals.map(({ name, isUsed }, i) => {
      const { covered = 0, width = 0 } = overall[i] ?? {}
      const worst = cells
        .map((cell) => ({ name: cell.name, share: (cell.tallies[i]?.covered ?? 0) / fixedRuns }))
        .reduce((least, cell) => (cell.share < least.share ? cell : least))
      return {
        interval: name,
        data: spread.name,
        n,
        coverage: covered / runs,
        worst: worst.share,
        worstIn: worst.name,
        width: width / runs,
        trials: runs,
        isUsed: isUsed && n >= fewest,
      }
    })
  })
}

function run<Sample>(
  { intervals }: Family<Sample>,
  n: number,
  runs: number,
  random: Random,
  choose: () => Population<Sample>,
): readonly { readonly covered: number; readonly width: number }[] {
  const tallies = intervals.map(() => ({ covered: 0, width: 0 }))
  for (let trial = 0; trial < runs; trial += 1) {
    const { truth, draw } = choose()
    const sample = draw(random, n)
    intervals.forEach(({ of }, i) => {
      const { low, high } = of(sample, trial)
      const tally = tallies[i]
      if (tally === undefined) return
      // A mean of equal values differs from the truth by rounding.
      if (low <= truth + 1e-12 && truth - 1e-12 <= high) tally.covered += 1
      tally.width += high - low
    })
  }
  return tallies
}

const sizes = [5, 10, 20, 50, 100, 1_000]
const resampledSizes = [10, 20, 100]

const shares: Family<{ readonly hits: number; readonly n: number }> = {
  spread: sharePopulations,
  sizes,
  intervals: [{ name: 'Wilson', isUsed: true, of: ({ hits, n }) => wilsonInterval(hits, n) }],
}

const grades: Family<Float64Array> = {
  spread: gradePopulations,
  sizes,
  intervals: [
    { name: 'Wilson, effective n', isUsed: true, of: (values) => shown(scoreMeanInterval(values)) },
    { name: 'Student', isUsed: false, of: studentInterval },
  ],
}

const bca = {
  name: 'BCa',
  isUsed: false,
  of: (values: Float64Array, seed: number) => shown(bootstrapBca(values, { resamples: 1_000, seed })),
}

const resampledGrades: Family<Float64Array> = {
  spread: gradePopulations,
  sizes: resampledSizes,
  cost: 5,
  intervals: [bca],
}

const answerPairs: Family<AnswerCounts> = {
  spread: answerPopulations,
  sizes,
  fewest: fewestPairs,
  intervals: [
    { name: 'highest density', isUsed: true, of: createPosteriorIntervals() },
    { name: 'Agresti and Min', isUsed: false, of: (counts) => waldInterval(counts, 0.5, 2) },
    { name: 'Bonett and Price', isUsed: false, of: (counts) => waldInterval(counts, 1, 2) },
    { name: 'Newcombe, method 10', isUsed: false, of: newcombeInterval },
    { name: 'Tango', isUsed: false, of: tangoInterval },
    { name: 'Wald', isUsed: false, of: (counts) => waldInterval(counts, 0, 0) },
  ],
}

/** Most trials draw counts that were drawn before. */
function createPosteriorIntervals(): (counts: AnswerCounts) => Interval {
  const known = new Map<string, Interval>()
  return ({ both, baseline, variant, neither }) => {
    const n = both + baseline + variant + neither
    const key = `${baseline} ${variant} ${n}`
    const interval = known.get(key) ?? pairedShareInterval(baseline, variant, n)
    known.set(key, interval)
    return interval
  }
}

const differences: Family<Float64Array> = {
  spread: differencePopulations,
  sizes,
  fewest: fewestPairs,
  intervals: [
    {
      name: 'Student, pairs added',
      isUsed: true,
      of: (values) => shown(pairedMeanInterval(values, { scale: 1 })),
    },
    { name: 'Student', isUsed: false, of: studentInterval },
  ],
}

const resampledDifferences: Family<Float64Array> = {
  spread: differencePopulations,
  sizes: resampledSizes,
  cost: 5,
  intervals: [{ ...bca, name: 'paired BCa' }],
}

const quantiles = [
  { q: 0.5, name: 'p50', sizes: [10, 20, 50, 100, 1_000], pairSizes: [20, 100, 500] },
  { q: 0.95, name: 'p95', sizes: [80, 200, 1_000], pairSizes: [80, 200, 500] },
]

function quantileFamily(q: number, name: string, of: readonly number[]): Family<Float64Array> {
  return {
    spread: timePopulations(q),
    sizes: of,
    intervals: [
      { name: `order statistics, ${name}`, isUsed: true, of: (times) => closed(quantileInterval(times, q)) },
      {
        name: `the same, not interpolated, ${name}`,
        isUsed: false,
        of: (times) => closed(quantileInterval(times, q, { isInterpolated: false })),
      },
    ],
  }
}

function quantilePairFamilies(q: number, name: string, of: readonly number[]): readonly Family<Pairs>[] {
  const family = { spread: timePairPopulations(q), sizes: of }
  return [
    {
      ...family,
      cost: 2,
      intervals: [
        {
          name: `Harrell and Davis, ${name}`,
          isUsed: true,
          of: (pairs, seed) => shown(pairedQuantileDifferences(pairs, [q], { resamples: 1_000, seed })[0]),
        },
      ],
    },
    {
      ...family,
      cost: 5,
      intervals: [
        {
          name: `the same by percentiles, ${name}`,
          isUsed: false,
          of: (pairs, seed) => percentileBootstrap(pairs, q, { resamples: 1_000, seed }),
        },
        {
          name: `bootstrap of order statistics, ${name}`,
          isUsed: false,
          of: (pairs, seed) => orderBootstrap(pairs, q, { resamples: 500, seed }),
        },
      ],
    },
  ]
}

function shown(interval: Interval | null | undefined): Interval {
  if (!interval) throw new Error('an interval was expected')
  return { low: interval.low, high: interval.high }
}

function closed({ low, high }: OpenInterval): Interval {
  if (low === null || high === null) throw new Error('an interval of two sides was expected')
  return { low, high }
}
