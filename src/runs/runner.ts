/** Where runs happen: a server over HTTP, or a worker in the page. The editor knows only this. */
import type { SignalboxClient } from '../../runtime/client/client.ts'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { TraceEvent } from '../../runtime/core/trace/events.ts'
import type { Json } from '../../runtime/core/values.ts'
import type { RunSummary } from '../../runtime/core/wire/runs.ts'

export interface RunnerRequest {
  /** The document as it stands in the editor; a server runs its saved draft of the same id. */
  readonly document: PipelineDocument
  readonly inputs: Readonly<Record<string, Json>>
}

export interface RunHistoryPage {
  readonly items: readonly RunSummary[]
  readonly total: number
}

export interface Runner {
  /** The trace events as they happen; aborting the signal cancels the run. */
  run(request: RunnerRequest, signal: AbortSignal): AsyncIterable<TraceEvent>
  history(pipelineId: string): Promise<RunHistoryPage>
  /** The stored trace of an earlier run. */
  trace(runId: string): Promise<readonly TraceEvent[]>
  /** A large traced value by its hash. */
  value(hash: string): Promise<Json>
}

/** Runs on the server. `beforeRun` saves what is not saved yet: running executes the stored draft. */
export function createHttpRunner(client: SignalboxClient, beforeRun: () => Promise<void>): Runner {
  return {
    run: async function* ({ document, inputs }, signal) {
      await beforeRun()
      yield* client.runs.stream(document.id, { inputs: { ...inputs } }, signal)
    },
    history: (pipelineId) => client.runs.list({ pipelineId, limit: 50 }),
    trace: async (runId) => (await client.runs.get(runId)).events,
    value: (hash) => client.runs.value(hash),
  }
}
