/** Carries an experiment out: warm-up, then every cell that is missing, so many at a time. */
import { createPacer } from '../../core/pacer.ts'
import type { ExperimentStore, PlacedCell } from '../../core/stores/stores.ts'
import type { DatasetRow } from '../../core/wire/datasets.ts'
import type { ExperimentDefinition } from '../../core/wire/experiments.ts'
import type { ExperimentPlan, TakenPlaces } from './plan.ts'
import type { CellQueue, QueuedCell } from './cell-queue.ts'
import { createCellQueue } from './cell-queue.ts'
import type { CellRunner, CellTrace, CompiledVariant, FinishedCell } from './cell-runner.ts'
import { isWorthKeeping } from './cell-runner.ts'
import type { CellWriter } from './cell-writer.ts'
import { createCellWriter } from './cell-writer.ts'

export interface ExperimentRun {
  readonly id: string
  readonly definition: ExperimentDefinition
  readonly plan: ExperimentPlan
  readonly taken: TakenPlaces
  readonly variants: readonly CompiledVariant[]
  readonly runner: CellRunner
  /** @throws when a row is no longer what it was pinned to */
  readonly readRows: (positions: readonly number[]) => Promise<readonly DatasetRow[]>
  readonly experiments: Pick<ExperimentStore, 'putCells'>
  /** Stores the trace of a cell. */
  readonly keepTrace: (trace: CellTrace) => Promise<void>
  /** Set to end after the cells under way. */
  readonly isStopping: () => boolean
  /** Ends the cells under way too; they count as not measured. */
  readonly signal: AbortSignal
  /** The first counted cell is under way. */
  readonly onBegun: () => void
  readonly onStored: (cells: readonly PlacedCell[]) => void
}

interface BlockResult extends FinishedCell {
  readonly placed: PlacedCell
}

/** Traces stored for one start of an experiment; further cells are run again when somebody asks for theirs. */
const mostTraces = 2_000

/** @throws failures that end the whole experiment: of the store, or of its inputs; those of single cells are results */
export async function runCells(run: ExperimentRun): Promise<void> {
  const { plan, definition, taken, readRows } = run
  if (taken.count >= plan.order.length * plan.shapes.length) return
  await warmUp(run)
  const writer = createCellWriter(run.experiments, run.id, run.onStored)
  const queue = createCellQueue<BlockResult>({ plan, readRows, isDue: (place) => !taken.has(place) })
  const traces = { left: definition.traces === 'none' ? 0 : mostTraces }
  const open = new Set<QueuedCell<BlockResult>['block']>()
  run.onBegun()
  try {
    await workThrough(run, queue, async (queued) => {
      const { block, place } = queued
      open.add(block)
      const finished = await runCell(run, queued)
      block.left -= 1
      if (finished !== undefined) block.results.push({ ...finished, placed: { place, cell: finished.cell } })
      if (block.left > 0) return undefined
      open.delete(block)
      keepBlock(run, writer, block.results, traces)
      return writer.room()
    })
  } finally {
    // Rows that were cut short keep the cells that they have.
    for (const { results } of open) keepBlock(run, writer, results, traces)
    await writer.flush()
  }
}

async function warmUp(run: ExperimentRun): Promise<void> {
  const { plan, definition, readRows } = run
  const steps = Math.min(definition.warmUp, plan.order.length)
  const queue = createCellQueue<never>({
    plan,
    steps,
    readRows,
    isDue: ({ repetition }) => repetition === 0,
  })
  await workThrough(run, queue, async (queued) => {
    await runCell(run, queued)
  })
}

/**
 * Hands cells to `concurrency` workers until none are left or the experiment is to stop. What runs in this process may never wait
 * for anything: between cells, where nothing is measured, the event loop gets its turns.
 */
async function workThrough<Result>(
  run: ExperimentRun,
  queue: CellQueue<Result>,
  handle: (cell: QueuedCell<Result>) => Promise<void>,
): Promise<void> {
  let isBroken = false
  const pacer = createPacer()
  const isOver = () => isBroken || run.isStopping() || run.signal.aborted
  const work = async () => {
    while (!isOver()) {
      if (pacer.isDue()) await pacer.pause()
      const cell = queue.take()
      if (cell !== undefined) await handle(cell)
      else if (!(await queue.refill())) return
    }
  }
  const workers = Array.from({ length: run.definition.concurrency }, () =>
    work().catch((error: unknown) => {
      isBroken = true
      throw error
    }),
  )
  const ended = await Promise.allSettled(workers)
  for (const worker of ended) if (worker.status === 'rejected') throw worker.reason
}

function runCell<Result>(
  { variants, runner, signal }: ExperimentRun,
  { block, place, order }: QueuedCell<Result>,
): Promise<FinishedCell | undefined> {
  const variant = variants[place.variant]
  if (variant === undefined) return Promise.resolve(undefined)
  const { repetition, arm } = place
  const identity = {
    variant: variant.id,
    row: block.row.id,
    repetition,
    arm: variant.arms[arm]?.alias ?? null,
    order,
  }
  return runner.run({ identity, variant, arm, row: block.row }, signal)
}

/** Stores the cells of a row, with their traces where those are kept. */
function keepBlock(
  run: ExperimentRun,
  writer: CellWriter,
  results: readonly BlockResult[],
  traces: { left: number },
): void {
  if (results.length === 0) return
  const isKept =
    traces.left >= results.length &&
    (run.definition.traces === 'all' || isWorthKeeping(results.map(({ cell }) => cell)))
  if (!isKept) {
    writer.add(results.map(({ placed }) => placed))
    return
  }
  traces.left -= results.length
  const stored = Promise.all(results.map(({ trace }) => run.keepTrace(trace)))
  writer.add(
    results.map(({ placed: { place, cell }, trace }) => ({ place, cell: { ...cell, runId: trace.runId } })),
    stored,
  )
}
