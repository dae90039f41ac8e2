/**
 * What one run knows about its nodes, as lists by position, and the rule of joins: each edge brings a value or "not taken".
 * Plain arrays copied from a template: for graphs of this size V8 makes them several times faster than typed arrays.
 */
import type { TracedValue } from '../core/trace/events.ts'
import type { OnLargeValue } from '../core/trace/traced-value.ts'
import { traceValue } from '../core/trace/traced-value.ts'
import type { NodeOutputs } from './node-cache.ts'
import type { Plan, PlannedEdge, PlannedNode } from './plan.ts'

export const nodeState = { waiting: 0, queued: 1, running: 2, finished: 3, failed: 4, skipped: 5 } as const

/** What an edge's arrival means for the node it leads to. */
export const arrival = { nothing: 0, resolved: 1, notTaken: 2 } as const

/** Empty lists of the right length and kind, copied by each run. */
export interface StateTemplate {
  readonly states: readonly number[]
  readonly unresolved: readonly number[]
  readonly values: readonly undefined[]
  readonly times: readonly number[]
}

export function createStateTemplate({ nodes }: Plan): StateTemplate {
  return {
    states: nodes.map(() => nodeState.waiting),
    unresolved: nodes.map(({ incoming }) => incoming.length),
    values: nodes.map(() => undefined),
    // Not a number stands for "did not happen", and makes a list of doubles.
    times: nodes.map(() => NaN),
  }
}

type MutableValues = Record<string, unknown>

export class NodeStates {
  readonly states: number[]
  readonly inputs: (MutableValues | undefined)[]
  readonly tracedInputs: (Record<string, TracedValue> | undefined)[]
  /** Of finished nodes, and of failed ones with what stands in. */
  readonly outputs: (NodeOutputs | undefined)[]
  /** Milliseconds since the run started. */
  readonly queuedAt: number[]
  readonly startedAt: number[]
  /** When the node ended, however it ended. */
  readonly endedAt: number[]
  /** Waiting for adapters; undefined until a node reports some. */
  loadMs: number[] | undefined
  readonly #unresolved: number[]
  readonly #onLargeValue: OnLargeValue | undefined

  constructor(template: StateTemplate, onLargeValue: OnLargeValue | undefined) {
    this.#onLargeValue = onLargeValue
    this.states = template.states.slice()
    this.#unresolved = template.unresolved.slice()
    this.inputs = template.values.slice()
    this.tracedInputs = template.values.slice()
    this.outputs = template.values.slice()
    this.queuedAt = template.times.slice()
    this.startedAt = template.times.slice()
    this.endedAt = template.times.slice()
  }

  /** What came first to a node, by the order of its ports; undefined when nothing did. */
  firstInput(position: number): unknown {
    const inputs = this.inputs[position]
    for (const port in inputs) return inputs[port]
    return undefined
  }

  /** What nodes gave, in the order in which they ended. */
  outputsByEnd(): NodeOutputs[] {
    const ended: NodeOutputs[] = []
    const times: number[] = []
    this.outputs.forEach((outputs, position) => {
      if (outputs === undefined) return
      const time = this.endedAt[position] ?? NaN
      // Nodes mostly end in their order: the place is at the end or near it.
      let place = times.length
      while (place > 0 && (times[place - 1] ?? 0) > time) place -= 1
      ended.splice(place, 0, outputs)
      times.splice(place, 0, time)
    })
    return ended
  }

  /** An edge brings a value, or undefined for "not taken". */
  deliver(edge: PlannedEdge, value: unknown, traced: TracedValue | undefined): number {
    if (edge.takesText && isAnswer(value)) {
      return this.#arrive(edge, value.text, traceValue(value.text, this.#onLargeValue))
    }
    return this.#arrive(edge, value, traced)
  }

  #arrive(edge: PlannedEdge, value: unknown, traced: TracedValue | undefined): number {
    const { to } = edge
    const unresolved = (this.#unresolved[to] ?? 0) - 1
    this.#unresolved[to] = unresolved
    if (this.states[to] !== nodeState.waiting) return arrival.nothing
    if (value === undefined || traced === undefined) {
      if (edge.isRequired) return arrival.notTaken
    } else if (edge.isMany) {
      const inputs = (this.inputs[to] ??= {})
      const list = (inputs[edge.toPort] ??= [])
      if (Array.isArray(list)) list[edge.place] = value
      if (edge.isEager) return arrival.resolved
    } else {
      const inputs = this.inputs[to]
      const tracedInputs = this.tracedInputs[to]
      if (inputs === undefined || tracedInputs === undefined) {
        this.inputs[to] = { [edge.toPort]: value }
        this.tracedInputs[to] = { [edge.toPort]: traced }
      } else {
        inputs[edge.toPort] = value
        tracedInputs[edge.toPort] = traced
      }
    }
    return unresolved === 0 ? arrival.resolved : arrival.nothing
  }

  /** Of a node at which all edges have arrived: an empty list that it needs, or any input when its edges brought nothing. */
  missingInput({ position, incoming, requiredManyPorts }: PlannedNode): string | undefined {
    const inputs = this.inputs[position]
    if (inputs === undefined) return incoming[0]?.toPort
    return requiredManyPorts.find((name) => inputs[name] === undefined)
  }

  /** Gives inputs with several edges their values in the order of the edges, without those not taken. */
  closeLists({ position, manyPorts }: PlannedNode): void {
    const inputs = (this.inputs[position] ??= {})
    const traced = (this.tracedInputs[position] ??= {})
    for (const name of manyPorts) {
      const list = inputs[name]
      const values = Array.isArray(list) ? list.filter((value) => value !== undefined) : []
      inputs[name] = values
      traced[name] = traceValue(values, this.#onLargeValue)
    }
  }

  /** Milliseconds that the node ran; 0 when it never started. */
  end(position: number, state: number, at: number): number {
    this.states[position] = state
    this.endedAt[position] = at
    const startedAt = this.startedAt[position] ?? NaN
    return Number.isNaN(startedAt) ? 0 : at - startedAt
  }

  addLoad(position: number, loadMs: number): void {
    this.loadMs ??= this.states.map(() => 0)
    this.loadMs[position] = (this.loadMs[position] ?? 0) + loadMs
  }
}

/** By contract an answer port carries nothing else; a policy's stand-in may. */
function isAnswer(value: unknown): value is { readonly text: string } {
  return typeof value === 'object' && value !== null && 'text' in value && typeof value.text === 'string'
}
