/** Pipelines inside a pipeline: compiled once, admitted with the run they belong to, run within it. */
import { canonicalJson } from '../core/document/content-hash.ts'
import { Failure, failure } from '../core/errors/failure.ts'
import type { NodeRegistry } from '../core/node/registry.ts'
import type { PinRequest } from '../core/services/pin-request.ts'
import type { PipelineReference, SubPipelineRunner } from '../core/services/sub-pipelines.ts'
import { subPipelineDepth } from '../core/services/sub-pipelines.ts'
import type { TraceEvent } from '../core/trace/events.ts'
import { isInside } from '../core/trace/node-path.ts'
import { missCodes } from './no-output.ts'
import { PipelineRun } from './pipeline-run.ts'
import type { Plan, PlannedNode } from './plan.ts'
import { planPipeline } from './plan.ts'
import type { CompileOptions, RunEnvironment, SubPlans } from './run-environment.ts'
import { createEnvironment } from './run-environment.ts'
import type { RunOptions } from './run-result.ts'
import { SubRunTrace } from './sub-run-trace.ts'

/** Compiles the sub-pipelines of a plan when they are first needed. */
export function createSubPlans(
  plan: Plan,
  registry: NodeRegistry,
  options: CompileOptions,
  depth = 1,
): SubPlans {
  const compiled = new Map<string, Promise<RunEnvironment>>()

  const load = async (reference: PipelineReference): Promise<RunEnvironment> => {
    if (depth > subPipelineDepth) throw failure('SUB_PIPELINE_TOO_DEEP', { limit: subPipelineDepth })
    const document = 'inline' in reference ? reference.inline : await options.findPipeline?.(reference)
    if (document === undefined) {
      const pipeline = 'id' in reference ? reference.id : ''
      throw failure('PIPELINE_NOT_FOUND', { pipeline })
    }
    const subPlan = planPipeline(document, registry)
    return createEnvironment(subPlan, options, createSubPlans(subPlan, registry, options, depth + 1))
  }

  const find = (reference: PipelineReference): Promise<RunEnvironment> => {
    const key = canonicalJson(reference)
    const known = compiled.get(key) ?? load(reference)
    compiled.set(key, known)
    // What could not be loaded may be there the next time.
    known.catch(() => compiled.delete(key))
    return known
  }

  return {
    isEmpty: referencesOf(plan).length === 0,
    pins: async () => {
      const nested = referencesOf(plan).map(async (reference): Promise<readonly PinRequest[]> => {
        const { plan: subPlan, subPlans } = await find(reference)
        return subPlans.isEmpty ? subPlan.pins : subPlans.pins()
      })
      return [...plan.pins, ...(await Promise.all(nested)).flat()]
    },
    runner: (run, node) => createRunner(find, run, node),
  }
}

function referencesOf({ nodes }: Plan): PipelineReference[] {
  return nodes.flatMap(({ isMuted, definition, config }) =>
    isMuted ? [] : (definition.subPipelines?.(config) ?? []),
  )
}

function createRunner(
  find: (reference: PipelineReference) => Promise<RunEnvironment>,
  parent: PipelineRun,
  node: PlannedNode,
): SubPipelineRunner {
  return {
    run: async (reference, inputs, { signal, onDelta, tell, item, mayGiveNothing = false }) => {
      const environment = await find(reference)
      const ends = outputsByPort(environment.plan)
      const told = new SubRunTrace(parent, node, item, environment.plan)
      let hasFailedNode = false
      let done = 0
      const onEvent = (event: TraceEvent) => {
        told.tell(event)
        if ('node' in event && !isInside(event.node) && /^node-(finished|failed|skipped)/.test(event.type)) {
          done += 1
          tell?.({ done, total: environment.plan.nodes.length, activity: 'nodes' })
        }
        if (event.type === 'node-delta') {
          for (const name of ends.get(`${event.node} ${event.port}`) ?? []) onDelta?.(name, event.delta)
        } else if (event.type === 'node-failed') {
          hasFailedNode ||= event.handled === 'run-failed' && !isInside(event.node)
        }
      }
      const options = { ...optionsInside(parent, node, item), signal, onEvent }
      const subRun = new PipelineRun(environment, inputs, options, parent)
      const leave = parent.holdings.addSubRun(subRun)
      const { status, outputs, error } = await subRun.execute()
      leave()
      if (status === 'succeeded') return outputs
      // The code may as well be that of a node inside, with a pipeline of its own.
      if (mayGiveNothing && missCodes.has(error?.code ?? '') && !hasFailedNode) return {}
      throw new Failure(error?.code ?? 'RUN_CANCELLED', error?.params ?? {}, {
        ...(error?.node === undefined ? {} : { path: pathOfFailure(error.node, error.path) }),
        node: node.id,
      })
    },
  }
}

/** What is asked of the sub-run, of what was asked of the run. */
function optionsInside(parent: PipelineRun, { id }: PlannedNode, item: number | undefined): RunOptions {
  const until = parent.options.until?.startsWith(`${id}/`)
    ? parent.options.until.slice(id.length + 1)
    : undefined
  const reuse = parent.parts.reuseInside(id, item)
  return {
    ...parent.parts.options,
    ...(until === undefined ? {} : { until }),
    ...(reuse === undefined ? {} : { reuse }),
  }
}

/** `/pipeline/inner`, or `/pipeline/middle/inner` where the node inside runs a pipeline itself. */
function pathOfFailure(node: string, path: string | undefined): string {
  const further = path?.startsWith('/pipeline/') === true ? path.slice('/pipeline'.length) : ''
  return `/pipeline/${node}${further}`
}

/** Names of the outputs that a port is wired to, by `node port`. */
function outputsByPort({ nodes }: Plan): ReadonlyMap<string, readonly string[]> {
  const names = new Map<string, string[]>()
  for (const { outputName, incoming } of nodes) {
    if (outputName === undefined) continue
    for (const { from, fromPort } of incoming) {
      const key = `${nodes[from]?.id ?? ''} ${fromPort}`
      names.set(key, [...(names.get(key) ?? []), outputName])
    }
  }
  return names
}
