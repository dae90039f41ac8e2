/** What people say of a run afterwards: a score stands for itself, a label scores the answer as if it had been expected. */
import type { RunService } from '../core/services/runs.ts'
import type { RunStore } from '../core/stores/stores.ts'
import type { TracedValue } from '../core/trace/events.ts'
import type { Json } from '../core/values.ts'
import type { RunSummary } from '../core/wire/runs.ts'
import { scoreRun } from '../evaluation/score-run.ts'

export interface FeedbackOptions {
  readonly store: RunStore
  /** @throws RUN_NOT_FOUND */
  readonly find: (runId: string) => Promise<RunSummary>
  /** Called when what was measured of a run has changed. */
  readonly onRemeasured: () => void
}

export function createAddFeedback({ store, find, onRemeasured }: FeedbackOptions): RunService['addFeedback'] {
  return async (runId, feedback) => {
    await find(runId)
    const scores = 'label' in feedback ? await scoreLabel(store, runId, feedback.label) : undefined
    await store.addFeedback(runId, feedback, new Date().toISOString(), scores)
    onRemeasured()
  }
}

/** Undefined for a run that has not ended or gave nothing that can be scored. */
async function scoreLabel(store: RunStore, runId: string, label: string): Promise<RunSummary['scores']> {
  const end = (await store.events(runId, 0)).findLast((event) => event.type === 'run-finished')
  if (end?.type !== 'run-finished') return undefined
  const read = async ([name, traced]: [string, TracedValue]): Promise<[string, Json | undefined]> => [
    name,
    'value' in traced ? traced.value : await store.value(traced.hash),
  ]
  const outputs = Object.fromEntries(await Promise.all(Object.entries(end.outputs).map(read)))
  const scores = scoreRun({ answers: [label] }, { outputs, decisions: [], nodeOutputs: [] })
  return Object.keys(scores).length === 0 ? undefined : scores
}
