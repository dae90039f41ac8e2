/** Runs single cells and keeps their traces for those that somebody will want to look at. */
import type { RunStore } from '../core/stores/stores.ts'
import type { TraceEvent } from '../core/trace/events.ts'
import { foldTrace } from '../core/trace/run-view.ts'
import type { Json } from '../core/values.ts'
import type { DatasetRow } from '../core/wire/datasets.ts'
import type { Cell } from '../core/wire/experiments.ts'
import type { RunResult } from '../engine/run-result.ts'
import type { CellIdentity } from '../evaluation/experiments/cell-of-run.ts'
import { cellOfRun, firstTextAt } from '../evaluation/experiments/cell-of-run.ts'
import type { RunCapture } from '../evaluation/experiments/run-capture.ts'
import type { Metric } from '../evaluation/metrics/metric-table.ts'
import type { OpenVariant } from './experiment-variants.ts'
import { startedSummary, summariseRun } from './run-summary.ts'

export interface CellRequest {
  readonly identity: CellIdentity
  readonly variant: OpenVariant
  /** Position among the variant's arms. */
  readonly arm: number
  readonly row: DatasetRow
}

export interface CellTrace {
  readonly runId: string
  readonly variant: OpenVariant
  readonly row: DatasetRow
  readonly events: readonly TraceEvent[]
  readonly values: ReadonlyMap<string, Json>
}

export interface FinishedCell {
  readonly cell: Cell
  readonly trace: CellTrace
}

export interface CellRunner {
  /** Undefined when the signal ended the run: then the cell has not been measured. */
  run(request: CellRequest, signal: AbortSignal): Promise<FinishedCell | undefined>
}

export interface CellRunnerOptions {
  readonly capture: RunCapture
  readonly timeoutMs: number
  /** Further attempts at a cell that failed. */
  readonly retries: number
  readonly createId: () => string
  readonly metrics?: readonly Metric[]
}

export function createCellRunner(options: CellRunnerOptions): CellRunner {
  const { capture, timeoutMs, retries, createId, metrics } = options
  return {
    run: async ({ identity, variant, arm, row }, signal) => {
      const pipeline = variant.arms[arm]?.pipeline
      for (let attempts = 1; pipeline !== undefined; attempts += 1) {
        const runId = createId()
        // An object of this attempt alone: what the run leaves behind is found by it.
        const expected = { ...row.expected }
        const values = new Map<string, Json>()
        const result: RunResult = await pipeline.run(row.inputs, {
          runId,
          signal,
          deadlineMs: timeoutMs,
          expected,
          onLargeValue: (hash, value) => values.set(hash, value),
        })
        if (result.status === 'cancelled' || signal.aborted) return undefined
        if (result.status === 'failed' && attempts <= retries) continue
        const cell = cellOfRun(
          identity,
          { result, left: capture.take(expected), expected, attempts },
          metrics,
        )
        return { cell, trace: { runId, variant, row, events: result.events, values } }
      }
      return undefined
    },
  }
}

/** Stores the trace of a cell as a run of the experiment. */
export async function storeTrace(store: RunStore, experiment: string, trace: CellTrace): Promise<void> {
  const { runId, variant, row, events, values } = trace
  const { document, pins } = variant
  const first = startedSummary(runId, pins.revision, document, { inputs: row.inputs })
  const begun = { ...first, experiment }
  const summary = summariseRun(begun, foldTrace(events), firstTextAt(events))
  await store.finish({
    summary,
    events,
    values: [...values].map(([hash, value]) => ({ hash, value })),
    // What a bank is measured by are the requests of its users.
    measures: [],
  })
}

/** Whether the cells of a row say different things, or one of them failed: then somebody will want to see why. */
export function isWorthKeeping(cells: readonly Cell[]): boolean {
  const [first] = cells
  if (first === undefined) return false
  return cells.some(
    ({ status, answer, abstained, error }) =>
      status !== 'succeeded' ||
      answer !== first.answer ||
      abstained !== first.abstained ||
      error?.code !== first.error?.code,
  )
}
