/**
 * One run of a plan. Nodes start as soon as their inputs are resolved; values and "not taken" travel along edges through
 * a work list, so that long chains of quick nodes do not grow the stack. The run ends when every node has ended, or at
 * once when it fails or is cancelled; whatever a node still does then is ignored.
 */
import type { Failure } from '../core/errors/failure.ts'
import { failure, toFailure } from '../core/errors/failure.ts'
import type { RunRequest } from '../core/node/context.ts'
import type { Admission, Admit } from '../core/services/services.ts'
import type { DecisionRecord } from '../core/trace/decision.ts'
import type {
  RunPins,
  RunStatus,
  SkipReason,
  TraceEvent,
  TraceEventBody,
  TracedValues,
} from '../core/trace/events.ts'
import { traceValue } from '../core/trace/traced-value.ts'
import type { CompileOptions, RunOptions, RunResult } from './compile.ts'
import { attemptNode } from './node-attempt.ts'
import type { NodeCache, NodeOutputs } from './node-cache.ts'
import { cacheKey, createNodeCache } from './node-cache.ts'
import { findStoppingRouter } from './no-output.ts'
import type { Plan, PlannedNode } from './plan.ts'
import type { NodeTimes } from './timing.ts'
import { measureRun } from './timing.ts'

export interface RunEnvironment {
  readonly plan: Plan
  readonly admit: Admit
  readonly clock: () => number
  readonly random: () => number
  readonly createId: () => string
  readonly score: CompileOptions['score']
  readonly sharedCache: NodeCache
}

type NodeState = 'waiting' | 'queued' | 'running' | 'finished' | 'failed' | 'skipped'

/** What a run knows about one of its nodes. */
interface NodeRun {
  state: NodeState
  /** Edges that have not brought a value or "not taken" yet. */
  unresolved: number
  values: Record<string, unknown>
  /** Values of `many` inputs in the order of their edges. */
  lists: Record<string, unknown[]>
}

const emptyPins = { indexes: {}, intents: {}, banks: {} }

export class PipelineRun {
  readonly environment: RunEnvironment
  readonly options: RunOptions
  readonly request: RunRequest
  readonly controller = new AbortController()
  readonly decisions: DecisionRecord[] = []
  readonly times: NodeTimes[]
  /** Outputs of finished nodes, by node id. */
  readonly upstream: Record<string, NodeOutputs> = {}
  admission: Admission | undefined
  /** True from the first delta the client has seen: nothing upstream is tried again. */
  hasStreamed = false
  isOver = false

  readonly #startedAt: number
  readonly #events: TraceEvent[] = []
  readonly #nodes: NodeRun[]
  readonly #runCache = createNodeCache()
  readonly #work: (() => void)[] = []
  readonly #queue: number[] = []
  readonly #timers = new Set<ReturnType<typeof setTimeout>>()
  readonly #outputs: Record<string, unknown> = {}
  readonly #reached: number[] = []
  #isWorking = false
  #running = 0
  #left: number
  #resolve: (result: RunResult) => void = () => undefined

  constructor(environment: RunEnvironment, inputs: Readonly<Record<string, unknown>>, options: RunOptions) {
    const { plan } = environment
    this.environment = environment
    this.options = options
    this.#startedAt = environment.clock()
    this.#left = plan.nodes.length
    this.#nodes = plan.nodes.map(({ incoming }) => ({
      state: 'waiting',
      unresolved: incoming.length,
      values: {},
      lists: {},
    }))
    this.times = plan.nodes.map(() => ({ queuedAt: -1, startedAt: -1, finishedAt: -1, loadMs: 0 }))
    this.request = {
      runId: options.runId ?? environment.createId(),
      inputs,
      headers: options.headers ?? {},
      ...(options.user === undefined ? {} : { user: options.user }),
      ...(options.conversationId === undefined ? {} : { conversationId: options.conversationId }),
    }
  }

  async execute(): Promise<RunResult> {
    const finished = new Promise<RunResult>((resolve) => {
      this.#resolve = resolve
    })
    const { signal } = this.options
    const cancel = () => this.#end('cancelled', failure('RUN_CANCELLED', {}))
    signal?.addEventListener('abort', cancel, { once: true })
    const admitted = await this.#admit()
    this.#emitStart()
    if (signal?.aborted === true) cancel()
    else if (admitted !== undefined) this.#end('failed', admitted)
    else this.#startRoots()
    const result = await finished
    signal?.removeEventListener('abort', cancel)
    this.admission?.release()
    return result
  }

  now(): number {
    return this.environment.clock() - this.#startedAt
  }

  emit(body: TraceEventBody, at = this.now()): void {
    if (this.isOver) return
    // A body with its stamp is an event of the same union.
    const event = { ...body, seq: this.#events.length, at } as TraceEvent
    this.#events.push(event)
    this.options.onEvent?.(event)
  }

  traceValues(values: NodeOutputs): TracedValues {
    const traced: Record<string, TracedValues[string]> = {}
    for (const name of Object.keys(values)) {
      if (values[name] !== undefined) traced[name] = traceValue(values[name], this.options.onLargeValue)
    }
    return traced
  }

  /** A timer that the end of the run clears. */
  later(ms: number, action: () => void): () => void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      action()
    }, ms)
    this.#timers.add(timer)
    return () => {
      clearTimeout(timer)
      this.#timers.delete(timer)
    }
  }

  /** Does what is asked now, or next when something is being done: keeps the stack flat. */
  schedule(action: () => void): void {
    this.#work.push(action)
    if (this.#isWorking) return
    this.#isWorking = true
    for (let next = this.#work.shift(); next !== undefined; next = this.#work.shift()) next()
    this.#isWorking = false
  }

  /** A node's outputs have arrived. Ports left out are not taken. */
  finishNode(node: PlannedNode, outputs: NodeOutputs, key: string | undefined, fromCache: boolean): void {
    const run = this.#nodes[node.position]
    if (this.isOver || run?.state !== 'running') return
    const at = this.now()
    const time = this.times[node.position]
    if (time !== undefined) time.finishedAt = at
    run.state = 'finished'
    this.upstream[node.id] = outputs
    const durationMs = at - (time?.startedAt ?? at)
    const cached = fromCache ? { fromCache } : {}
    this.emit(
      { type: 'node-finished', node: node.id, outputs: this.traceValues(outputs), durationMs, ...cached },
      at,
    )
    if (key !== undefined) this.#cacheOf(node)?.set(key, outputs)
    if (node.definition.outputName !== undefined) {
      this.#outputs[node.definition.outputName(node.config)] = Object.values(run.values)[0]
      this.#reached.push(node.position)
    }
    this.#passOn(node, outputs)
  }

  /** A node has failed for good; its policy says what becomes of that. */
  failNode(node: PlannedNode, error: Failure): void {
    const run = this.#nodes[node.position]
    if (this.isOver || run?.state !== 'running') return
    const { onError = 'fail', value } = node.policy
    const at = this.now()
    const time = this.times[node.position]
    if (time !== undefined) time.finishedAt = at
    run.state = 'failed'
    const handled = onError === 'fail' ? 'run-failed' : onError
    const durationMs = at - (time?.startedAt ?? at)
    this.emit({ type: 'node-failed', node: node.id, error: error.toJSON(), durationMs, handled }, at)
    if (onError === 'fail') return this.#end('failed', error)
    const outputs = onError === 'value' ? (value ?? {}) : { error: { ...error.toJSON(), node: node.id } }
    this.upstream[node.id] = outputs
    this.#passOn(node, outputs)
  }

  #cacheOf(node: PlannedNode): NodeCache | undefined {
    if (node.policy.cache === 'run') return this.#runCache
    return node.policy.cache === 'shared' ? this.environment.sharedCache : undefined
  }

  /** Undefined when admitted, otherwise why not. */
  async #admit(): Promise<Failure | undefined> {
    try {
      this.admission = await this.environment.admit(this.environment.plan.pins, this.controller.signal)
      return undefined
    } catch (error) {
      return toFailure(error)
    }
  }

  #emitStart(): void {
    const { document, revision } = this.environment.plan
    const pins: RunPins = { revision, ...(this.admission?.pins ?? emptyPins) }
    const { user } = this.request
    this.emit(
      {
        type: 'run-started',
        runId: this.request.runId,
        startedAt: new Date().toISOString(),
        pipeline: { id: document.id, name: document.name },
        pins,
        inputs: this.traceValues(this.request.inputs),
        ...(user === undefined ? {} : { user }),
      },
      0,
    )
  }

  #startRoots(): void {
    const { plan } = this.environment
    const deadlines = [this.options.deadlineMs, plan.document.settings?.deadlineMs].filter(
      (ms) => ms !== undefined,
    )
    const deadlineMs = Math.min(...deadlines)
    if (deadlines.length > 0)
      this.later(deadlineMs, () => this.#end('failed', failure('DEADLINE_EXCEEDED', { deadlineMs })))
    this.schedule(() => {
      for (const position of plan.roots) this.#makeReady(position)
    })
  }

  #makeReady(position: number): void {
    const node = this.environment.plan.nodes[position]
    const run = this.#nodes[position]
    if (this.isOver || node === undefined || run?.state !== 'waiting') return
    if (node.record.muted === true) return this.#skip(node, 'muted')
    run.state = 'queued'
    const at = this.now()
    const time = this.times[position]
    if (time !== undefined) time.queuedAt = at
    this.emit({ type: 'node-queued', node: node.id }, at)
    const limit = this.environment.plan.document.settings?.maxParallel ?? Infinity
    if (this.#running >= limit) this.#queue.push(position)
    else this.#start(node, run)
  }

  #start(node: PlannedNode, run: NodeRun): void {
    run.state = 'running'
    this.#running += 1
    const at = this.now()
    const time = this.times[node.position]
    if (time !== undefined) time.startedAt = at
    const inputs = { ...run.values, ...run.lists }
    this.emit({ type: 'node-started', node: node.id, attempt: 1, inputs: this.traceValues(inputs) }, at)
    const cache = this.#cacheOf(node)
    const key = cache === undefined ? undefined : cacheKey(node, node.config, inputs, this.admission?.pins)
    const known = key === undefined ? undefined : cache?.get(key)
    if (known !== undefined) this.schedule(() => this.finishNode(node, known, undefined, true))
    else attemptNode(this, node, inputs, 1, key)
  }

  /** Sends outputs along the edges, then lets waiting nodes and the end of the run follow. */
  #passOn(node: PlannedNode, outputs: NodeOutputs): void {
    this.#running -= 1
    for (const { to, toPort, fromPort } of node.outgoing) this.#deliver(to, toPort, outputs[fromPort])
    this.#startQueued()
    this.#settle()
  }

  #startQueued(): void {
    const position = this.#queue.shift()
    const node = position === undefined ? undefined : this.environment.plan.nodes[position]
    const run = position === undefined ? undefined : this.#nodes[position]
    if (node !== undefined && run?.state === 'queued') this.schedule(() => this.#start(node, run))
  }

  /** An edge brings a value, or undefined for "not taken". */
  #deliver(position: number, name: string, value: unknown): void {
    const node = this.environment.plan.nodes[position]
    const run = this.#nodes[position]
    if (node === undefined || run === undefined) return
    run.unresolved -= 1
    if (run.state !== 'waiting') return
    const input = node.inputs[name]
    if (value !== undefined) {
      if (input?.many === true) (run.lists[name] ??= []).push(value)
      else run.values[name] = value
      if (input?.eager === true) return this.schedule(() => this.#makeReady(position))
    } else if (input !== undefined && !input.many && !input.optional) {
      return this.#skip(node, 'input-not-taken', name)
    }
    if (run.unresolved === 0) this.schedule(() => this.#resolveNode(node, run))
  }

  #resolveNode(node: PlannedNode, run: NodeRun): void {
    if (run.state !== 'waiting') return
    const empty = Object.entries(node.inputs).find(
      ([name, { many, optional }]) => many && !optional && run.lists[name] === undefined,
    )
    if (empty === undefined) this.#makeReady(node.position)
    else this.#skip(node, 'input-not-taken', empty[0])
  }

  #skip(node: PlannedNode, reason: SkipReason, input?: string): void {
    const run = this.#nodes[node.position]
    if (this.isOver || run === undefined || run.state !== 'waiting') return
    run.state = 'skipped'
    this.emit({ type: 'node-skipped', node: node.id, reason, ...(input === undefined ? {} : { input }) })
    this.schedule(() => {
      for (const { to, toPort } of node.outgoing) this.#deliver(to, toPort, undefined)
      this.#settle()
    })
  }

  #settle(): void {
    this.#left -= 1
    if (this.#left > 0 || this.isOver) return
    const router =
      this.#reached.length > 0 ? undefined : findStoppingRouter(this.environment.plan, this.upstream)
    if (this.#reached.length > 0) this.#end('succeeded')
    else
      this.#end(
        'failed',
        failure('NO_OUTPUT', { router: router ?? '' }, router === undefined ? {} : { node: router }),
      )
  }

  /** Ends the run once: states what became of every node, clears every timer, tells every node to stop. */
  #end(status: RunStatus, error?: Failure): void {
    if (this.isOver || this.#events.length === 0) return
    for (const node of this.environment.plan.nodes) this.#endNode(node)
    const scores = this.#score(status)
    const wallMs = this.now()
    const timing = measureRun(this.environment.plan, this.times, this.#reached, wallMs)
    const optional = {
      ...(error === undefined ? {} : { error: error.toJSON() }),
      ...(scores === undefined ? {} : { scores }),
    }
    this.emit(
      { type: 'run-finished', status, outputs: this.traceValues(this.#outputs), timing, ...optional },
      wallMs,
    )
    this.isOver = true
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
    this.controller.abort(error)
    const { runId } = this.request
    this.#resolve({
      runId,
      status,
      outputs: this.#outputs,
      decisions: this.decisions,
      timing,
      events: this.#events,
      ...optional,
    })
  }

  #endNode(node: PlannedNode): void {
    const run = this.#nodes[node.position]
    const time = this.times[node.position]
    if (run === undefined || time === undefined) return
    if (run.state === 'waiting' || run.state === 'queued') {
      run.state = 'skipped'
      this.emit({ type: 'node-skipped', node: node.id, reason: 'run-ended' })
    } else if (run.state === 'running') {
      run.state = 'failed'
      time.finishedAt = this.now()
      const error = failure('RUN_CANCELLED', {}, { node: node.id }).toJSON()
      const durationMs = time.finishedAt - time.startedAt
      this.emit(
        { type: 'node-failed', node: node.id, error, durationMs, handled: 'run-failed' },
        time.finishedAt,
      )
    }
  }

  #score(status: RunStatus): Readonly<Record<string, number>> | undefined {
    const { expected } = this.options
    if (status !== 'succeeded' || expected === undefined) return undefined
    return this.environment.score?.(expected, this.#outputs, this.decisions)
  }
}
