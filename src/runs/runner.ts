/** Where runs happen: a server over HTTP, or a worker in the page. The editor knows only this. */
import type { SignalboxClient } from '../../runtime/client/client.ts'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { TraceEvent } from '../../runtime/core/trace/events.ts'
import type { Json } from '../../runtime/core/values.ts'
import type { HeatMap } from '../../runtime/core/wire/heat-map.ts'
import type { Feedback, RunSummary } from '../../runtime/core/wire/runs.ts'
import type { StoredReference } from '../../runtime/core/services/sub-pipelines.ts'
import type { ResourceProvider } from '../session/resources.ts'
import type { Connection } from './follow-run.ts'
import { followRun } from './follow-run.ts'

export interface RunnerRequest {
  /** The document as it stands in the editor; a server runs its saved draft of the same id. */
  readonly document: PipelineDocument
  readonly inputs: Readonly<Record<string, Json>>
  /** Goes on from an earlier run with the same inputs: `from` and what it leads to run anew. */
  readonly reuse?: { readonly runId: string; readonly from: string }
  /** Only this node and what leads to it run. */
  readonly until?: string
  /** Nodes that do not run, with what they give instead, by port. */
  readonly pinnedOutputs?: Readonly<Record<string, Readonly<Record<string, Json>>>>
  /** Told when the connection breaks and when it is back. */
  readonly onConnection?: (connection: Connection) => void
}

/** The part of a pipeline that a run is asked for; all of it when empty. */
export type RunPart = Pick<RunnerRequest, 'reuse' | 'until' | 'pinnedOutputs'>

export interface RunHistoryPage {
  readonly items: readonly RunSummary[]
  readonly total: number
}

export interface Runner {
  /** The trace events as they happen; aborting the signal cancels the run. */
  run(request: RunnerRequest, signal: AbortSignal): AsyncIterable<TraceEvent>
  /** Asks a run to end; its events then end with `run-finished`. Without it a run ends by its signal. */
  cancel?(runId: string): Promise<void>
  history(pipelineId: string): Promise<RunHistoryPage>
  /** The trace of another run; while that goes on, its events as they happen. */
  trace(runId: string, signal: AbortSignal): AsyncIterable<TraceEvent>
  /** A large traced value by its hash. */
  value(hash: string): Promise<Json>
  /** What the last `runs` runs of a pipeline did, by node and port. */
  heatMap?(pipelineId: string, runs: number): Promise<HeatMap>
  /** Keeps what a person thinks of the answer; without it nobody is asked. */
  addFeedback?(runId: string, feedback: Feedback): Promise<void>
  /** What settings can refer to where it runs, unless the host says so itself. */
  readonly resources?: ResourceProvider
  /** Loads a stored revision where it runs, unless the host does so itself. @throws PIPELINE_NOT_FOUND, REVISION_NOT_FOUND */
  loadPipeline?(reference: StoredReference): Promise<PipelineDocument>
}

/** Runs by themselves. */
export type HttpRunner = Required<Omit<Runner, 'resources' | 'loadPipeline'>>

/** Runs on the server. `beforeRun` saves what is not saved yet: running executes the stored draft. */
export function createHttpRunner(
  client: SignalboxClient,
  beforeRun: (document: PipelineDocument) => Promise<void>,
): HttpRunner {
  return {
    run: async function* ({ document, inputs, onConnection, ...part }, signal) {
      await beforeRun(document)
      yield* followRun(client.runs.stream(document.id, { inputs: { ...inputs }, ...part }, signal), {
        signal,
        resume: (runId, fromSeq) => client.runs.events(runId, fromSeq, signal),
        ...(onConnection === undefined ? {} : { onConnection }),
      })
    },
    cancel: (runId) => client.runs.cancel(runId),
    history: (pipelineId) => client.runs.list({ pipelineId, limit: 50 }),
    trace: (runId, signal) => readTrace(client, runId, signal),
    value: (hash) => client.runs.value(hash),
    heatMap: (pipelineId, runs) => client.runs.heatMap(pipelineId, runs),
    addFeedback: (runId, feedback) => client.runs.addFeedback(runId, feedback),
  }
}

/** The stored events of a run, or those that happen, until it has ended. */
export async function* readTrace(
  client: SignalboxClient,
  runId: string,
  signal: AbortSignal,
): AsyncGenerator<TraceEvent, void> {
  const { summary, events } = await client.runs.get(runId)
  if (summary.status !== 'running') return yield* events
  const follow = (id: string, fromSeq: number) => client.runs.events(id, fromSeq, signal)
  yield* followRun(follow(runId, 0), { signal, resume: follow })
}
