/** One attempt at a node: what the node sees of the run, its call, its stream and its timeout. */
import { failure, toFailure } from '../core/errors/failure.ts'
import type { NodeContext, NodeTrace, RunRequest } from '../core/node/context.ts'
import type { NodeDelta } from '../core/node/define-node.ts'
import { isStreamable } from '../core/node/ports.ts'
import type { Services } from '../core/services/services.ts'
import type { DecisionRecord } from '../core/trace/decision.ts'
import type { Progress } from '../core/trace/events.ts'
import type { Generation } from '../core/trace/generation.ts'
import type { NodeOutputs } from './node-cache.ts'
import { servicesOf } from './node-services.ts'
import { NodeProgress } from './node-progress.ts'
import { outputsUpstreamOf } from './outputs-upstream.ts'
import type { PipelineRun } from './pipeline-run.ts'
import type { PlannedNode } from './plan.ts'

export class NodeAttempt implements NodeContext, NodeTrace {
  readonly nodeId: string
  readonly node: PlannedNode
  readonly inputs: NodeOutputs
  /** Counted from 1. */
  readonly number: number
  /** Under which the outputs are kept; undefined where the policy keeps none. */
  readonly key: string | undefined
  /** It looked at more than its inputs and settings, so that what it gives holds for this request only. */
  hasReadRequest = false
  decisions: DecisionRecord[] | undefined
  readonly #run: PipelineRun
  #isOpen = true
  #controller: AbortController | undefined
  #stopTimer: (() => void) | undefined
  #progress: NodeProgress | undefined

  constructor(
    run: PipelineRun,
    node: PlannedNode,
    inputs: NodeOutputs,
    number: number,
    key: string | undefined,
  ) {
    this.nodeId = node.id
    this.node = node
    this.inputs = inputs
    this.number = number
    this.key = key
    this.#run = run
  }

  get services(): Services {
    return servicesOf(this.#run, this.node)
  }
  get request(): RunRequest {
    this.hasReadRequest = true
    return this.#run.request
  }
  get upstream(): NodeContext['upstream'] {
    this.hasReadRequest = true
    return outputsUpstreamOf(this.#run.environment.plan, this.#run.nodes, this.node.position)
  }
  get trace(): NodeTrace {
    return this
  }
  /** Made when first asked for: most nodes never look, and an abort controller costs more than running a quick node. */
  get signal(): AbortSignal {
    if (this.node.policy.timeoutMs === undefined) return this.#run.holdings.signal
    this.#controller ??= this.#run.holdings.addAttempt()
    if (!this.#isOpen) this.#controller.abort()
    return this.#controller.signal
  }

  annotate(attributes: Parameters<NodeTrace['annotate']>[0]): void {
    if (this.#isDeaf()) return
    this.#run.trace.record({ type: 'node-annotated', ...this.#stamp(), attributes })
  }
  progress(told: Progress): void {
    if (this.#isDeaf()) return
    this.#progress ??= new NodeProgress(
      (ms, action) => this.#run.later(ms, action),
      (progress) => {
        if (!this.#isDeaf()) this.#run.trace.record({ type: 'node-progress', ...this.#stamp(), ...progress })
      },
    )
    this.#progress.report(told)
  }
  decide(record: Parameters<NodeTrace['decide']>[0]): void {
    if (this.#isDeaf()) return
    const decision = { node: this.nodeId, ...record }
    this.decisions ??= []
    this.decisions.push(decision)
    this.#run.decide(this.nodeId, decision)
  }
  adapterLoaded(adapter: string, loadMs: number): void {
    if (this.#isDeaf()) return
    // What waits to be told is over.
    this.#progress?.close()
    this.#progress = undefined
    this.#run.loadAdapter(this.node, adapter, loadMs)
  }
  generation(asked: Generation): void {
    if (this.#isDeaf()) return
    this.#run.trace.record({ type: 'generation', ...this.#stamp(), ...asked })
  }

  /** Calls the node and sees to it that the run hears of the end, however that comes. */
  begin(): void {
    const { node, inputs } = this
    const { timeoutMs } = node.policy
    if (timeoutMs !== undefined) this.#startTimer(timeoutMs)
    try {
      const config = node.exposed.length === 0 ? node.config : configOf(node, inputs)
      const result = node.definition.run(inputs, config, this)
      this.#run.trace.touchClock()
      if (result instanceof Promise) this.#follow(result)
      else if (isDeltas(result)) this.#follow(this.#readDeltas(result))
      else if (isThenable(result)) this.#follow(Promise.resolve(result))
      else this.#succeed(result)
    } catch (error) {
      this.#fail(error)
    }
  }

  #follow(result: Promise<unknown>): void {
    result.then(
      (outputs) => this.#succeed(outputs),
      (error: unknown) => this.#fail(error),
    )
  }

  #succeed(outputs: unknown): void {
    if (!this.#close()) return
    if (typeof outputs === 'object' && outputs !== null) {
      // The definition's types hold `run` to a record of its output ports.
      this.#run.attemptSucceeded(this, outputs as NodeOutputs)
    } else {
      const { node } = this
      const error = failure('BAD_OUTPUT', { node: node.id, type: node.definition.type }, { node: node.id })
      this.#run.attemptFailed(this, error)
    }
  }

  #fail(error: unknown): void {
    if (this.#close()) this.#run.attemptFailed(this, toFailure(error, { node: this.nodeId }))
  }

  /** False when it has ended before: whatever a node still says then is ignored. */
  #close(): boolean {
    if (!this.#isOpen) return false
    this.#isOpen = false
    this.#run.trace.touchClock()
    this.#stopTimer?.()
    this.#progress?.close()
    if (this.#controller !== undefined) this.#run.holdings.dropAttempt(this.#controller)
    return true
  }

  #startTimer(timeoutMs: number): void {
    this.#stopTimer = this.#run.later(timeoutMs, () => {
      this.#fail(failure('NODE_TIMEOUT', { node: this.nodeId, timeoutMs }, { node: this.nodeId }))
      this.#controller?.abort()
    })
  }

  #isDeaf(): boolean {
    return !this.#isOpen || this.#run.isOver
  }

  #stamp() {
    this.#run.trace.touchClock()
    return { node: this.nodeId, seq: this.#run.trace.seq, at: this.#run.trace.now() }
  }

  async #readDeltas(deltas: AsyncGenerator<NodeDelta, unknown, void>): Promise<unknown> {
    const { node } = this
    for (;;) {
      const next = await deltas.next()
      if (next.done === true) return next.value
      if (this.#isDeaf()) {
        // The node is told to clean up; nobody waits for what it would still say.
        deltas.return(undefined).catch(() => undefined)
        return {}
      }
      const { port, delta } = next.value
      if (!isStreamable(node.outputs[port]?.type ?? 'any')) {
        deltas.return(undefined).catch(() => undefined)
        throw failure('BAD_DELTA', { node: node.id, port }, { node: node.id })
      }
      if (!node.clientPorts.has(port)) continue
      this.#run.trace.touchClock()
      this.#run.streamDelta(node, port, delta)
    }
  }
}

function isDeltas(result: unknown): result is AsyncGenerator<NodeDelta, unknown, void> {
  return typeof result === 'object' && result !== null && Symbol.asyncIterator in result
}

function isThenable(result: unknown): result is PromiseLike<unknown> {
  return (
    typeof result === 'object' && result !== null && 'then' in result && typeof result.then === 'function'
  )
}

/** Settings with the values of exposed ports in their place. */
function configOf(node: PlannedNode, inputs: NodeOutputs): unknown {
  const given = node.exposed.filter(({ name }) => inputs[name] !== undefined)
  if (given.length === 0) return node.config
  const parsed = node.definition.config.safeParse({
    ...node.record.config,
    ...Object.fromEntries(given.map(({ name, setting }) => [setting, inputs[name]])),
  })
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.map(String).join('.') ?? ''
  throw failure('CONFIG_INVALID', { field, node: node.id, reason: issue?.message ?? '' }, { node: node.id })
}
