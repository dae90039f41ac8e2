import type { Failure } from '../core/errors/failure.ts'
import { failure } from '../core/errors/failure.ts'
import type { NodeOutputs } from './node-cache.ts'
import type { Plan } from './plan.ts'

/**
 * The node that sent a request where no output node is reached: the last to finish with an output port that it did not
 * take.
 */
function findStoppingRouter(plan: Plan, outputs: readonly (NodeOutputs | undefined)[]): string | undefined {
  return plan.nodes.findLast(({ position, outgoing }) => {
    const taken = outputs[position]
    return taken !== undefined && outgoing.some(({ fromPort }) => taken[fromPort] === undefined)
  })?.id
}

/** Why a run whose nodes have all ended has nothing to show: no output, or not the node that it was to run to. */
export function describeMiss(
  plan: Plan,
  outputs: readonly (NodeOutputs | undefined)[],
  until: string | undefined,
): Failure {
  if (until !== undefined) return failure('RUN_TARGET_MISSED', { node: until }, { node: until })
  const router = findStoppingRouter(plan, outputs)
  return failure('NO_OUTPUT', { router: router ?? '' }, router === undefined ? {} : { node: router })
}
