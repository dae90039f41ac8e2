/**
 * One closed union of events describes a run. The same stream feeds SSE, storage, the waterfall, the metrics and the canvas.
 * `at` is milliseconds since the run started, by a monotonic clock; `seq` counts from 0 without gaps.
 *
 * What happens in a pipeline inside a node stands in the same stream: a *sub-run* is one run of such a pipeline, and `node` is then
 * a path as in node-path.ts. Of many sub-runs the last may leave no events but their decisions, generations and adapter loads.
 */
import type { FailureData } from '../errors/failure.ts'
import type { Json } from '../values.ts'
import type { DecisionRecord } from './decision.ts'
import type { Generation } from './generation.ts'
import type { RunTiming } from './timing.ts'

/** A traced value: inline, or a reference to one stored once by the SHA-256 of its JSON when that exceeds 16 KiB. */
export type TracedValue =
  { readonly value: Json } | { readonly hash: string; readonly bytes: number; readonly preview: string }

export type TracedValues = Readonly<Record<string, TracedValue>>

/** What the run was pinned to. */
export interface RunPins {
  /** Content hash of the pipeline revision. */
  readonly revision: string
  /** Index id to `id@generation`. */
  readonly indexes: Readonly<Record<string, string>>
  /** Intent model id to `name@sha12`. */
  readonly intents: Readonly<Record<string, string>>
  /** Bank id to its generation and the adapter version behind each alias. */
  readonly banks: Readonly<
    Record<string, { readonly generation: number; readonly aliases: Readonly<Record<string, string>> }>
  >
}

/** What a run waits for at a node; people are told in their own language. Those of an index and of a model count in shares of 1. */
export type Activity =
  'items' | 'nodes' | 'index-build' | 'index-load' | 'model-load' | 'embedding' | 'adapter-load'

/** How far a node is: steps done, of how many where that is known. */
export interface Progress {
  readonly done: number
  readonly total?: number
  readonly activity?: Activity
  /** What it is at, in the words of the data: a title, a file. */
  readonly note?: string
}

/** Hears how far something is. */
export type TellProgress = (progress: Progress) => void

interface EventBase {
  readonly seq: number
  readonly at: number
}

interface NodeEventBase extends EventBase {
  /** Id of the node, after those of the nodes that it is inside of. */
  readonly node: string
}

/** `run-ended`: the run failed or was cancelled before the node could start. `not-asked`: the run was to end at another node. */
export type SkipReason = 'input-not-taken' | 'muted' | 'run-ended' | 'not-asked'

export type RunStatus = 'succeeded' | 'failed' | 'cancelled'

export type TraceEvent =
  | (EventBase & {
      readonly type: 'run-started'
      readonly runId: string
      /** ISO 8601. */
      readonly startedAt: string
      readonly pipeline: { readonly id: string; readonly name: string }
      readonly pins: RunPins
      readonly inputs: TracedValues
      readonly user?: string
      /** The node that the run was to end at. */
      readonly until?: string
    })
  | (NodeEventBase & { readonly type: 'node-queued' })
  | (NodeEventBase & {
      readonly type: 'node-started'
      readonly attempt: number
      readonly inputs: TracedValues
    })
  | (NodeEventBase & {
      readonly type: 'node-delta'
      readonly port: string
      readonly delta: string
    })
  | (NodeEventBase & { readonly type: 'node-annotated'; readonly attributes: Readonly<Record<string, Json>> })
  | (NodeEventBase & Progress & { readonly type: 'node-progress' })
  | (NodeEventBase & { readonly type: 'decision'; readonly decision: DecisionRecord })
  | (NodeEventBase & { readonly type: 'adapter-load'; readonly adapter: string; readonly loadMs: number })
  /** A model was asked: first without tokens, then again with what it counted. */
  | (NodeEventBase & Generation & { readonly type: 'generation' })
  | (NodeEventBase & {
      readonly type: 'node-retried'
      readonly attempt: number
      readonly delayMs: number
      readonly error: FailureData
    })
  | (NodeEventBase & {
      readonly type: 'node-skipped'
      readonly reason: SkipReason
      readonly input?: string
    })
  | (NodeEventBase & {
      readonly type: 'node-finished'
      readonly outputs: TracedValues
      readonly durationMs: number
      /** The outputs were there already: from a cache, or from the earlier run that this one goes on from. */
      readonly fromCache?: boolean
      /** The outputs were given with the request, held by hand in an editor: the node did not run. */
      readonly pinned?: boolean
    })
  | (NodeEventBase & {
      readonly type: 'node-failed'
      readonly error: FailureData
      readonly durationMs: number
      /** What the policy made of it. */
      readonly handled: 'run-failed' | 'value' | 'branch'
    })
  | (NodeEventBase & { readonly type: 'sub-run-started'; readonly inputs: TracedValues })
  | (NodeEventBase & {
      readonly type: 'sub-run-finished'
      readonly status: RunStatus
      readonly outputs: TracedValues
      /** Its own: milliseconds since the sub-run started, of the nodes inside by their own ids. */
      readonly timing: RunTiming
      readonly error?: FailureData
    })
  | (EventBase & {
      readonly type: 'run-finished'
      readonly status: RunStatus
      readonly outputs: TracedValues
      readonly timing: RunTiming
      readonly error?: FailureData
      /** Scores against `expected`, where the run carried it: metric name to 0..1. */
      readonly scores?: Readonly<Record<string, number>>
    })

export type TraceEventType = TraceEvent['type']

type WithoutSeq<Event> = Event extends TraceEvent ? Omit<Event, 'seq' | 'at'> : never
/** An event before the engine stamps it. */
export type TraceEventBody = WithoutSeq<TraceEvent>
