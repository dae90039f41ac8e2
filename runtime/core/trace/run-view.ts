/** Folds the events of a run into what a reader of it sees. Pure: replaying the events gives the same view. */
import type { FailureData } from '../errors/failure.ts'
import { failure } from '../errors/failure.ts'
import type { Json } from '../values.ts'
import type { DecisionRecord } from './decision.ts'
import type { Progress, RunPins, RunStatus, SkipReason, TracedValues, TraceEvent } from './events.ts'
import type { RunTiming } from './timing.ts'

export type NodeState = 'idle' | 'queued' | 'running' | 'finished' | 'failed' | 'skipped'

export interface NodeView {
  readonly state: NodeState
  readonly attempt: number
  readonly queuedAt?: number
  readonly startedAt?: number
  readonly finishedAt?: number
  readonly durationMs?: number
  readonly inputs: TracedValues
  readonly outputs: TracedValues
  /** Streamed text so far, by port. */
  readonly streamed: Readonly<Record<string, string>>
  readonly annotations: Readonly<Record<string, Json>>
  /** While it runs. */
  readonly progress?: Progress
  readonly error?: FailureData
  readonly skippedBecause?: SkipReason
  /** It was not computed: its outputs came from a cache or an earlier run. */
  readonly isReused?: boolean
  /** It was not run: its outputs were given with the request. */
  readonly isPinned?: boolean
}

/** One run of a pipeline inside a node. */
export interface SubRunView {
  readonly status: 'running' | RunStatus
  /** Milliseconds since the whole run started. */
  readonly startedAt: number
  readonly inputs: TracedValues
  readonly outputs: TracedValues
  /** Its own, with times since it started. */
  readonly timing?: RunTiming
  readonly error?: FailureData
}

export interface RunView {
  /** The next `seq` that is expected. */
  readonly nextSeq: number
  /** `interrupted`: the trace ends before the run did. */
  readonly status: 'idle' | 'running' | 'interrupted' | RunStatus
  readonly runId?: string
  readonly startedAt?: string
  readonly pipeline?: { readonly id: string; readonly name: string }
  readonly pins?: RunPins
  readonly inputs: TracedValues
  /** By path: nodes inside others too. */
  readonly nodes: Readonly<Record<string, NodeView>>
  /** By the path of the node that runs it, with the item where there is one. */
  readonly subRuns: Readonly<Record<string, SubRunView>>
  readonly decisions: readonly DecisionRecord[]
  readonly adapterLoads: readonly {
    readonly node: string
    readonly adapter: string
    readonly loadMs: number
    /** When the adapter was there, in milliseconds since the run started. */
    readonly at: number
  }[]
  readonly outputs: TracedValues
  readonly timing?: RunTiming
  readonly error?: FailureData
  readonly scores?: Readonly<Record<string, number>>
}

export const emptyRunView: RunView = {
  nextSeq: 0,
  status: 'idle',
  inputs: {},
  nodes: {},
  subRuns: {},
  decisions: [],
  adapterLoads: [],
  outputs: {},
}

const idleNode: NodeView = {
  state: 'idle',
  attempt: 0,
  inputs: {},
  outputs: {},
  streamed: {},
  annotations: {},
}

type RunEvent = Extract<
  TraceEvent,
  { type: 'run-started' | 'run-finished' | 'decision' | 'adapter-load' | 'generation' }
>
type SubRunEvent = Extract<TraceEvent, { type: 'sub-run-started' } | { type: 'sub-run-finished' }>
type NodeEvent = Exclude<TraceEvent, RunEvent | SubRunEvent>

/**
 * Applies one event to a run. Events may arrive twice after a reconnect; `seq` makes that harmless.
 *
 * @throws RUN_EVENT_GAP when `seq` skips ahead, so that the caller can fetch what is missing.
 */
export function reduceTrace(view: RunView, event: TraceEvent): RunView {
  if (!isNext(view.nextSeq, event)) return view
  const nextSeq = event.seq + 1
  if (isOfSubRun(event)) {
    const subRuns = { ...view.subRuns, [event.node]: changeSubRun(view.subRuns[event.node], event) }
    // Tried again, it starts afresh.
    const isAgain = event.type === 'sub-run-started' && view.subRuns[event.node] !== undefined
    return isAgain
      ? { ...view, nodes: leaveOut(view.nodes, event.node), subRuns: leaveOut(subRuns, event.node), nextSeq }
      : { ...view, subRuns, nextSeq }
  }
  if (!changesNode(event))
    return { ...view, ...runChange(view, event), nodes: afterLoad(view.nodes, event), nextSeq }
  return {
    ...view,
    nodes: { ...view.nodes, [event.node]: changeNode(view.nodes[event.node], event) },
    nextSeq,
  }
}

/**
 * The view of all `events`, as `reduceTrace` would give it, without a copy for each.
 *
 * @throws RUN_EVENT_GAP
 */
export function foldTrace(events: Iterable<TraceEvent>): RunView {
  let nodes: Record<string, NodeView> = {}
  let subRuns: Record<string, SubRunView> = {}
  let view = emptyRunView
  let nextSeq = 0
  for (const event of events) {
    if (!isNext(nextSeq, event)) continue
    nextSeq = event.seq + 1
    if (changesNode(event)) nodes[event.node] = changeNode(nodes[event.node], event)
    else if (isOfSubRun(event)) {
      if (event.type === 'sub-run-started' && subRuns[event.node] !== undefined) {
        nodes = leaveOut(nodes, event.node)
        subRuns = leaveOut(subRuns, event.node)
      }
      subRuns[event.node] = changeSubRun(subRuns[event.node], event)
    } else {
      view = { ...view, ...runChange(view, event) }
      nodes = afterLoad(nodes, event)
    }
  }
  return { ...view, nodes, subRuns, nextSeq }
}

/** False for an event that was seen already. */
function isNext(nextSeq: number, { seq }: TraceEvent): boolean {
  if (seq > nextSeq) throw failure('RUN_EVENT_GAP', { seq, expected: nextSeq })
  return seq === nextSeq
}

const isOfSubRun = (event: TraceEvent): event is SubRunEvent =>
  event.type === 'sub-run-started' || event.type === 'sub-run-finished'

const runEvents: ReadonlySet<string> = new Set(['decision', 'adapter-load', 'generation'])

const changesNode = (event: TraceEvent): event is NodeEvent =>
  'node' in event && !runEvents.has(event.type) && !isOfSubRun(event)

/** Without what is inside a sub-run. */
function leaveOut<View>(views: Readonly<Record<string, View>>, subRun: string): Record<string, View> {
  const prefix = `${subRun}/`
  return Object.fromEntries(Object.entries(views).filter(([path]) => !path.startsWith(prefix)))
}

function changeSubRun(old: SubRunView | undefined, event: SubRunEvent): SubRunView {
  if (event.type === 'sub-run-started')
    return { status: 'running', startedAt: event.at, inputs: event.inputs, outputs: {} }
  const { status, outputs, timing, error } = event
  const { startedAt, inputs } = old ?? { startedAt: event.at - timing.wallMs, inputs: {} }
  return { status, startedAt, inputs, outputs, timing, ...(error === undefined ? {} : { error }) }
}

function runChange(view: RunView, event: RunEvent): Partial<RunView> {
  switch (event.type) {
    case 'run-started': {
      const { runId, startedAt, pipeline, pins, inputs } = event
      return { status: 'running', runId, startedAt, pipeline, pins, inputs }
    }
    case 'run-finished': {
      const { type: _type, seq: _seq, at: _at, ...end } = event
      return end
    }
    case 'decision':
      return { decisions: [...view.decisions, event.decision] }
    case 'adapter-load': {
      const { node, adapter, loadMs, at } = event
      return { adapterLoads: [...view.adapterLoads, { node, adapter, loadMs, at }] }
    }
    case 'generation':
      return {}
  }
}

/** A node no longer waits for the adapter. */
function afterLoad(nodes: Record<string, NodeView>, event: RunEvent): Record<string, NodeView> {
  const node = event.type === 'adapter-load' && nodes[event.node]
  return node ? { ...nodes, [event.node]: withoutProgress(node) } : nodes
}

function changeNode(old: NodeView = idleNode, event: NodeEvent): NodeView {
  switch (event.type) {
    case 'node-queued':
      return { ...old, state: 'queued', queuedAt: event.at }
    case 'node-started':
      return {
        ...old,
        state: 'running',
        attempt: event.attempt,
        startedAt: old.startedAt ?? event.at,
        inputs: event.inputs,
        streamed: {},
      }
    case 'node-delta': {
      const soFar = old.streamed[event.port] ?? ''
      return { ...old, streamed: { ...old.streamed, [event.port]: soFar + event.delta } }
    }
    case 'node-progress':
      return { ...old, progress: event }
    case 'node-annotated':
      return { ...old, annotations: { ...old.annotations, ...event.attributes } }
    case 'node-retried':
      return { ...withoutProgress(old), state: 'queued', error: event.error }
    case 'node-skipped':
      return { ...old, state: 'skipped', finishedAt: event.at, skippedBecause: event.reason }
    case 'node-finished': {
      const { error: _recovered, ...rest } = withoutProgress(old)
      return {
        ...rest,
        state: 'finished',
        finishedAt: event.at,
        durationMs: event.durationMs,
        outputs: event.outputs,
        ...(event.fromCache === true ? { isReused: true } : {}),
        ...(event.pinned === true ? { isPinned: true } : {}),
      }
    }
    case 'node-failed': {
      const { at, durationMs, error } = event
      return { ...withoutProgress(old), state: 'failed', finishedAt: at, durationMs, error }
    }
  }
}

/** As it stands when it no longer runs. */
function withoutProgress({ progress: _progress, ...rest }: NodeView): NodeView {
  return rest
}

/**
 * The view of a run of which nothing more will be heard: what ran has failed with `error`, what waited was skipped. A run that
 * has ended stays as it is.
 */
export function endRunView(view: RunView, status: 'cancelled' | 'interrupted', error: FailureData): RunView {
  if (view.status !== 'running' && view.status !== 'idle') return view
  const nodes = Object.fromEntries(
    Object.entries(view.nodes).map(([id, node]): [string, NodeView] => {
      if (node.state === 'running')
        return [id, { ...withoutProgress(node), state: 'failed', error: { ...error, node: id } }]
      if (node.state === 'queued') return [id, { ...node, state: 'skipped', skippedBecause: 'run-ended' }]
      return [id, node]
    }),
  )
  const subRuns = Object.fromEntries(
    Object.entries(view.subRuns).map(([path, subRun]): [string, SubRunView] => [
      path,
      subRun.status === 'running' ? { ...subRun, status: 'cancelled', error } : subRun,
    ]),
  )
  return { ...view, status, nodes, subRuns, error }
}
