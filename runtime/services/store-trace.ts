/** The trace of a cell as a stored run, for those that somebody will want to look at. */
import type { RunStore } from '../core/stores/stores.ts'
import type { CellTrace } from '../evaluation/experiments/cell-runner.ts'
import type { OpenVariant } from './experiment-variants.ts'
import { readOutcome } from './run-outcome.ts'
import { startedSummary, summariseRun } from './run-summary.ts'

/** Stores the trace of a cell as a run of the experiment. */
export async function storeTrace(
  store: RunStore,
  experiment: string,
  { document, pins }: OpenVariant,
  { runId, row, events, values }: CellTrace,
): Promise<void> {
  const first = startedSummary(runId, pins.revision, document, { inputs: row.inputs })
  const begun = { ...first, experiment }
  const summary = summariseRun(begun, readOutcome(events))
  await store.finish({
    summary,
    events,
    values: [...values].map(([hash, value]) => ({ hash, value })),
    // What a bank is measured by are the requests of its users.
    measures: [],
  })
}
