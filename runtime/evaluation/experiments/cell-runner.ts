/** Runs single cells, and says which of them somebody will want to look at. */
import type { TraceEvent } from '../../core/trace/events.ts'
import type { Generation } from '../../core/trace/generation.ts'
import type { Json } from '../../core/values.ts'
import type { DatasetRow } from '../../core/wire/datasets.ts'
import type { Cell } from '../../core/wire/experiments.ts'
import type { RunResult } from '../../engine/run-result.ts'
import type { CellIdentity } from './cell-of-run.ts'
import { cellOfRun } from './cell-of-run.ts'
import type { RunCapture } from './run-capture.ts'
import { listGenerations } from '../metrics/cost.ts'
import type { Metric } from '../metrics/metric-table.ts'
import type { CompiledPipeline } from '../../engine/compile.ts'

export interface OpenArm {
  /** Forced on its cells; null for the base model, and for ordinary variants. */
  readonly alias: string | null
  readonly pipeline: CompiledPipeline
}

/** A variant that can be run. */
export interface CompiledVariant {
  readonly id: string
  readonly arms: readonly OpenArm[]
}

export interface CellRequest {
  readonly identity: CellIdentity
  readonly variant: CompiledVariant
  /** Position among the variant's arms. */
  readonly arm: number
  readonly row: DatasetRow
}

export interface CellTrace {
  readonly runId: string
  /** Its id. */
  readonly variant: string
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
      const generations: Generation[] = []
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
        generations.push(...listGenerations(result.events))
        if (result.status === 'failed' && attempts <= retries) continue
        const cell = cellOfRun(
          identity,
          { result, left: capture.take(expected), expected, attempts, generations },
          metrics,
        )
        return { cell, trace: { runId, variant: variant.id, row, events: result.events, values } }
      }
      return undefined
    },
  }
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
