/**
 * Ids of nodes, notes and groups count up, so two people who each add one give both the same id. They are different things:
 * what the others added gets an id of its own, and a merge keeps both.
 */
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { Versions } from './merge-records.ts'
import { isSame } from './merge-records.ts'
import { newNodeId } from './new-id.ts'

interface Named {
  readonly id: string
}

/** `theirs`, with other ids where both sides added something else under the same one. */
export function separateIds({ base, mine, theirs }: Versions<PipelineDocument>): PipelineDocument {
  if (base === null) return theirs
  const nodeIds = freshIds({ base: base.nodes, mine: mine.nodes, theirs: theirs.nodes })
  const nodeId = (id: string) => nodeIds.get(id) ?? id
  const edges = theirs.edges.map((edge) =>
    nodeIds.has(edge.from.node) || nodeIds.has(edge.to.node)
      ? {
          ...edge,
          from: { ...edge.from, node: nodeId(edge.from.node) },
          to: { ...edge.to, node: nodeId(edge.to.node) },
        }
      : edge,
  )
  const groups = theirs.groups.map((group) =>
    group.nodes.some((id) => nodeIds.has(id)) ? { ...group, nodes: group.nodes.map(nodeId) } : group,
  )
  return {
    ...theirs,
    nodes: rename(theirs.nodes, nodeIds),
    edges: rename(edges, freshIds({ base: base.edges, mine: mine.edges, theirs: edges })),
    notes: rename(theirs.notes, freshIds({ base: base.notes, mine: mine.notes, theirs: theirs.notes })),
    groups: rename(groups, freshIds({ base: base.groups, mine: mine.groups, theirs: groups })),
  }
}

/** New ids by the old ones. */
function freshIds({ base, mine, theirs }: Versions<readonly Named[]>): ReadonlyMap<string, string> {
  const old = new Set(base?.map(({ id }) => id))
  const ours = new Map(mine.map((item) => [item.id, item]))
  const taken = new Set([...old, ...ours.keys(), ...theirs.map(({ id }) => id)])
  const fresh = new Map<string, string>()
  for (const item of theirs) {
    const own = ours.get(item.id)
    if (own === undefined || old.has(item.id) || isSame(own, item)) continue
    const id = newNodeId(item.id.replace(/-\d+$/, ''), taken)
    taken.add(id)
    fresh.set(item.id, id)
  }
  return fresh
}

function rename<Item extends Named>(list: readonly Item[], ids: ReadonlyMap<string, string>): Item[] {
  return list.map((item) => {
    const id = ids.get(item.id)
    return id === undefined ? item : { ...item, id }
  })
}
