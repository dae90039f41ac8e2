/** What a node may ask of the world: the services its run was admitted with, and the runner of its sub-pipelines. */
import type { Services } from '../core/services/services.ts'
import type { PipelineRun } from './pipeline-run.ts'
import type { PlannedNode } from './plan.ts'

/** @throws Error before the run is admitted: a mistake of the engine */
export function servicesOf(run: PipelineRun, node: PlannedNode): Services {
  const { admission } = run.holdings
  if (admission === undefined) throw new Error('A node ran before its run was admitted.')
  // Nodes that name no sub-pipelines do not have that service among their needs.
  if (node.definition.subPipelines === undefined) return admission.services as Services
  return { ...admission.services, subPipelines: run.environment.subPlans.runner(run, node) }
}
