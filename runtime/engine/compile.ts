/** From a document to something that runs: compiled once, run any number of times, at the same time too. */
import type { PipelineDocument } from '../core/document/document.ts'
import type { FailureData } from '../core/errors/failure.ts'
import type { NodeDefinition } from '../core/node/define-node.ts'
import type { NodeRegistry } from '../core/node/registry.ts'
import { createNodeRegistry } from '../core/node/registry.ts'
import type { Admit, Services } from '../core/services/services.ts'
import type { DecisionRecord } from '../core/trace/decision.ts'
import type { RunStatus, TraceEvent } from '../core/trace/events.ts'
import type { RunTiming } from '../core/trace/timing.ts'
import type { OnLargeValue } from '../core/trace/traced-value.ts'
import type { Expected } from '../core/wire/runs.ts'
import { createEventQueue } from './event-queue.ts'
import { createNodeCache } from './node-cache.ts'
import type { Plan } from './plan.ts'
import { planPipeline } from './plan.ts'
import { PipelineRun } from './pipeline-run.ts'

export interface CompileOptions {
  readonly nodes: NodeRegistry | readonly NodeDefinition[]
  /** Resolves what a run is pinned to. Without it, `services` are used as they are and nothing is pinned. */
  readonly admit?: Admit
  readonly services?: Services
  /** Milliseconds, monotonic. @default performance.now */
  readonly clock?: () => number
  /** 0 to 1, for the jitter of retries. @default Math.random */
  readonly random?: () => number
  readonly createId?: () => string
  /** Scores a run that carries `expected`: metric name to 0..1. */
  readonly score?: (
    expected: Expected,
    outputs: Readonly<Record<string, unknown>>,
    decisions: readonly DecisionRecord[],
  ) => Readonly<Record<string, number>>
}

export interface RunOptions {
  readonly runId?: string
  readonly signal?: AbortSignal
  readonly user?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly conversationId?: string
  /** The whole run; the sooner of this and the document's own applies. */
  readonly deadlineMs?: number
  readonly expected?: Expected | undefined
  readonly onEvent?: (event: TraceEvent) => void
  readonly onLargeValue?: OnLargeValue
}

export interface RunResult {
  readonly runId: string
  readonly status: RunStatus
  /** What the output nodes received, by their names. */
  readonly outputs: Readonly<Record<string, unknown>>
  /** In the order taken. */
  readonly decisions: readonly DecisionRecord[]
  readonly timing: RunTiming
  readonly events: readonly TraceEvent[]
  readonly error?: FailureData
  readonly scores?: Readonly<Record<string, number>>
}

export interface CompiledPipeline {
  readonly document: PipelineDocument
  /** Content hash. */
  readonly revision: string
  /** Runs to the end. Failures of the run are in the result; nothing is thrown. */
  run(inputs: Readonly<Record<string, unknown>>, options?: RunOptions): Promise<RunResult>
  /** The trace events as they happen. Leaving the loop early cancels the run. */
  stream(inputs: Readonly<Record<string, unknown>>, options?: RunOptions): AsyncGenerator<TraceEvent, void>
}

/** @throws the first fault of the document, located; see `validatePipeline` for all of them */
export function compile(document: PipelineDocument, options: CompileOptions): CompiledPipeline {
  const registry = 'get' in options.nodes ? options.nodes : createNodeRegistry(options.nodes)
  const plan: Plan = planPipeline(document, registry)
  const environment = {
    plan,
    admit: options.admit ?? admitAll(options.services),
    clock: options.clock ?? (() => performance.now()),
    random: options.random ?? Math.random,
    createId: options.createId ?? (() => crypto.randomUUID()),
    score: options.score,
    sharedCache: createNodeCache(),
  }
  const run: CompiledPipeline['run'] = (inputs, runOptions = {}) =>
    new PipelineRun(environment, inputs, runOptions).execute()
  return {
    document: plan.document,
    revision: plan.revision,
    run,
    stream: (inputs, runOptions = {}) => streamRun(run, inputs, runOptions),
  }
}

function admitAll(services: Services | undefined): Admit {
  return async () => ({
    pins: { indexes: {}, intents: {}, banks: {} },
    // A program that gives no services runs only nodes that need none; `context.services` is theirs alone.
    services: services ?? ({} as Services),
    release: () => undefined,
  })
}

async function* streamRun(
  run: CompiledPipeline['run'],
  inputs: Readonly<Record<string, unknown>>,
  options: RunOptions,
): AsyncGenerator<TraceEvent, void> {
  const controller = new AbortController()
  const { signal } = options
  const forward = () => controller.abort(signal?.reason)
  if (signal?.aborted === true) forward()
  signal?.addEventListener('abort', forward, { once: true })
  const queue = createEventQueue<TraceEvent>()
  const onEvent = (event: TraceEvent) => {
    options.onEvent?.(event)
    queue.push(event)
  }
  const running = run(inputs, { ...options, signal: controller.signal, onEvent }).finally(() => queue.end())
  try {
    yield* queue.read()
  } finally {
    signal?.removeEventListener('abort', forward)
    controller.abort()
    await running
  }
}
