/** What the engine hands to a node while it runs. */
import type { DecisionRecord } from '../trace/decision.ts'
import type { Progress } from '../trace/events.ts'
import type { Generation } from '../trace/generation.ts'
import type { Services } from '../services/services.ts'
import type { Json } from '../values.ts'

/** The request that started the run, as every node may see it. */
export interface RunRequest {
  readonly runId: string
  readonly inputs: Readonly<Record<string, unknown>>
  readonly user?: string
  readonly headers: Readonly<Record<string, string>>
  readonly conversationId?: string
  /** Set where the run is a part of another's: its inputs came along wires, nobody filled in a form. */
  readonly isPart?: true
}

/** Notes of a node in the trace. */
export interface NodeTrace {
  /** Small facts for the reader of the trace; keys dotted, e.g. `retrieval.lexical`. */
  annotate(attributes: Readonly<Record<string, Json>>): void
  /** Says how far the node is. As often as one likes: only now and then one is recorded. */
  progress(told: Progress): void
  /** Records a decision; the node's id is filled in by the engine. */
  decide(record: Omit<DecisionRecord, 'node'>): void
  /** Records that an adapter was loaded for this request and how long the request waited for it. */
  adapterLoaded(adapter: string, loadMs: number): void
  /**
   * Records that a model which counts tokens was asked: as soon as it was, without tokens, so that an answer that breaks off counts
   * too; and again with what it counted.
   */
  generation(asked: Generation): void
}

export interface NodeContext<Needs extends keyof Services = keyof Services> {
  readonly nodeId: string
  /** The services named in the node's `needs`, bound to the versions this run is pinned to. */
  readonly services: Pick<Services, Needs>
  /** Aborts when the run is cancelled, times out or no longer needs this node. */
  readonly signal: AbortSignal
  readonly trace: NodeTrace
  readonly request: RunRequest
  /** Outputs of the nodes upstream that have finished: node id to port to value. */
  readonly upstream: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}
