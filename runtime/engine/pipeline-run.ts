/**
 * One run of a plan. Nodes start as soon as their inputs are resolved; values and "not taken" travel along edges through
 * a list of nodes to see to, so that long chains of quick nodes do not grow the stack. The run ends when every node has
 * ended, or at once when it fails or is cancelled; whatever a node still does then is ignored.
 */
import type { Failure } from '../core/errors/failure.ts'
import { failure, toFailure } from '../core/errors/failure.ts'
import type { RunRequest } from '../core/node/context.ts'
import type { Admission, Admit } from '../core/services/services.ts'
import type { DecisionRecord } from '../core/trace/decision.ts'
import type { RunStatus, SkipReason, TracedValue } from '../core/trace/events.ts'
import { outermostNode } from '../core/trace/node-path.ts'
import { findAsked, findHeldStarts } from './asked-nodes.ts'
import { NodeAttempt } from './node-attempt.ts'
import type { KeptOutputs, NodeCache, NodeOutputs } from './node-cache.ts'
import { cacheKey } from './node-cache.ts'
import { describeMiss } from './no-output.ts'
import { cutShort } from './cut-short.ts'
import { arrival, NodeStates, nodeState } from './node-states.ts'
import type { Plan, PlannedEdge, PlannedNode } from './plan.ts'
import { recordStart } from './record-start.ts'
import { isRetryable, retryDelayMs } from './retry.ts'
import { RunHoldings } from './run-holdings.ts'
import type { RunEnvironment } from './run-environment.ts'
import type { RunOptions, RunResult } from './run-result.ts'
import type { TracedRecord } from './run-trace.ts'
import { RunTrace } from './run-trace.ts'
import { RunParts } from './run-parts.ts'
import { makeRequest } from './run-request.ts'
import { describeEnd } from './run-end.ts'
import { StreamedNodes } from './streamed-nodes.ts'

const noInputs: NodeOutputs = Object.freeze({})
const noTraced: Readonly<TracedRecord> = Object.freeze({})

export class PipelineRun {
  readonly environment: RunEnvironment
  readonly nodes: NodeStates
  readonly decisions: DecisionRecord[] = []
  readonly outputs: Record<string, unknown> = {}
  readonly trace: RunTrace
  readonly holdings = new RunHoldings()
  readonly options: RunOptions

  readonly #plan: Plan
  readonly #parent: PipelineRun | undefined
  readonly #inputs: Readonly<Record<string, unknown>>
  readonly #runId: string
  readonly #maxParallel: number
  /** Positions that are to run; undefined when all are. */
  readonly #asked: ReadonlySet<number> | undefined
  /** Positions to start, or to pass on as skipped, in order; those before `#nextReady` are seen to. */
  readonly #ready: number[] = []
  #nextReady = 0
  /** Positions that wait for one of `maxParallel` places. */
  readonly #queue: number[] = []
  readonly #reached: number[] = []
  #request: RunRequest | undefined
  #parts: RunParts | undefined
  /** The node that the run is to end at, also when that is for a node inside it. */
  readonly #until: string | undefined
  readonly #streamed = new StreamedNodes()
  #deadlineMs = Infinity
  #isSeeingTo = false
  #isEnding = false
  #running = 0
  #left: number
  #resolve: (result: RunResult) => void = () => undefined

  /** With `parent`, the run is a part of another's: it has what that was admitted with, and its cache. */
  constructor(
    environment: RunEnvironment,
    inputs: Readonly<Record<string, unknown>>,
    options: RunOptions,
    parent?: PipelineRun,
  ) {
    this.environment = environment
    this.#parent = parent
    this.#plan = environment.plan
    this.options = options
    this.#inputs = inputs
    this.#runId = options.runId ?? environment.createId()
    this.#maxParallel = environment.plan.document.settings?.maxParallel ?? Infinity
    this.#until = options.until === undefined ? undefined : outermostNode(options.until)
    this.#asked = findAsked(environment.plan, this.#until, options.reuse)
    this.#left = environment.plan.nodes.length
    this.trace = new RunTrace(environment.clock, options, (error) => this.#end('failed', toFailure(error)))
    this.nodes = new NodeStates(environment.template, options.onLargeValue)
  }

  /** Never rejects: failures are in the result. */
  execute(): Promise<RunResult> {
    return new Promise((resolve) => {
      this.#resolve = resolve
      this.#begin()
    })
  }

  cancel(): void {
    this.trace.touchClock()
    this.#end('cancelled', failure('RUN_CANCELLED', {}))
  }

  get isOver(): boolean {
    return this.holdings.isOver
  }

  get parts(): RunParts {
    return (this.#parts ??= new RunParts(this.options, this.#runId, this.#parent?.parts))
  }

  get request(): RunRequest {
    const isInside = this.#parent !== undefined
    return (this.#request ??= makeRequest(this.#runId, this.#inputs, this.options, isInside))
  }

  decide(node: string, decision: DecisionRecord): void {
    this.trace.touchClock()
    this.decisions.push(decision)
    this.trace.record({ type: 'decision', ...this.#stamp(node), decision })
  }

  /** `path`: that of a node inside, where it was there. */
  loadAdapter({ id, position }: PlannedNode, adapter: string, loadMs: number, path = id): void {
    this.trace.touchClock()
    this.nodes.addLoad(position, loadMs)
    this.trace.record({ type: 'adapter-load', ...this.#stamp(path), adapter, loadMs })
  }

  streamDelta({ id, position }: PlannedNode, port: string, delta: string): void {
    this.#streamed.add(this.#plan, position)
    this.trace.record({ type: 'node-delta', ...this.#stamp(id), port, delta })
  }

  later(ms: number, action: () => void): () => void {
    return this.holdings.later(ms, () => {
      this.trace.touchClock()
      action()
    })
  }

  attemptSucceeded(attempt: NodeAttempt, outputs: NodeOutputs): void {
    const { node, key } = attempt
    if (node.policy.retry !== undefined) this.environment.retryBudget.earn()
    if (key !== undefined && !attempt.hasReadRequest) {
      this.#cacheOf(node)?.set(key, { outputs, decisions: attempt.decisions ?? [] })
    }
    this.#finishNode(node, outputs)
  }

  attemptFailed(attempt: NodeAttempt, error: Failure): void {
    const { node, number } = attempt
    if (this.isOver) return
    const { random, retryBudget } = this.environment
    if (isRetryable(node.policy, number, error) && !this.#streamed.has(node.position)) {
      const delayMs = retryDelayMs(number + 1, random)
      const isInTime = this.trace.now() + delayMs < this.#deadlineMs
      if (isInTime && retryBudget.spend()) return this.#retry(attempt, error, delayMs)
    }
    this.#failNode(node, error)
  }

  #retry({ node, number, inputs, key }: NodeAttempt, error: Failure, delayMs: number): void {
    const attempt = number + 1
    const { id } = node
    const data = error.toJSON()
    this.trace.record({ type: 'node-retried', ...this.#stamp(id), attempt, delayMs, error: data })
    this.later(delayMs, () => {
      if (this.isOver) return
      const traced = this.nodes.tracedInputs[node.position] ?? noTraced
      this.trace.record({ type: 'node-started', ...this.#stamp(id), attempt, inputs: traced })
      new NodeAttempt(this, node, inputs, attempt, key).begin()
    })
  }

  #begin(): void {
    const { signal } = this.options
    if (signal !== undefined) {
      if (signal.aborted) return this.cancel()
      this.holdings.cancellation = this.environment.listen(signal, this)
    }
    const { deadlineMs = Infinity } = this.options
    this.#deadlineMs = Math.min(deadlineMs, this.#plan.document.settings?.deadlineMs ?? Infinity)
    if (this.#deadlineMs < Infinity)
      this.later(this.#deadlineMs, () =>
        this.#end('failed', failure('DEADLINE_EXCEEDED', { deadlineMs: this.#deadlineMs })),
      )
    const { admit, lent } = this.environment
    const borrowed = this.#parent?.holdings.admission
    if (borrowed !== undefined) this.#start({ ...borrowed, release: () => undefined })
    else if (admit === undefined) this.#start(lent)
    else this.#admit(admit)
  }

  #admit(admit: Admit): void {
    const { subPlans } = this.environment
    const admitted = async () =>
      admit(subPlans.isEmpty ? this.#plan.pins : await subPlans.pins(), this.holdings.signal)
    admitted().then(
      (admission) => {
        this.trace.touchClock()
        if (this.isOver) admission.release()
        else this.#start(admission)
      },
      (error: unknown) => {
        this.trace.touchClock()
        this.#end('failed', toFailure(error))
      },
    )
  }

  #start(admission: Admission): void {
    this.holdings.admission = admission
    const error = this.#recordStart()
    if (error !== undefined) return this.#end('failed', error)
    for (const position of this.#plan.roots) this.#resolveNode(position)
    if (this.#asked !== undefined)
      for (const node of findHeldStarts(this.#plan, this.#asked, this.options.reuse)) this.#queueNode(node)
    this.#seeToReady()
  }

  /** Gives what is wrong with the inputs, if anything. */
  #recordStart(): Failure | undefined {
    return recordStart(this.trace, this.#plan, {
      runId: this.#runId,
      startedAt: this.environment.timestamp(),
      pins: this.holdings.admission?.pins,
      inputs: this.#inputs,
      user: this.options.user,
      until: this.options.until,
    })
  }

  /** Starts and skips what is due; called again from within, it leaves the work to the loop that runs already. */
  #seeToReady(): void {
    if (this.#isSeeingTo) return
    this.#isSeeingTo = true
    const ready = this.#ready
    // Each node stands in the list twice at most, so it is not emptied: that would throw its memory away with each step.
    while (this.#nextReady < ready.length && !this.isOver) {
      const node = this.#plan.nodes[ready[this.#nextReady] ?? -1]
      this.#nextReady += 1
      if (node === undefined) continue
      if (this.nodes.states[node.position] === nodeState.skipped) this.#passOn(node, noInputs, noTraced)
      else if (this.#running >= this.#maxParallel) this.#queue.push(node.position)
      else this.#startNode(node)
    }
    this.#isSeeingTo = false
    if (this.#left === 0) this.#settle()
  }

  #startNode(node: PlannedNode): void {
    const { nodes } = this
    const { position, id } = node
    if (node.manyPorts.length > 0) nodes.closeLists(node)
    const inputs = nodes.inputs[position] ?? noInputs
    nodes.states[position] = nodeState.running
    this.#running += 1
    const at = this.trace.now()
    nodes.startedAt[position] = at
    const traced = nodes.tracedInputs[position] ?? noTraced
    this.trace.record({ type: 'node-started', seq: this.trace.seq, at, node: id, attempt: 1, inputs: traced })
    const cache = node.policy.cache === undefined ? undefined : this.#cacheOf(node)
    const key = cache === undefined ? undefined : cacheKey(node, inputs, this.holdings.admission?.pins)
    const kept = this.options.reuse?.[id] ?? (key === undefined ? undefined : cache?.get(key))
    if (this.isOver) return
    if (kept === undefined) new NodeAttempt(this, node, inputs, 1, key).begin()
    else this.#finishKept(node, kept)
  }

  #finishKept(node: PlannedNode, { outputs, decisions, isPinned }: KeptOutputs): void {
    for (const decision of decisions) {
      const path = node.id + decision.node.slice(outermostNode(decision.node).length)
      this.decide(path, { ...decision, node: path })
    }
    this.#finishNode(node, outputs, isPinned === true ? { pinned: true } : { fromCache: true })
  }

  /** A node's outputs have arrived. Ports left out are not taken. */
  #finishNode(node: PlannedNode, outputs: NodeOutputs, kept?: { fromCache: true } | { pinned: true }): void {
    const { position, id } = node
    if (this.isOver || this.nodes.states[position] !== nodeState.running) return
    let traced: TracedRecord
    try {
      traced = this.trace.traceAll(outputs)
    } catch (error) {
      // Not JSON: a value that contains itself, for one.
      return this.#failNode(node, toFailure(error, { node: id }))
    }
    const durationMs = this.nodes.end(position, nodeState.finished, this.trace.now())
    const at = this.trace.now()
    this.nodes.outputs[position] = outputs
    const seq = this.trace.seq
    if (kept === undefined)
      this.trace.record({ type: 'node-finished', seq, at, node: id, outputs: traced, durationMs })
    else this.trace.record({ type: 'node-finished', seq, at, node: id, outputs: traced, durationMs, ...kept })
    if (this.isOver) return
    if (node.outputName !== undefined) this.outputs[node.outputName] = this.nodes.firstInput(position)
    if (node.outputName !== undefined || id === this.#until) this.#reached.push(position)
    this.#running -= 1
    this.#passOn(node, outputs, traced)
  }

  /** A node has failed for good; its policy says what becomes of that. */
  #failNode(node: PlannedNode, failed: Failure): void {
    const { position, id } = node
    if (this.isOver || this.nodes.states[position] !== nodeState.running) return
    const { onError = 'fail', value = {} } = node.policy
    const durationMs = this.nodes.end(position, nodeState.failed, this.trace.now())
    const handled = onError === 'fail' ? 'run-failed' : onError
    const error = failed.toJSON()
    this.trace.record({ type: 'node-failed', ...this.#stamp(id), error, durationMs, handled })
    this.#running -= 1
    if (onError === 'fail') return this.#end('failed', failed)
    const outputs = onError === 'value' ? value : { error: { ...error, node: id } }
    this.nodes.outputs[position] = outputs
    if (id === this.#until) this.#reached.push(position)
    this.#passOn(node, outputs, this.trace.traceAll(outputs))
  }

  /** Sends what a node gave, or that it gave nothing, along its edges. */
  #passOn({ outgoing }: PlannedNode, outputs: NodeOutputs, traced: Readonly<TracedRecord>): void {
    if (this.#queue.length > 0 && this.#running < this.#maxParallel)
      this.#ready.push(...this.#queue.splice(0, 1))
    for (let index = 0; index < outgoing.length; index += 1) {
      const edge = outgoing[index]
      if (edge !== undefined) this.#deliver(edge, outputs[edge.fromPort], traced[edge.fromPort])
    }
    this.#left -= 1
    this.#seeToReady()
  }

  #deliver(edge: PlannedEdge, value: unknown, traced: TracedValue | undefined): void {
    const meaning = this.nodes.deliver(edge, value, traced)
    if (meaning === arrival.resolved) this.#resolveNode(edge.to)
    else if (meaning === arrival.notTaken) this.#skipNode(edge.to, 'input-not-taken', edge.toPort)
  }

  /** All edges of a node have arrived, or one that it need not wait beyond. */
  #resolveNode(position: number): void {
    const node = this.#plan.nodes[position]
    if (this.isOver || node === undefined) return
    const missing = this.nodes.missingInput(node)
    if (missing !== undefined) return this.#skipNode(position, 'input-not-taken', missing)
    if (this.#asked?.has(position) === false) return this.#skipNode(position, 'not-asked')
    if (node.isMuted) return this.#skipNode(position, 'muted')
    this.#queueNode(node)
  }

  #queueNode({ position, id }: PlannedNode): void {
    const at = this.trace.now()
    this.nodes.states[position] = nodeState.queued
    this.nodes.queuedAt[position] = at
    this.trace.record({ type: 'node-queued', seq: this.trace.seq, at, node: id })
    this.#ready.push(position)
  }

  #skipNode(position: number, reason: SkipReason, input?: string): void {
    const node = this.#plan.nodes[position]
    if (this.isOver || node === undefined) return
    this.nodes.end(position, nodeState.skipped, this.trace.now())
    const { seq } = this.trace
    const at = this.trace.now()
    // Written out twice: copying optional keys costs as much as the rest of a skip.
    if (input === undefined) this.trace.record({ type: 'node-skipped', seq, at, node: node.id, reason })
    else this.trace.record({ type: 'node-skipped', seq, at, node: node.id, reason, input })
    this.#ready.push(position)
  }

  #stamp(node: string) {
    return { seq: this.trace.seq, at: this.trace.now(), node }
  }

  #cacheOf({ policy }: PlannedNode): NodeCache | undefined {
    if (policy.cache === 'run') return this.parts.cache
    return policy.cache === 'shared' ? this.environment.sharedCache : undefined
  }

  /** Every node has ended. */
  #settle(): void {
    if (this.isOver) return
    if (this.#reached.length > 0) return this.#end('succeeded')
    this.#end('failed', describeMiss(this.#plan, this.nodes, this.#until))
  }

  /** Ends the run once: states what became of every node, clears every timer, tells every node to stop. */
  #end(wanted: RunStatus, failed?: Failure): void {
    if (this.#isEnding) return
    this.#isEnding = true
    if (this.trace.seq === 0) this.#recordStart()
    this.holdings.endSubRuns()
    if (this.#left > 0) cutShort(this.#plan, this.nodes, this.trace)
    const { event, result, error } = describeEnd(this, this.#runId, this.#reached, wanted, failed)
    this.trace.record(event)
    this.trace.close()
    this.holdings.letGo(error)
    this.#resolve(result)
  }
}
