/** Labelled utterances from a file, and which of them belong to a split. */
import { z } from 'zod'
import { failure } from '../../core/errors/failure.ts'
import type { IntentExample } from '../../intent/train-intent-model.ts'
import { outOfScopeLabel } from '../../intent/train-intent-model.ts'
import { readRows } from '../files/read-rows.ts'

const rowSchema = z.object({
  text: z.string().trim().min(1).max(20_000),
  intent: z.string().trim().min(1).max(200),
  split: z.string().trim().optional(),
})

export interface SplitUtterances {
  readonly inScope: readonly IntentExample[]
  /** Texts marked `oos`. */
  readonly outOfScope: readonly string[]
}

/**
 * Rows of the split. A row without a split belongs to each; texts out of scope may name their split `oos_<split>`, as CLINC150
 * does.
 *
 * @throws SPLIT_EMPTY, FILE_UNREADABLE, INVALID_UTF8, INVALID_JSON or ROW_INVALID, naming file, line and field
 */
export async function loadUtterances(file: string, split: string): Promise<SplitUtterances> {
  const inScope: IntentExample[] = []
  const outOfScope: string[] = []
  for await (const { row } of readRows(file, rowSchema)) {
    const { text, intent, split: own = split } = row
    if (intent === outOfScopeLabel) {
      if (own === split || own === `oos_${split}`) outOfScope.push(text)
    } else if (own === split) inScope.push({ text, intent })
  }
  if (inScope.length === 0) throw failure('SPLIT_EMPTY', { source: file, split })
  return { inScope, outOfScope }
}
