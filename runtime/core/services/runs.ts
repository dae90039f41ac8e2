/** Runs: started, followed, stored. */
import type { TraceEvent } from '../trace/events.ts'
import type { Json } from '../values.ts'
import type { Feedback, RunRequestBody, RunSummary } from '../wire/runs.ts'
import type { Page, PageRequest } from './page.ts'

export interface RunFilter extends PageRequest {
  readonly pipelineId?: string
  readonly status?: RunSummary['status']
  readonly intent?: string
  readonly adapter?: string
}

export interface StartedRun {
  readonly runId: string
  /** True when another request with the same idempotency key has started it: it is that client's to cancel. */
  readonly isRepeat: boolean
  /** Resolves when the run has ended, however it ended. */
  readonly finished: Promise<RunSummary>
}

export interface RunService {
  /**
   * Runs the draft (pinned as a revision first) or the given revision. Returns once the run is admitted.
   *
   * @throws IDEMPOTENCY_KEY_REUSED when the key was sent with another request
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
  addFeedback(runId: string, feedback: Feedback): Promise<void>
}
