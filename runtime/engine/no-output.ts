import type { Failure } from '../core/errors/failure.ts'
import { failure } from '../core/errors/failure.ts'
import type { NodeOutputs } from './node-cache.ts'
import type { NodeStates } from './node-states.ts'
import type { Plan, PlannedEdge, PlannedNode } from './plan.ts'

/** Codes of a run that ended well enough, only not at an output node. */
export const missCodes: ReadonlySet<string> = new Set(['NO_OUTPUT', 'NOTHING_GIVEN', 'NODE_MUTED'])

/** What stopped a request: a muted node that it came to, or one that gave nothing on an edge. */
interface Stop {
  readonly node: PlannedNode
  /** Undefined: the node is muted. */
  readonly edge?: PlannedEdge
}

/** The edges without which a node that was skipped could not run; none where it had all that it needs. */
function missingEdges(nodes: NodeStates, node: PlannedNode): readonly PlannedEdge[] {
  const missing = node.incoming.filter(({ from, fromPort }) => nodes.outputs[from]?.[fromPort] === undefined)
  const required = missing.filter(({ isRequired }) => isRequired)
  if (required.length > 0) return required
  const port = nodes.missingInput(node)
  if (port === undefined) return []
  // None of its edges brought anything, or none of those into a list that it needs.
  return nodes.inputs[node.position] === undefined ? missing : missing.filter(({ toPort }) => toPort === port)
}

/** What kept the request from the nodes at `ends`, found by going back along what they lacked. */
function findStops(plan: Plan, nodes: NodeStates, ends: readonly PlannedNode[]): readonly Stop[] {
  const stops: Stop[] = []
  const seen = new Set(ends)
  // A set is walked in the order of insertion, what is added on the way included.
  for (const node of seen) {
    const missing = missingEdges(nodes, node)
    if (missing.length === 0 && node.isMuted) stops.push({ node })
    for (const edge of missing) {
      const source = plan.nodes[edge.from]
      if (source === undefined) continue
      if (nodes.outputs[edge.from] === undefined) seen.add(source)
      else stops.push({ node: source, edge })
    }
  }
  return stops
}

/** A node that took another branch: something came to it, and something left it. */
const isRouter = ({ incoming }: PlannedNode, outputs: NodeOutputs | undefined): boolean =>
  incoming.length > 0 && Object.values(outputs ?? {}).some((value) => value !== undefined)

/** Why a run whose nodes have all ended has nothing to show: no output, or not the node that it was to run to. */
export function describeMiss(plan: Plan, nodes: NodeStates, until: string | undefined): Failure {
  const isEnd = ({ id, outputName }: PlannedNode) =>
    until === undefined ? outputName !== undefined : id === until
  const stops = findStops(plan, nodes, plan.nodes.filter(isEnd))
  const muted = stops.find(({ edge }) => edge === undefined)
  if (muted !== undefined) return failure('NODE_MUTED', { node: muted.node.id }, { node: muted.node.id })
  if (until !== undefined) return failure('RUN_TARGET_MISSED', { node: until }, { node: until })
  const endOf = ({ node }: Stop) => nodes.endedAt[node.position] ?? 0
  // Of several, the last to end had the last word.
  const last = stops.toSorted((a, b) => endOf(a) - endOf(b) || a.node.position - b.node.position).at(-1)
  if (last?.edge === undefined) return failure('NO_OUTPUT_NODE', {})
  const { id, position } = last.node
  return isRouter(last.node, nodes.outputs[position])
    ? failure('NO_OUTPUT', { router: id }, { node: id })
    : failure('NOTHING_GIVEN', { node: id, port: last.edge.fromPort }, { node: id })
}
