/** Folds the events of a run into what a reader of it sees. Pure: replaying the events gives the same view. */
import type { FailureData } from '../errors/failure.ts'
import { failure } from '../errors/failure.ts'
import type { Json } from '../values.ts'
import type { DecisionRecord } from './decision.ts'
import type { RunPins, RunStatus, SkipReason, TracedValues, TraceEvent } from './events.ts'
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
  readonly error?: FailureData
  readonly skippedBecause?: SkipReason
  /** It was not computed: its outputs came from a cache or an earlier run. */
  readonly isReused?: boolean
  /** It was not run: its outputs were given with the request. */
  readonly isPinned?: boolean
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
  readonly nodes: Readonly<Record<string, NodeView>>
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

function withNode(view: RunView, node: string, change: (old: NodeView) => Partial<NodeView>): RunView {
  const old = view.nodes[node] ?? idleNode
  return { ...view, nodes: { ...view.nodes, [node]: { ...old, ...change(old) } } }
}

/**
 * Applies one event to a run. Events may arrive twice after a reconnect; `seq` makes that harmless.
 *
 * @throws RUN_EVENT_GAP when `seq` skips ahead, so that the caller can fetch what is missing.
 */
export function reduceTrace(view: RunView, event: TraceEvent): RunView {
  if (event.seq < view.nextSeq) return view
  if (event.seq > view.nextSeq) throw failure('RUN_EVENT_GAP', { seq: event.seq, expected: view.nextSeq })
  return applyEvent({ ...view, nextSeq: event.seq + 1 }, event)
}

function applyEvent(view: RunView, event: TraceEvent): RunView {
  switch (event.type) {
    case 'run-started':
      return {
        ...view,
        status: 'running',
        runId: event.runId,
        startedAt: event.startedAt,
        pipeline: event.pipeline,
        pins: event.pins,
        inputs: event.inputs,
      }
    case 'run-finished':
      return {
        ...view,
        status: event.status,
        outputs: event.outputs,
        timing: event.timing,
        ...(event.error === undefined ? {} : { error: event.error }),
        ...(event.scores === undefined ? {} : { scores: event.scores }),
      }
    case 'decision':
      return { ...view, decisions: [...view.decisions, event.decision] }
    case 'adapter-load': {
      const { node, adapter, loadMs, at } = event
      return { ...view, adapterLoads: [...view.adapterLoads, { node, adapter, loadMs, at }] }
    }
    case 'node-queued':
    case 'node-started':
    case 'node-delta':
    case 'node-annotated':
    case 'node-retried':
    case 'node-skipped':
    case 'node-finished':
    case 'node-failed':
      return withNode(view, event.node, (old) => nodeChange(old, event))
  }
}

type NodeEvent = Exclude<
  TraceEvent,
  { type: 'run-started' } | { type: 'run-finished' } | { type: 'decision' } | { type: 'adapter-load' }
>

function nodeChange(old: NodeView, event: NodeEvent): Partial<NodeView> {
  switch (event.type) {
    case 'node-queued':
      return { state: 'queued', queuedAt: event.at }
    case 'node-started':
      return {
        state: 'running',
        attempt: event.attempt,
        startedAt: old.startedAt ?? event.at,
        inputs: event.inputs,
        streamed: {},
      }
    case 'node-delta':
      return { streamed: { ...old.streamed, [event.port]: (old.streamed[event.port] ?? '') + event.delta } }
    case 'node-annotated':
      return { annotations: { ...old.annotations, ...event.attributes } }
    case 'node-retried':
      return { state: 'queued', error: event.error }
    case 'node-skipped':
      return { state: 'skipped', finishedAt: event.at, skippedBecause: event.reason }
    case 'node-finished': {
      const { error: _recovered, ...rest } = old
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
    case 'node-failed':
      return { state: 'failed', finishedAt: event.at, durationMs: event.durationMs, error: event.error }
  }
}

/**
 * The view of a run of which nothing more will be heard: what ran has failed with `error`, what waited was skipped. A run that
 * has ended stays as it is.
 */
export function endRunView(view: RunView, status: 'cancelled' | 'interrupted', error: FailureData): RunView {
  if (view.status !== 'running' && view.status !== 'idle') return view
  const nodes = Object.fromEntries(
    Object.entries(view.nodes).map(([id, node]): [string, NodeView] => {
      if (node.state === 'running') return [id, { ...node, state: 'failed', error: { ...error, node: id } }]
      if (node.state === 'queued') return [id, { ...node, state: 'skipped', skippedBecause: 'run-ended' }]
      return [id, node]
    }),
  )
  return { ...view, status, nodes, error }
}
