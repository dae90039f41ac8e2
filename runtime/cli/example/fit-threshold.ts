/** How sure the classifier has to be before the example trusts an adapter. */
import type { IntentReport } from '../../core/wire/intents.ts'

/** Three in four in-scope questions should reach an adapter; people's questions are harder than the utterances trained on. */
const wantedShare = 0.8

/**
 * The highest threshold that at least four in five utterances clear, by the report's out-of-fold predictions: no
 * utterance is judged by a model that saw it. 0 when even that is too high, as with no utterances.
 */
export function fitThreshold(coverage: IntentReport['coverage']): number {
  const cleared = coverage.filter((row) => row.coverage >= wantedShare)
  return Math.max(0, ...cleared.map(({ threshold }) => threshold))
}
