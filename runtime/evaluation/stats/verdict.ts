/** One variant against the baseline: the effect with its interval, the test that fits the metric, and what follows. */
import type { Verdict } from '../../core/wire/experiments.ts'
import type { BootstrapOptions } from './bootstrap.ts'
import { intervalOfMean } from './abc.ts'
import { meanOf } from './bootstrap.ts'
import { isBinary, isScore } from './estimate.ts'
import { fewestPairs, fewestPairsFor, quantileMetrics } from './fewest-pairs.ts'
import { holm } from './holm.ts'
import { mcnemarExact } from './mcnemar.ts'
import { pairedMeanInterval } from './mean-interval.ts'
import { pairedQuantileDifferences } from './paired-quantiles.ts'
import { pairedShareInterval } from './paired-proportions.ts'
import type { PermutationOptions } from './permutation.ts'
import { pairedPermutation } from './permutation.ts'
import type { Pairs } from './refuse-arguments.ts'
import { differencesOf, requirePairs } from './refuse-arguments.ts'
import { rowsToSettle } from './rows-to-settle.ts'

/** Two-sided level at which a verdict is drawn. */
const alpha = 0.05

/** Further metrics of which less is better. */
const lowerIsBetter: ReadonlySet<string> = new Set(['regret', 'tokens', 'cost'])

/** Metrics without a highest value: never taken for shares or scores, their difference is one of plain means. */
const amounts: ReadonlySet<string> = new Set(['tokens', 'cost'])

/** Pairs beyond which resampling differs from the closed form by less than from itself. */
const closedFormBeyond = 500

export type JudgeOptions = Pick<BootstrapOptions, 'resamples' | 'seed'> &
  Pick<PermutationOptions, 'permutations'>

/**
 * Compares one variant with the baseline in one metric. McNemar's exact test where all values are 0 or 1, the permutation test for
 * graded ones, the paired bootstrap for quantiles of times (`quantileMetrics`). Better or worse only where p < 0.05 and the
 * interval excludes zero.
 *
 * @param pairs finite values, paired by row
 * @throws STATISTIC_PAIRS_UNEQUAL, STATISTIC_NOT_A_NUMBER
 */
export function judge(metric: string, pairs: Pairs, options: JudgeOptions = {}): Verdict {
  requirePairs(metric, pairs)
  return decide(toEvidence(metric, pairs, options), null, 1)
}

/** Values by row. */
export type ValuesByRow = ReadonlyMap<string, number>

/**
 * Compares several variants with the baseline in one metric, each over the rows that both have, p values adjusted by Holm over all
 * that have enough pairs.
 *
 * @returns by the variants' ids
 * @throws STATISTIC_NOT_A_NUMBER
 */
export function compareVariants(
  metric: string,
  baseline: ValuesByRow,
  variants: ReadonlyMap<string, ValuesByRow>,
  options: JudgeOptions = {},
): ReadonlyMap<string, Verdict> {
  const evidences = [...variants].map(([id, values]) => {
    const pairs = pairByRow(baseline, values)
    requirePairs(metric, pairs)
    return { id, evidence: toEvidence(metric, pairs, options) }
  })
  return decideTogether(evidences)
}

/** Verdicts by id from what speaks for each, p values adjusted by Holm over all that have one. */
export function decideTogether(
  evidences: readonly { readonly id: string; readonly evidence: Evidence }[],
): ReadonlyMap<string, Verdict> {
  const tested = evidences.filter(({ evidence }) => evidence.p !== null)
  const adjusted = holm(tested.map(({ evidence }) => evidence.p ?? 1))
  return new Map(
    evidences.map((entry) => {
      const at = tested.indexOf(entry)
      return [entry.id, decide(entry.evidence, adjusted[at] ?? null, Math.max(1, tested.length))]
    }),
  )
}

/** The values of the rows that both have, in the baseline's order. */
export function pairByRow(baseline: ValuesByRow, variant: ValuesByRow): Pairs {
  const rows = [...baseline].flatMap(([row, value]) => {
    const other = variant.get(row)
    return other === undefined ? [] : [[value, other] as const]
  })
  return { baseline: rows.map(([value]) => value), variant: rows.map(([, value]) => value) }
}

/** What speaks for a difference, before it is decided. */
export interface Evidence extends Pick<Verdict, 'metric' | 'test' | 'effect' | 'p'> {
  /** Of one pair's difference, or its equal for a quantile. */
  readonly deviationUnderNull: number
  readonly deviation: number
}

function toEvidence(metric: string, pairs: Pairs, options: JudgeOptions): Evidence {
  const q = quantileMetrics[metric]
  if (q !== undefined) return weighQuantiles(metric, pairs, q, options)
  return !amounts.has(metric) && isBinary(pairs.baseline) && isBinary(pairs.variant)
    ? weighShares(metric, pairs)
    : weighMeans(metric, pairs, options)
}

function weighShares(metric: string, pairs: Pairs): Evidence {
  const differences = differencesOf(pairs)
  const n = differences.length
  const b = differences.filter((difference) => difference < 0).length
  const c = differences.filter((difference) => difference > 0).length
  const interval = n < fewestPairs ? unbounded : pairedShareInterval(b, c, n)
  const p = n < fewestPairs ? null : mcnemarExact(b, c)
  return {
    metric,
    test: 'mcnemar',
    effect: { value: n === 0 ? 0 : (c - b) / n, ...interval, n },
    p,
    ...deviationsOf(differences),
  }
}

function weighMeans(metric: string, pairs: Pairs, options: JudgeOptions): Evidence {
  const differences = differencesOf(pairs)
  const n = differences.length
  const isEnough = n >= fewestPairs
  const scale = isScore(pairs.baseline) && isScore(pairs.variant) ? { scale: 1 } : {}
  const intervalOf = () =>
    amounts.has(metric)
      ? intervalOfMean(differences, { ...options, abcBeyond: closedFormBeyond })
      : pairedMeanInterval(differences, scale)
  return {
    metric,
    test: 'permutation',
    effect: {
      value: n === 0 ? 0 : meanOf(differences),
      ...((isEnough ? intervalOf() : null) ?? unbounded),
      n,
    },
    p: isEnough ? pairedPermutation(pairs, options) : null,
    ...deviationsOf(differences),
  }
}

function weighQuantiles(metric: string, pairs: Pairs, q: number, options: JudgeOptions): Evidence {
  const n = pairs.baseline.length
  const [difference] = pairedQuantileDifferences(pairs, [q], options)
  const isEnough = n >= fewestPairsFor(metric)
  const { value = 0, low = null, high = null, p = null, standardError = 0 } = difference ?? {}
  const deviation = standardError * Math.sqrt(n)
  return {
    metric,
    test: 'bootstrap',
    effect: { value, ...(isEnough ? { low, high } : unbounded), n },
    p: isEnough ? p : null,
    deviationUnderNull: deviation,
    deviation,
  }
}

const unbounded = { low: null, high: null }

function deviationsOf(differences: Float64Array): Pick<Evidence, 'deviation' | 'deviationUnderNull'> {
  const mean = meanOf(differences)
  const square = meanOf(differences.map((difference) => difference ** 2))
  return { deviationUnderNull: Math.sqrt(square), deviation: Math.sqrt(Math.max(0, square - mean ** 2)) }
}

function decide(evidence: Evidence, pAdjusted: number | null, tests: number): Verdict {
  const { metric, test, effect, p, deviation, deviationUnderNull } = evidence
  const outcome = outcomeOf(evidence, pAdjusted ?? p)
  return {
    metric,
    outcome,
    effect,
    p,
    pAdjusted: pAdjusted ?? p,
    test,
    rowsToSettle:
      outcome === 'undecided'
        ? rowsToSettle({
            n: effect.n,
            effect: effect.value,
            deviation,
            deviationUnderNull,
            alpha: alpha / tests,
          })
        : null,
  }
}

function outcomeOf({ metric, effect }: Evidence, p: number | null): Verdict['outcome'] {
  const { value, low, high } = effect
  if (p === null) return 'too-few'
  const isClear = p < alpha && low !== null && high !== null && (low > 0 || high < 0)
  if (!isClear) return 'undecided'
  return value > 0 === isLowerBetter(metric) ? 'worse' : 'better'
}

/** Whether less of a metric is better: times, regret, tokens, cost. */
export function isLowerBetter(metric: string): boolean {
  return metric.endsWith('Ms') || lowerIsBetter.has(metric)
}
