/**
 * Telling texts of no intent from the others without having seen one: by the best intent's score before the softmax, which
 * hides that no score is high, and by the share of words that training met. Both are put on the scale of the out-of-fold texts
 * in scope and added.
 */

/** Location and spread of a signal over the out-of-fold texts in scope. */
export interface SignalScale {
  readonly mean: number
  readonly deviation: number
}

export interface Scope {
  readonly score: SignalScale
  readonly known: SignalScale
  /** Accepts 95 % of the out-of-fold texts in scope. */
  readonly outOfScopeBelow: number
}

export interface ScopeSignals {
  /** Highest score of each text. */
  readonly scores: readonly number[]
  /** Share of its words that training met, 0 to 1. */
  readonly known: readonly number[]
}

const acceptedShare = 0.95

/** @returns the scope, and the familiarity of each text */
export function fitScope({ scores, known }: ScopeSignals): { scope: Scope; familiarities: number[] } {
  const scales = { score: fitScale(scores), known: fitScale(known) }
  const familiarities = scores.map((score, i) => measureFamiliarity(score, known[i] ?? 0, scales))
  const sorted = familiarities.toSorted((a, b) => a - b)
  const outOfScopeBelow = sorted[Math.floor(sorted.length * (1 - acceptedShare))] ?? 0
  return { scope: { ...scales, outOfScopeBelow }, familiarities }
}

export function measureFamiliarity(
  score: number,
  known: number,
  scales: Pick<Scope, 'score' | 'known'>,
): number {
  return (
    (score - scales.score.mean) / scales.score.deviation +
    (known - scales.known.mean) / scales.known.deviation
  )
}

function fitScale(values: readonly number[]): SignalScale {
  const n = Math.max(1, values.length)
  const mean = values.reduce((sum, value) => sum + value, 0) / n
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / n
  return { mean, deviation: Math.sqrt(variance) || 1 }
}
