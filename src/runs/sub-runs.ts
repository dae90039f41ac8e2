/** Which runs of the pipelines inside nodes a run has recorded. */
import type { FailureData } from '../../runtime/core/errors/failure.ts'
import { splitSubRun } from '../../runtime/core/trace/node-path.ts'
import type { NodeState, RunView, SubRunView } from '../../runtime/core/trace/run-view.ts'

type SubRuns = RunView['subRuns']

const known = new WeakMap<SubRuns, ReadonlyMap<string, readonly string[]>>()
const none: readonly string[] = []

function index(subRuns: SubRuns): ReadonlyMap<string, readonly string[]> {
  const old = known.get(subRuns)
  if (old !== undefined) return old
  const byNode = new Map<string, string[]>()
  for (const path of Object.keys(subRuns)) {
    const { node } = splitSubRun(path)
    const paths = byNode.get(node)
    if (paths === undefined) byNode.set(node, [path])
    else paths.push(path)
  }
  const itemOf = (path: string) => splitSubRun(path).item ?? -1
  for (const paths of byNode.values()) paths.sort((a, b) => itemOf(a) - itemOf(b))
  known.set(subRuns, byNode)
  return byNode
}

/** Those of a node by its path, in the order of the list that it works through. */
export const subRunsOf = ({ subRuns }: RunView, node: string): readonly string[] =>
  index(subRuns).get(node) ?? none

/** The state of a node that stands for a sub-run. */
export const subRunStates = {
  running: 'running',
  succeeded: 'finished',
  failed: 'failed',
  cancelled: 'failed',
} as const satisfies Record<SubRunView['status'], NodeState>

/** The item that a person chose to look at, by the node's place in the document. */
export type ShownItems = Readonly<Record<string, number>>

/** The sub-run that stands for a node: of the item that was chosen, else the first that failed, else the first of all. */
export function shownSubRun(view: RunView, node: string, chosen: number | undefined): string | undefined {
  const paths = subRunsOf(view, node)
  return (
    paths.find((path) => splitSubRun(path).item === chosen) ??
    paths.find((path) => view.subRuns[path]?.status === 'failed') ??
    paths[0]
  )
}

/** Ids of the nodes that lead from the one that failed to the one where it went wrong inside it; none where that is itself. */
export function innerPath(path: string | undefined): readonly string[] {
  const [, further] = /^\/pipeline\/(.+)$/.exec(path ?? '') ?? []
  return further?.split('/') ?? []
}

/** The path of the node where it went wrong, through the pipelines inside nodes. */
export function placeOfFailure(view: RunView, { node, path }: FailureData): string | undefined {
  if (node === undefined) return undefined
  return innerPath(path).reduce(
    (place, inner) => `${shownSubRun(view, place, undefined) ?? place}/${inner}`,
    node,
  )
}
