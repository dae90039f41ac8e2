/** What a run's trace tells of the runs of its sub-pipelines: the same events, with paths for ids and the times of the whole run. */
import { subRunPath } from '../core/trace/node-path.ts'
import type { TraceEvent } from '../core/trace/events.ts'
import type { PipelineRun } from './pipeline-run.ts'
import type { Plan, PlannedNode } from './plan.ts'

/** Events that the sub-runs of one run leave at most, about: a list of 10 000 items must not make a trace that nobody can load. */
const recordedEvents = 2_000
/** A node is queued, starts and ends; so does the sub-run. */
const eventsPerNode = 3
/** Pieces of text inside are joined until this much time has passed: outside they stand one by one. */
const joinedMs = 100

export interface SubRunBudget {
  left: number
}

export const createSubRunBudget = (): SubRunBudget => ({ left: recordedEvents })

export class SubRunTrace {
  readonly #parent: PipelineRun
  readonly #node: PlannedNode
  readonly #path: string
  readonly #startedAt: number
  /** Beyond the budget only decisions, generations and adapter loads are told. */
  readonly #isRecorded: boolean
  /** Text that waits, by path and port. */
  readonly #texts = new Map<string, { path: string; port: string; text: string; toldAt: number }>()

  constructor(parent: PipelineRun, node: PlannedNode, item: number | undefined, plan: Plan) {
    this.#parent = parent
    this.#node = node
    this.#path = subRunPath(node.id, item)
    parent.trace.touchClock()
    this.#startedAt = parent.trace.now()
    const budget = parent.parts.traceBudget
    const needed = eventsPerNode * plan.nodes.length + 2
    this.#isRecorded = budget.left >= needed
    if (this.#isRecorded) budget.left -= needed
  }

  /** Takes an event of the sub-run. */
  tell(event: TraceEvent): void {
    if (event.type === 'decision') {
      const path = this.#within(event.decision.node)
      this.#parent.decide(path, { ...event.decision, node: path })
    } else if (event.type === 'adapter-load') {
      this.#parent.loadAdapter(this.#node, event.adapter, event.loadMs, this.#within(event.node))
    } else if (this.#isRecorded || event.type === 'generation') this.#record(event)
  }

  #record(event: Exclude<TraceEvent, { type: 'decision' | 'adapter-load' }>): void {
    const { trace } = this.#parent
    const at = this.#startedAt + event.at
    if (event.type === 'run-started') {
      trace.record({ type: 'sub-run-started', seq: trace.seq, at, node: this.#path, inputs: event.inputs })
    } else if (event.type === 'run-finished') {
      const { scores: _scores, ...end } = event
      trace.record({ ...end, type: 'sub-run-finished', seq: trace.seq, at, node: this.#path })
    } else if (event.type === 'node-delta') {
      this.#join(this.#within(event.node), event.port, event.delta, at)
    } else {
      const node = this.#within(event.node)
      if (event.type === 'node-finished' || event.type === 'node-failed') this.#flush(node, at)
      trace.record({ ...event, seq: trace.seq, at, node })
    }
  }

  #within(node: string): string {
    return `${this.#path}/${node}`
  }

  #join(path: string, port: string, delta: string, at: number): void {
    const key = `${path} ${port}`
    const waiting = this.#texts.get(key)
    if (waiting !== undefined && at - waiting.toldAt < joinedMs) {
      waiting.text += delta
      return
    }
    this.#tellText(path, port, (waiting?.text ?? '') + delta, at)
    this.#texts.set(key, { path, port, text: '', toldAt: at })
  }

  #flush(node: string, at: number): void {
    for (const [key, { path, port, text }] of this.#texts) {
      if (path !== node) continue
      this.#texts.delete(key)
      if (text !== '') this.#tellText(path, port, text, at)
    }
  }

  #tellText(node: string, port: string, delta: string, at: number): void {
    const { trace } = this.#parent
    trace.record({ type: 'node-delta', seq: trace.seq, at, node, port, delta })
  }
}
