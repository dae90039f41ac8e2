import type { NodeOutputs } from './node-cache.ts'
import type { NodeStates } from './node-states.ts'
import type { Plan } from './plan.ts'
import { findAncestors } from './plan.ts'

/** Outputs of the nodes that lead to the one at `position` and have finished, by node id. */
export function outputsUpstreamOf(
  plan: Plan,
  { outputs }: NodeStates,
  position: number,
): Readonly<Record<string, NodeOutputs>> {
  const upstream: Record<string, NodeOutputs> = {}
  for (const ancestor of findAncestors(plan, position)) {
    const [given, node] = [outputs[ancestor], plan.nodes[ancestor]]
    if (given !== undefined && node !== undefined) upstream[node.id] = given
  }
  return upstream
}
