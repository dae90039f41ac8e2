/** Verdicts as phrases: what to say, with its numbers, before any language. */
import type { Report, Verdict } from '../../core/wire/experiments.ts'
import type { ReportWord } from './report-words-en.ts'
import { intentSlice } from './slices.ts'

export type PhraseKind =
  /** Quality: `effect` in shares. */
  | 'better'
  | 'worse'
  | 'undecided'
  | 'same'
  /** Latency: `effect` in ms. */
  | 'faster'
  | 'slower'
  | 'undecidedLatency'
  /** Cost: `effect` of 1,000 requests. */
  | 'cheaper'
  | 'dearer'
  | 'undecidedCost'
  | 'tooFew'

/** One comparison of a variant with the baseline in one metric. */
export interface VerdictPhrase {
  readonly kind: PhraseKind
  readonly metric: string
  /** `p50` or `p95` for latency. */
  readonly quantile: string | null
  readonly verdict: Verdict
}

/** Values of a slice on which a variant fares alike. */
export interface SlicePhrase {
  readonly kind: 'betterFor' | 'worseFor' | 'undecidedFor' | 'tooFewFor'
  readonly slice: string
  readonly metric: string
  readonly values: readonly string[]
}

export interface ComparisonPhrases {
  readonly variant: string
  readonly baseline: string
  readonly verdicts: readonly VerdictPhrase[]
  /** Cells that failed or ran out of time. */
  readonly failures: { readonly ofVariant: number; readonly ofBaseline: number }
  readonly slices: readonly SlicePhrase[]
}

type ReportedVariant = Report['variants'][number]

const quantileOf: Readonly<Record<string, string>> = {
  p50Ms: 'p50',
  p95Ms: 'p95',
  p99Ms: 'p99',
  ttftP50Ms: 'TTFT p50',
  ttftP95Ms: 'TTFT p95',
}

/** The word of each outcome. */
export const outcomeWord = {
  better: 'outcomeBetter',
  worse: 'outcomeWorse',
  undecided: 'outcomeUndecided',
  'too-few': 'outcomeTooFew',
} as const satisfies Record<Verdict['outcome'], ReportWord>

/** Less latency or cost is better, so that a better verdict means faster or cheaper. */
export function describeVerdict(verdict: Verdict): VerdictPhrase {
  const { metric, outcome, effect } = verdict
  const quantile = quantileOf[metric] ?? null
  const unit = quantile !== null ? 'latency' : metric === 'cost' ? 'cost' : 'quality'
  return { kind: kindOf(outcome, effect.value, unit), metric, quantile, verdict }
}

function kindOf(
  outcome: Verdict['outcome'],
  effect: number,
  unit: 'quality' | 'latency' | 'cost',
): PhraseKind {
  if (outcome === 'too-few') return 'tooFew'
  if (unit === 'latency')
    return outcome === 'better' ? 'faster' : outcome === 'worse' ? 'slower' : 'undecidedLatency'
  if (unit === 'cost' && effect !== 0)
    return outcome === 'better' ? 'cheaper' : outcome === 'worse' ? 'dearer' : 'undecidedCost'
  if (outcome === 'undecided') return effect === 0 ? 'same' : 'undecided'
  return outcome
}

/** Metrics that a sentence is about, beside the primary one. */
const saidMetrics = ['em', 'f1', 'p50Ms', 'p95Ms', 'cost']
const sliceKinds = ['worseFor', 'betterFor', 'undecidedFor', 'tooFewFor'] as const
const sliceKindOf: Readonly<Record<Verdict['outcome'], SlicePhrase['kind']>> = {
  better: 'betterFor',
  worse: 'worseFor',
  undecided: 'undecidedFor',
  'too-few': 'tooFewFor',
}

/**
 * What to say about a variant: the primary metric, EM and F1, both latencies, the cost, and how it fares by intent. Null for the baseline
 * itself and where nothing was compared.
 */
export function describeComparison(report: Report, id: string): ComparisonPhrases | null {
  const variant = report.variants.find((one) => one.id === id)
  const baseline = report.variants.find(({ isBaseline }) => isBaseline)
  if (variant === undefined || baseline === undefined || variant.isBaseline) return null
  const said = new Set([report.experiment.definition.primaryMetric, ...saidMetrics])
  const verdicts = variant.verdicts.filter(({ metric }) => said.has(metric)).map(describeVerdict)
  if (verdicts.length === 0) return null
  return {
    variant: variant.name,
    baseline: baseline.name,
    verdicts,
    failures: { ofVariant: countFailures(variant), ofBaseline: countFailures(baseline) },
    slices: describeSlice(variant, report.experiment.definition.primaryMetric),
  }
}

const countFailures = ({ failed, timedOut }: ReportedVariant) => failed + timedOut

function describeSlice({ slices }: ReportedVariant, metric: string): SlicePhrase[] {
  const entries = Object.entries(slices[intentSlice] ?? {}).flatMap(([value, { verdict }]) =>
    verdict === null ? [] : [{ value, kind: sliceKindOf[verdict.outcome] }],
  )
  return sliceKinds.flatMap((kind) => {
    const values = entries.filter((entry) => entry.kind === kind).map(({ value }) => value)
    return values.length === 0 ? [] : [{ kind, slice: intentSlice, metric, values }]
  })
}
