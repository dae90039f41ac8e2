/** Runs: started from a pinned revision, followed live, stored as they happen. */
import type { PipelineDocument } from '../core/document/document.ts'
import { failure } from '../core/errors/failure.ts'
import type { NodeRegistry } from '../core/node/registry.ts'
import type { PipelineService } from '../core/services/pipelines.ts'
import type { EndedRun, RunObserver, RunService, StartedRun } from '../core/services/runs.ts'
import type { CollectionStore, RunStore } from '../core/stores/stores.ts'
import type { TraceEvent } from '../core/trace/events.ts'
import { foldTrace } from '../core/trace/run-view.ts'
import type { Json } from '../core/values.ts'
import { heatMapRuns } from '../core/wire/heat-map.ts'
import type { RunRequestBody, RunSummary } from '../core/wire/runs.ts'
import type { Broadcast } from './broadcast.ts'
import { createBroadcast } from './broadcast.ts'
import type { EventWriter } from './event-writer.ts'
import { createEventWriter } from './event-writer.ts'
import { createHeatMaps } from './heat-map.ts'
import { createIdempotencyKeys, hashRequest } from './idempotency-keys.ts'
import { firstTextAt } from '../evaluation/experiments/cell-of-run.ts'
import type { RetentionLimits } from './retention.ts'
import { createAddFeedback } from './run-feedback.ts'
import type { RunPart } from './part-run.ts'
import { readRunPart } from './part-run.ts'
import { createPinDraft } from './pin-draft.ts'
import { measureRun, startedSummary, summariseRun } from './run-summary.ts'

export interface RunOptions extends RunPart {
  readonly runId: string
  readonly signal: AbortSignal
  readonly user?: string
  readonly headers: Readonly<Record<string, string>>
  readonly conversationId?: string
  readonly deadlineMs?: number
  readonly expected?: RunRequestBody['expected']
  readonly onLargeValue: (hash: string, value: Json) => void
  readonly onEvent: (event: TraceEvent) => void
}

/** Runs a document to its end; nothing is thrown. */
type Execute = (inputs: Readonly<Record<string, Json>>, options: RunOptions) => Promise<unknown>

export interface RunsOptions {
  readonly pipelines: PipelineService
  readonly nodes: NodeRegistry
  readonly store: RunStore
  readonly collections: CollectionStore
  /** The engine with its node types, chosen where the runtime is put together. @throws the first fault of the document */
  readonly compile: (document: PipelineDocument) => { readonly run: Execute }
  readonly createId: () => string
  readonly limits: RetentionLimits
  /** Called when what was measured of runs has changed. */
  readonly onRemeasured: () => void
}

interface BegunRun {
  readonly first: RunSummary
  readonly controller: AbortController
  readonly events: TraceEvent[]
  readonly broadcast: Broadcast<TraceEvent>
  readonly writer: EventWriter
}

interface LiveRun extends BegunRun {
  readonly finished: Promise<EndedRun>
}

type StartRequest = Parameters<RunService['start']>[1]

export function createRunService(options: RunsOptions): RunService & { close(): Promise<void> } {
  const { store, limits, onRemeasured } = options
  const live = new Map<string, LiveRun>()
  const observers = new Set<RunObserver>()
  const readHeatMap = createHeatMaps(store)

  const find = async (runId: string): Promise<RunSummary> => {
    const summary = live.get(runId)?.first ?? (await store.get(runId))
    if (summary === undefined) throw failure('RUN_NOT_FOUND', { run: runId })
    return summary
  }

  const addFeedback = createAddFeedback({ store, find, onRemeasured })

  const service: RunService = {
    start: createStart({ options, live, find, observers }),
    list: (filter) => {
      // Those that have just begun are listed too.
      for (const { writer } of live.values()) writer.flush()
      return store.list(filter)
    },
    get: find,
    events: (runId, { fromSeq = 0, signal } = {}) => {
      const run = live.get(runId)
      return run === undefined ? storedEvents(store, find, runId, fromSeq) : liveEvents(run, fromSeq, signal)
    },
    value: async (hash) => {
      const value = await store.value(hash)
      if (value === undefined) throw failure('VALUE_NOT_FOUND', { hash })
      return value
    },
    cancel: async (runId) => {
      await find(runId)
      const run = live.get(runId)
      run?.controller.abort(failure('RUN_CANCELLED', {}))
      await run?.finished.catch(() => undefined)
    },
    addFeedback: (runId, feedback) => {
      live.get(runId)?.writer.flush()
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
      for (const { controller } of live.values()) controller.abort(failure('RUN_CANCELLED', {}))
      await Promise.allSettled([...live.values()].map(({ finished }) => finished))
    },
  }
}

/** What the methods of the service share. */
interface RunContext {
  readonly options: RunsOptions
  readonly live: Map<string, LiveRun>
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
    const liveEvents = (id: string) => live.get(id)?.events
    const part = await readRunPart({ pipelines, nodes, store, find, liveEvents }, revision.document, request)
    const { document } = revision
    // A document with a fault is refused here, with its place, and leaves no run behind.
    const { run: execute } = compile(document)
    const first = startedSummary(runId, revision.hash, document, request)
    tell(observers, (observer) => observer.started?.(first))
    const begun: BegunRun = {
      first,
      controller: new AbortController(),
      events: [],
      broadcast: createBroadcast<TraceEvent>(),
      writer: createEventWriter(store, first),
    }
    const ran = execute(request.inputs, optionsOf(begun, { ...request, part }))
    const finished = carryOut(begun, ran, document, (ended) =>
      tell(observers, (observer) => observer.ended?.(ended)),
    ).finally(() => {
      live.delete(runId)
      tell(observers, (observer) => observer.settled?.(runId))
    })
    const run = { ...begun, finished }
    live.set(runId, run)
    // Its id is told at once: from then on it is there.
    if (request.stream === true) run.writer.flush()
    // Whoever waits for the end sees the failure; without one it must not count as unhandled.
    finished.catch(() => undefined)
    return startedRun(runId, false, run)
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
    const run = live.get(earlier)
    if (run !== undefined) return startedRun(earlier, true, run)
    return (await store.get(earlier)) === undefined
      ? beginAs(earlier)
      : {
          runId: earlier,
          isRepeat: true,
          finished: find(earlier),
          view: async () => foldTrace(await store.events(earlier, 0)),
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

function startedRun(runId: string, isRepeat: boolean, { finished }: LiveRun): StartedRun {
  const summary = finished.then((ended) => ended.summary)
  // Whoever waits for it sees the failure.
  summary.catch(() => undefined)
  return { runId, isRepeat, finished: summary, view: async () => (await finished).view }
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

function optionsOf(
  { first, controller, events, broadcast, writer }: BegunRun,
  request: StartRequest & { readonly part: RunPart },
): RunOptions {
  const { headers = {}, user, conversationId, deadlineMs, expected, part } = request
  return {
    runId: first.id,
    signal: controller.signal,
    headers,
    ...(user === undefined ? {} : { user }),
    ...(conversationId === undefined ? {} : { conversationId }),
    ...(deadlineMs === undefined ? {} : { deadlineMs }),
    ...(expected === undefined ? {} : { expected }),
    ...part,
    onLargeValue: (hash, value) => writer.addValue(hash, value),
    onEvent: (event) => {
      events.push(event)
      writer.add(event)
      broadcast.publish(event)
    },
  }
}

/** @throws the store's failure; the run's own is in the summary */
async function carryOut(
  { first, events, broadcast, writer }: BegunRun,
  ran: Promise<unknown>,
  document: PipelineDocument,
  onEnd: (ended: EndedRun) => void,
): Promise<EndedRun> {
  try {
    await ran
    const view = foldTrace(events)
    const summary = summariseRun(first, view, firstTextAt(events))
    const ended = { summary, view, document }
    onEnd(ended)
    await writer.finish({ summary, measures: measureRun(summary, view) })
    return ended
  } finally {
    broadcast.close()
  }
}

async function* liveEvents(
  run: LiveRun,
  fromSeq: number,
  signal?: AbortSignal,
): AsyncGenerator<TraceEvent, void> {
  const following = run.broadcast.subscribe(signal)
  const soFar = run.events.slice(fromSeq)
  let next = fromSeq + soFar.length
  yield* soFar
  for await (const event of following) {
    if (event.seq < next) continue
    next = event.seq + 1
    yield event
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
