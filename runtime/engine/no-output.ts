import type { NodeOutputs } from './node-cache.ts'
import type { Plan } from './plan.ts'

/**
 * The node that sent a request where no output node is reached: the last one that finished with an output port that it
 * did not take.
 */
export function findStoppingRouter(
  plan: Plan,
  outputs: readonly (NodeOutputs | undefined)[],
): string | undefined {
  return plan.nodes.findLast(({ position, outgoing }) => {
    const taken = outputs[position]
    return taken !== undefined && outgoing.some(({ fromPort }) => taken[fromPort] === undefined)
  })?.id
}
