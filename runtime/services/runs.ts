/** Runs: started from a pinned revision, followed live, stored as they happen. */
import type { PipelineDocument } from '../core/document/document.ts'
import { failure } from '../core/errors/failure.ts'
import type { NodeRegistry } from '../core/node/registry.ts'
import type { PipelineService } from '../core/services/pipelines.ts'
import type { RunObserver, RunService, StartedRun } from '../core/services/runs.ts'
import type { CollectionStore, RunStore } from '../core/stores/stores.ts'
import type { TraceEvent } from '../core/trace/events.ts'
import type { Json } from '../core/values.ts'
import { heatMapRuns } from '../core/wire/heat-map.ts'
import type { RunRequestBody, RunSummary } from '../core/wire/runs.ts'
import { createHeatMaps } from './heat-map.ts'
import { createIdempotencyKeys, hashRequest } from './idempotency-keys.ts'
import type { FinishedRun } from './live-run.ts'
import { LiveRun } from './live-run.ts'
import type { RetentionLimits } from './retention.ts'
import { createAddFeedback } from './run-feedback.ts'
import type { RunPart } from './part-run.ts'
import { readRunPart } from './part-run.ts'
import { createPinDraft } from './pin-draft.ts'
import { readOutcome } from './run-outcome.ts'
import { startedSummary } from './run-summary.ts'

export interface RunOptions extends RunPart {
  readonly runId: string
  readonly user?: string
  readonly headers: Readonly<Record<string, string>>
  readonly conversationId?: string
  readonly deadlineMs?: number
  readonly expected?: RunRequestBody['expected']
  readonly onLargeValue: (hash: string, value: Json) => void
  readonly onEvent: (event: TraceEvent) => void
}

/** Runs a document to its end; nothing is thrown. */
type Execute = (
  inputs: Readonly<Record<string, Json>>,
  options: RunOptions,
) => { readonly ended: Promise<unknown>; cancel(): void }

export interface RunsOptions {
  readonly pipelines: PipelineService
  readonly nodes: NodeRegistry
  readonly store: RunStore
  readonly collections: CollectionStore
  /** The engine with its node types, chosen where the runtime is put together. @throws the first fault of the document */
  readonly compile: (document: PipelineDocument) => { readonly start: Execute }
  readonly createId: () => string
  readonly limits: RetentionLimits
  /** Called when what was measured of runs has changed. */
  readonly onRemeasured: () => void
}

interface UnderWay {
  readonly run: LiveRun
  cancel(): void
  readonly finished: Promise<FinishedRun>
}

type StartRequest = Parameters<RunService['start']>[1]

export function createRunService(options: RunsOptions): RunService & { close(): Promise<void> } {
  const { store, limits, onRemeasured } = options
  const live = new Map<string, UnderWay>()
  const observers = new Set<RunObserver>()
  const readHeatMap = createHeatMaps(store)

  const find = async (runId: string): Promise<RunSummary> => {
    const summary = live.get(runId)?.run.first ?? (await store.get(runId))
    if (summary === undefined) throw failure('RUN_NOT_FOUND', { run: runId })
    return summary
  }

  const addFeedback = createAddFeedback({ store, find, onRemeasured })

  const service: RunService = {
    start: createStart({ options, live, find, observers }),
    list: (filter) => {
      // Those that have just begun are listed too.
      for (const { run } of live.values()) run.flush()
      return store.list(filter)
    },
    get: find,
    events: (runId, { fromSeq = 0, signal } = {}) => {
      const run = live.get(runId)?.run
      return run === undefined ? storedEvents(store, find, runId, fromSeq) : run.follow(fromSeq, signal)
    },
    value: async (hash) => {
      const value = await store.value(hash)
      if (value === undefined) throw failure('VALUE_NOT_FOUND', { hash })
      return value
    },
    cancel: async (runId) => {
      await find(runId)
      const underWay = live.get(runId)
      underWay?.cancel()
      await underWay?.finished.catch(() => undefined)
    },
    addFeedback: (runId, feedback) => {
      live.get(runId)?.run.flush()
      return addFeedback(runId, feedback)
    },
    feedback: async (runId) => {
      await find(runId)
      return (await store.feedback(runId)).map(({ feedback }) => feedback)
    },
    observe: (observer) => {
      observers.add(observer)
      return () => void observers.delete(observer)
    },
    heatMap: async (pipelineId, limit = heatMapRuns) => readHeatMap(pipelineId, Math.min(limit, heatMapRuns)),
    counts: () => store.counts(),
    retention: async () => ({ ...limits, stored: await store.size() }),
  }

  return {
    ...service,
    close: async () => {
      for (const { cancel } of live.values()) cancel()
      await Promise.allSettled([...live.values()].map(({ finished }) => finished))
    },
  }
}

/** What the methods of the service share. */
interface RunContext {
  readonly options: RunsOptions
  readonly live: Map<string, UnderWay>
  /** @throws RUN_NOT_FOUND */
  readonly find: (runId: string) => Promise<RunSummary>
  readonly observers: ReadonlySet<RunObserver>
}

function createStart({ options, live, find, observers }: RunContext): RunService['start'] {
  const { pipelines, nodes, store, collections, createId, compile } = options
  const pinDraft = createPinDraft(pipelines)
  const keys = createIdempotencyKeys(collections)
  /** Starts under way, by idempotency key. */
  const starting = new Map<string, { hash: string; started: Promise<StartedRun> }>()

  const begin = async (pipelineId: string, request: StartRequest, runId: string): Promise<StartedRun> => {
    const revision =
      request.revision === undefined
        ? await pinDraft(pipelineId)
        : await pipelines.revision(pipelineId, request.revision)
    const liveEvents = (id: string) => live.get(id)?.run.events
    const part = await readRunPart({ pipelines, nodes, store, find, liveEvents }, revision.document, request)
    const { document } = revision
    // A document with a fault is refused here, with its place, and leaves no run behind.
    const { start: execute } = compile(document)
    const first = startedSummary(runId, revision.hash, document, request)
    tell(observers, (observer) => observer.started?.(first))
    const run = new LiveRun(store, first, document)
    const { ended, cancel } = execute(request.inputs, optionsOf(run, part, request))
    const finished = run
      .carryOut(ended, (endedRun) => tell(observers, (observer) => observer.ended?.(endedRun)))
      .finally(() => {
        live.delete(runId)
        tell(observers, (observer) => observer.settled?.(runId))
      })
    const underWay = { run, cancel, finished }
    live.set(runId, underWay)
    // Its id is told at once: from then on it is there.
    if (request.stream === true) run.flush()
    // Whoever waits for the end sees the failure; without one it must not count as unhandled.
    finished.catch(() => undefined)
    return startedRun(runId, false, underWay)
  }
  /** The same key again gives the same run, also when the process died after the key was taken. */
  const beginOnce = async (
    pipelineId: string,
    request: StartRequest,
    key: string,
    hash: string,
  ): Promise<StartedRun> => {
    const runId = createId()
    const earlier = await keys.claim(key, hash, runId)
    const beginAs = (id: string) =>
      begin(pipelineId, request, id).catch(async (error: unknown) => {
        await keys.release(key)
        throw error
      })
    if (earlier === undefined) return beginAs(runId)
    const underWay = live.get(earlier)
    if (underWay !== undefined) return startedRun(earlier, true, underWay)
    return (await store.get(earlier)) === undefined
      ? beginAs(earlier)
      : {
          runId: earlier,
          isRepeat: true,
          finished: find(earlier),
          outcome: async () => readOutcome(await store.events(earlier, 0)).outcome,
        }
  }

  return async (pipelineId, request) => {
    const { idempotencyKey, headers: _headers, stream: _stream, ...asked } = request
    if (idempotencyKey === undefined) return begin(pipelineId, request, createId())
    const key = `${pipelineId}/${idempotencyKey}`
    const hash = hashRequest(asked)
    const underWay = starting.get(key)
    if (underWay?.hash === hash) return { ...(await underWay.started), isRepeat: true }
    if (underWay !== undefined) throw failure('IDEMPOTENCY_KEY_REUSED', { key: idempotencyKey })
    const started = beginOnce(pipelineId, request, key, hash).finally(() => starting.delete(key))
    starting.set(key, { hash, started })
    return started
  }
}

function startedRun(runId: string, isRepeat: boolean, { finished }: UnderWay): StartedRun {
  const summary = finished.then((ended) => ended.summary)
  // Whoever waits for it sees the failure.
  summary.catch(() => undefined)
  return { runId, isRepeat, finished: summary, outcome: async () => (await finished).outcome }
}

/** Watching must not disturb. */
function tell(observers: ReadonlySet<RunObserver>, say: (observer: RunObserver) => void): void {
  for (const observer of observers) {
    try {
      say(observer)
    } catch {
      // An observer has no say in the run.
    }
  }
}

function optionsOf(run: LiveRun, part: RunPart, request: StartRequest): RunOptions {
  const { headers = {}, user, conversationId, deadlineMs, expected } = request
  return {
    runId: run.first.id,
    headers,
    ...(user === undefined ? {} : { user }),
    ...(conversationId === undefined ? {} : { conversationId }),
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
    ...(expected === undefined ? {} : { expected }),
    ...part,
    onLargeValue: (hash, value) => run.addValue(hash, value),
    onEvent: (event) => run.add(event),
  }
}

async function* storedEvents(
  store: RunStore,
  find: (runId: string) => Promise<RunSummary>,
  runId: string,
  fromSeq: number,
): AsyncGenerator<TraceEvent, void> {
  await find(runId)
  yield* await store.events(runId, fromSeq)
}
