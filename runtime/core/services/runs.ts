/** Runs: started, followed, stored. */
import type { PipelineDocument } from '../document/document.ts'
import type { RunStatus, TraceEvent } from '../trace/events.ts'
import type { RunView } from '../trace/run-view.ts'
import type { Json } from '../values.ts'
import type { Feedback, Retention, RunCount, RunRequestBody, RunSummary } from '../wire/runs.ts'
import type { HeatMap } from '../wire/heat-map.ts'
import type { Page, PageRequest } from './page.ts'

export interface RunFilter extends PageRequest {
  readonly pipelineId?: string
  readonly status?: RunSummary['status']
  readonly intent?: string
  /** `name@sha12`, or the name alone for all of its versions. */
  readonly adapter?: string
  /** The hash of a revision, or its beginning. */
  readonly revision?: string
  /** Only runs that took longer, in milliseconds. */
  readonly slowerThanMs?: number
  /** Only runs whose decision was less sure than this, 0 to 1. */
  readonly confidenceBelow?: number
  /** The runs of this experiment; those of none when left out. */
  readonly experiment?: string
}

/** What a run came to. */
export interface RunOutcome extends Pick<RunView, 'outputs' | 'decisions' | 'timing' | 'error' | 'scores'> {
  /** `interrupted`: the trace ends before the run did. */
  readonly status: RunStatus | 'interrupted'
}

/** A run that has ended. */
export interface EndedRun {
  readonly summary: RunSummary
  readonly events: readonly TraceEvent[]
  readonly document: PipelineDocument
}

/** Hears of every run of this process. What it throws is dropped: watching must not disturb. */
export interface RunObserver {
  started?(summary: RunSummary): void
  /** With what it came to, before it is stored. */
  ended?(run: EndedRun): void
  /** It is no longer under way, however it ended and whether it could be stored. */
  settled?(runId: string): void
}

export interface StartedRun {
  readonly runId: string
  /** True when another request with the same idempotency key has started it: it is that client's to cancel. */
  readonly isRepeat: boolean
  /** Resolves when the run has ended, however it ended. */
  readonly finished: Promise<RunSummary>
  /** Resolves once the run has ended. */
  outcome(): Promise<RunOutcome>
}

export interface RunService {
  /**
   * Runs the draft (pinned as a revision first) or the given revision. Returns once the run is admitted.
   *
   * @throws IDEMPOTENCY_KEY_REUSED when the key was sent with another request; of a part of a pipeline RUN_NODE_UNKNOWN,
   *   RUN_NOT_FOUND, RUN_OF_OTHER_PIPELINE, RUN_INPUTS_DIFFER
   */
  start(
    pipelineId: string,
    request: RunRequestBody & {
      readonly headers?: Readonly<Record<string, string>>
      readonly idempotencyKey?: string
    },
  ): Promise<StartedRun>
  list(filter: RunFilter): Promise<Page<RunSummary>>
  /** @throws RUN_NOT_FOUND */
  get(runId: string): Promise<RunSummary>
  /** Stored events from `fromSeq` on and then, while the run lasts, those that follow. */
  events(runId: string, options?: { fromSeq?: number; signal?: AbortSignal }): AsyncIterable<TraceEvent>
  /** A traced value that was stored by its hash. */
  value(hash: string): Promise<Json>
  cancel(runId: string): Promise<void>
  /** A label also scores the run, as if it had been expected. */
  addFeedback(runId: string, feedback: Feedback): Promise<void>
  /** What people said of the run, oldest first. @throws RUN_NOT_FOUND */
  feedback(runId: string): Promise<readonly Feedback[]>
  /** @returns ends the watching */
  observe(observer: RunObserver): () => void
  /** Of the last `limit` runs of a pipeline; at most `heatMapRuns`. */
  heatMap(pipelineId: string, limit?: number): Promise<HeatMap>
  /** Of every pipeline that was run; runs of experiments do not count. */
  counts(): Promise<readonly RunCount[]>
  retention(): Promise<Retention>
}
