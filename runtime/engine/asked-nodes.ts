/** Of a run to a node: which nodes are to run, and which of them start at once. */
import type { Plan, PlannedNode } from './plan.ts'

/**
 * Positions of the node `until` and of every node that leads to it; undefined when all are to run. Nothing needs to run for a node
 * that is `held`: of what leads there, only what is held too is asked.
 */
export function findAsked(
  plan: Plan,
  until: string | undefined,
  held: Readonly<Record<string, unknown>> = {},
): ReadonlySet<number> | undefined {
  const target = plan.nodes.find(({ id }) => id === until)
  if (target === undefined) return undefined
  const isHeld = (position: number) => Object.hasOwn(held, plan.nodes[position]?.id ?? '')
  const asked = new Set([target.position])
  // A set is walked in the order of insertion, what is added on the way included.
  for (const position of asked) {
    for (const { from } of plan.nodes[position]?.incoming ?? [])
      if (!isHeld(position) || isHeld(from)) asked.add(from)
  }
  return asked
}

/** Those asked for that are held while something that leads to them is not asked: they wait for nothing. */
export function findHeldStarts(
  plan: Plan,
  asked: ReadonlySet<number>,
  held: Readonly<Record<string, unknown>> = {},
): readonly PlannedNode[] {
  return plan.nodes.filter(
    ({ position, id, incoming, isMuted }) =>
      asked.has(position) &&
      !isMuted &&
      Object.hasOwn(held, id) &&
      incoming.some(({ from }) => !asked.has(from)),
  )
}
