/** One attempt at a node: calls it, reads its stream, holds its timeout, and tries again where the policy says so. */
import type { Failure } from '../core/errors/failure.ts'
import { failure, toFailure } from '../core/errors/failure.ts'
import type { NodeContext, NodeTrace } from '../core/node/context.ts'
import type { NodeDelta } from '../core/node/define-node.ts'
import { isStreamable } from '../core/node/ports.ts'
import type { Services } from '../core/services/services.ts'
import type { NodeOutputs } from './node-cache.ts'
import type { PipelineRun } from './pipeline-run.ts'
import type { PlannedNode } from './plan.ts'
import { retryDelayMs } from './retry-delay.ts'

/** What a node sees; made per attempt. */
class AttemptContext implements NodeContext, NodeTrace {
  readonly nodeId: string
  readonly signal: AbortSignal
  readonly #run: PipelineRun
  readonly #node: PlannedNode

  constructor(run: PipelineRun, node: PlannedNode, signal: AbortSignal) {
    this.nodeId = node.id
    this.signal = signal
    this.#run = run
    this.#node = node
  }

  get services(): Services {
    const { admission } = this.#run
    if (admission === undefined) throw new Error('A node ran before its run was admitted.')
    return admission.services
  }
  get request() {
    return this.#run.request
  }
  get upstream() {
    return this.#run.upstream
  }
  get trace(): NodeTrace {
    return this
  }

  annotate(attributes: Parameters<NodeTrace['annotate']>[0]): void {
    if (!this.signal.aborted) this.#run.emit({ type: 'node-annotated', node: this.nodeId, attributes })
  }
  decide(record: Parameters<NodeTrace['decide']>[0]): void {
    if (this.signal.aborted) return
    const decision = { node: this.nodeId, ...record }
    this.#run.decisions.push(decision)
    this.#run.emit({ type: 'decision', node: this.nodeId, decision })
  }
  adapterLoaded(adapter: string, loadMs: number): void {
    if (this.signal.aborted) return
    const time = this.#run.times[this.#node.position]
    if (time !== undefined) time.loadMs += loadMs
    this.#run.emit({ type: 'adapter-load', node: this.nodeId, adapter, loadMs })
  }
}

/** Calls a node and sees to it that the run hears of the end, however that comes. */
export function attemptNode(
  run: PipelineRun,
  node: PlannedNode,
  inputs: NodeOutputs,
  attempt: number,
  key: string | undefined,
): void {
  const { timeoutMs } = node.policy
  const controller = timeoutMs === undefined ? undefined : new AbortController()
  let isOpen = true
  let stopTimer: (() => void) | undefined
  const close = (): boolean => {
    const wasOpen = isOpen
    isOpen = false
    stopTimer?.()
    return wasOpen
  }
  const succeed = (outputs: NodeOutputs) => {
    if (close()) run.schedule(() => run.finishNode(node, outputs, key, false))
  }
  const fail = (error: unknown) => {
    if (close())
      run.schedule(() => retryOrFail(run, node, inputs, attempt, key, toFailure(error, { node: node.id })))
  }
  if (controller !== undefined && timeoutMs !== undefined) {
    stopTimer = run.later(timeoutMs, () => {
      fail(failure('NODE_TIMEOUT', { node: node.id, timeoutMs }, { node: node.id }))
      controller.abort()
    })
    run.controller.signal.addEventListener('abort', () => controller.abort(), {
      once: true,
      signal: controller.signal,
    })
  }
  const context = new AttemptContext(run, node, controller?.signal ?? run.controller.signal)
  try {
    const config = configOf(node, inputs)
    const result = node.definition.run(inputs, config, context)
    if (isDeltas(result)) readDeltas(run, node, result, () => isOpen).then(succeed, fail)
    else if (result instanceof Promise) result.then(succeed, fail)
    // The definition's types hold `run` to a record of its output ports.
    else succeed(result as NodeOutputs)
  } catch (error) {
    fail(error)
  }
}

/** Settings with the values of exposed ports in their place. */
function configOf(node: PlannedNode, inputs: NodeOutputs): unknown {
  const given = node.exposed.filter((name) => inputs[name] !== undefined)
  if (given.length === 0) return node.config
  const parsed = node.definition.config.safeParse({
    ...node.record.config,
    ...Object.fromEntries(given.map((name) => [name, inputs[name]])),
  })
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  const field = issue?.path.map(String).join('.') ?? ''
  throw failure('CONFIG_INVALID', { field, node: node.id, reason: issue?.message ?? '' }, { node: node.id })
}

function isDeltas(result: unknown): result is AsyncGenerator<NodeDelta, NodeOutputs, void> {
  return typeof result === 'object' && result !== null && Symbol.asyncIterator in result
}

async function readDeltas(
  run: PipelineRun,
  node: PlannedNode,
  deltas: AsyncGenerator<NodeDelta, NodeOutputs, void>,
  isOpen: () => boolean,
): Promise<NodeOutputs> {
  for (;;) {
    const next = await deltas.next()
    if (next.done === true) return next.value
    if (!isOpen() || run.isOver) {
      // The node is told to clean up; nobody waits for what it would still say.
      void deltas.return({}).catch(() => undefined)
      return {}
    }
    const { port, delta } = next.value
    if (!isStreamable(node.outputs[port]?.type ?? 'any')) {
      throw failure('BAD_DELTA', { node: node.id, port }, { node: node.id })
    }
    if (node.clientPorts.has(port)) {
      run.hasStreamed = true
      run.emit({ type: 'node-delta', node: node.id, port, delta })
    }
  }
}

function retryOrFail(
  run: PipelineRun,
  node: PlannedNode,
  inputs: NodeOutputs,
  attempt: number,
  key: string | undefined,
  error: Failure,
): void {
  if (run.isOver) return
  const { retry } = node.policy
  // What the client has read cannot be taken back, so the node is not tried again.
  const isRetried =
    retry !== undefined && attempt < retry.attempts && retry.on.includes(error.code) && !run.hasStreamed
  if (!isRetried) return run.failNode(node, error)
  const delayMs = retryDelayMs(attempt + 1, run.environment.random)
  run.emit({ type: 'node-retried', node: node.id, attempt: attempt + 1, delayMs, error: error.toJSON() })
  run.later(delayMs, () => {
    run.emit({ type: 'node-started', node: node.id, attempt: attempt + 1, inputs: run.traceValues(inputs) })
    attemptNode(run, node, inputs, attempt + 1, key)
  })
}
