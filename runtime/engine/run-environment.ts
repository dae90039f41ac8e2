/** What all runs of one compiled pipeline share. */
import type { PipelineDocument } from '../core/document/document.ts'
import type { NodeDefinition } from '../core/node/define-node.ts'
import type { NodeRegistry } from '../core/node/registry.ts'
import type { Admission, Admit, HostServices } from '../core/services/services.ts'
import type { StoredReference, SubPipelineRunner } from '../core/services/sub-pipelines.ts'
import type { DecisionRecord } from '../core/trace/decision.ts'
import type { Expected } from '../core/wire/runs.ts'
import type { Listen } from './cancellations.ts'
import { createCancellations } from './cancellations.ts'
import type { NodeCache, NodeOutputs } from './node-cache.ts'
import { createNodeCache } from './node-cache.ts'
import type { StateTemplate } from './node-states.ts'
import { createStateTemplate } from './node-states.ts'
import type { PinRequest } from '../core/services/pin-request.ts'
import type { PipelineRun } from './pipeline-run.ts'
import type { Plan, PlannedNode } from './plan.ts'
import type { RetryBudget } from './retry.ts'
import { createRetryBudget } from './retry.ts'

export interface CompileOptions {
  readonly nodes: NodeRegistry | readonly NodeDefinition[]
  /** Resolves what a run is pinned to. Without it, `services` are used as they are and nothing is pinned. */
  readonly admit?: Admit
  readonly services?: Partial<HostServices>
  /** Loads a stored revision that a node names as its sub-pipeline. */
  readonly findPipeline?: (reference: StoredReference) => Promise<PipelineDocument>
  /** Milliseconds, monotonic. @default performance.now */
  readonly clock?: () => number
  /** 0 to 1, for the jitter of retries. @default Math.random */
  readonly random?: () => number
  readonly createId?: () => string
  /** Scores a run that carries `expected`: metric name to 0..1. `nodeOutputs` stand in the order in which nodes ended. */
  readonly score?: (
    expected: Expected,
    run: {
      readonly outputs: Readonly<Record<string, unknown>>
      readonly decisions: readonly DecisionRecord[]
      readonly nodeOutputs: readonly NodeOutputs[]
    },
  ) => Readonly<Record<string, number>>
}

export interface RunEnvironment {
  readonly plan: Plan
  readonly template: StateTemplate
  /** Undefined: every run gets `lent`, without waiting. */
  readonly admit: Admit | undefined
  readonly lent: Admission
  readonly clock: () => number
  /** The wall clock as ISO 8601. */
  readonly timestamp: () => string
  readonly random: () => number
  readonly createId: () => string
  readonly score: CompileOptions['score'] | undefined
  readonly sharedCache: NodeCache
  readonly retryBudget: RetryBudget
  readonly listen: Listen
  readonly subPlans: SubPlans
}

/** The sub-pipelines of a plan. */
export interface SubPlans {
  readonly isEmpty: boolean
  /** What the plan and all that stands in it is pinned to. */
  pins(): Promise<readonly PinRequest[]>
  runner(run: PipelineRun, node: PlannedNode): SubPipelineRunner
}

/** @param admission what every run has, instead of what the options give */
export function createEnvironment(
  plan: Plan,
  options: CompileOptions,
  subPlans: SubPlans,
  admission?: Admission,
): RunEnvironment {
  return {
    plan,
    template: createStateTemplate(plan),
    admit: admission === undefined ? options.admit : undefined,
    lent: admission ?? lend(options.services),
    clock: options.clock ?? monotonicClock(),
    timestamp: createTimestamp(),
    random: options.random ?? Math.random,
    createId: options.createId ?? countedIds(),
    score: options.score,
    sharedCache: createNodeCache(),
    retryBudget: createRetryBudget(),
    listen: createCancellations(),
    subPlans,
  }
}

function lend(services: Partial<HostServices> | undefined): Admission {
  return {
    pins: { indexes: {}, intents: {}, banks: {} },
    // A program that gives no services runs only nodes that need none; `context.services` is theirs alone.
    services: { ...services } as HostServices,
    release: () => undefined,
  }
}

/** One random id, counted up: as unique as a random one for each, and much cheaper. */
function countedIds(): () => string {
  let base: string | undefined
  let count = 0
  return () => {
    base ??= crypto.randomUUID()
    count += 1
    return `${base}-${count}`
  }
}

/** Node makes a global of `performance` that is looked up with every use. */
function monotonicClock(): () => number {
  const { performance } = globalThis
  return () => performance.now()
}

/** ISO 8601, written once a millisecond: writing it costs more than a quick node. */
function createTimestamp(): () => string {
  let writtenAt = -1
  let text = ''
  return () => {
    const now = Date.now()
    if (now !== writtenAt) {
      writtenAt = now
      text = new Date(now).toISOString()
    }
    return text
  }
}
