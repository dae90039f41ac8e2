/** An experiment while it runs in this process: its figures as they change, and how it is stopped. */
import { failure } from '../core/errors/failure.ts'
import type { PlacedCell } from '../core/stores/stores.ts'
import type { ExperimentSummary } from '../core/wire/experiments.ts'
import type { Broadcast } from './broadcast.ts'
import { createBroadcast } from './broadcast.ts'

export interface LiveExperiment {
  readonly signal: AbortSignal
  readonly isStopping: boolean
  /** How it stands now. */
  readonly summary: ExperimentSummary
  /** At each change, at most ten a second. */
  readonly changes: Broadcast<ExperimentSummary>
  /** Resolves when it rests, however it came to that. */
  readonly finished: Promise<void>
  addCells(cells: readonly PlacedCell[]): void
  /** Ends after the cells under way; those that take longer than `patienceMs` are cut off and count as not measured. */
  stop(patienceMs: number): void
  /** It rests: what follows it ends. */
  end(): void
}

const publishEveryMs = 100
/** Estimates from fewer cells jump about. */
const cellsToEstimate = 5

export function createLiveExperiment(first: ExperimentSummary, clock: () => number): LiveExperiment {
  const controller = new AbortController()
  const changes = createBroadcast<ExperimentSummary>()
  const startedMs = clock()
  const doneBefore = first.cells.done
  let { done, failed } = first.cells
  let isStopping = false
  let publishedMs = startedMs
  let patience: ReturnType<typeof setTimeout> | undefined
  let resolveFinished = () => {}
  const finished = new Promise<void>((resolve) => {
    resolveFinished = resolve
  })

  const summarise = (): ExperimentSummary => {
    const measured = done - doneBefore
    const left = first.cells.total - done
    const remainingMs = measured < cellsToEstimate ? null : ((clock() - startedMs) / measured) * left
    return { ...first, cells: { ...first.cells, done, failed }, remainingMs }
  }
  return {
    signal: controller.signal,
    changes,
    finished,
    get isStopping() {
      return isStopping
    },
    get summary() {
      return summarise()
    },
    addCells: (cells) => {
      done += cells.length
      for (const { cell } of cells) if (cell.status !== 'succeeded') failed += 1
      const now = clock()
      if (now - publishedMs < publishEveryMs) return
      publishedMs = now
      changes.publish(summarise())
    },
    stop(patienceMs) {
      isStopping = true
      const cutOff = () => controller.abort(failure('RUN_CANCELLED', {}))
      if (patienceMs === 0) return cutOff()
      patience ??= setTimeout(cutOff, patienceMs)
    },
    end() {
      clearTimeout(patience)
      changes.close()
      resolveFinished()
    },
  }
}
