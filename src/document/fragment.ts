/** Parts of a drawing that are copied: nodes with their wires and groups, and notes. */
import type { EdgeRecord, NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import type { DocumentCommand, Point } from './commands.ts'
import type { GroupRecord, NoteRecord } from './group-commands.ts'
import { newEdgeId, newNodeId } from './new-id.ts'

export interface Fragment {
  readonly nodes: readonly NodeRecord[]
  readonly edges: readonly EdgeRecord[]
  readonly groups: readonly GroupRecord[]
  readonly notes: readonly NoteRecord[]
}

/** The chosen nodes, the edges between them, and the groups all of whose members are chosen. */
export function copyNodes(document: PipelineDocument, nodes: ReadonlySet<string>): Fragment {
  return {
    nodes: document.nodes.filter(({ id }) => nodes.has(id)),
    edges: document.edges.filter(({ from, to }) => nodes.has(from.node) && nodes.has(to.node)),
    groups: document.groups.filter(
      (group) => group.nodes.length > 0 && group.nodes.every((id) => nodes.has(id)),
    ),
    notes: [],
  }
}

/** Nothing but the note; not even that when the document has none of this id. */
export function copyNote(document: PipelineDocument, note: string): Fragment {
  return { nodes: [], edges: [], groups: [], notes: document.notes.filter(({ id }) => id === note) }
}

/**
 * The fragment with ids that are new to the document, moved by `offset`. Edges from nodes outside the fragment are kept
 * where those nodes exist and the edge ends inside. A node stays in one group at most.
 */
export function adoptFragment(document: PipelineDocument, fragment: Fragment, offset: Point): Fragment {
  const rename = freshIds(document.nodes)
  const renamed = new Map(fragment.nodes.map(({ id }) => [id, rename(id)] as const))
  const existing = new Set(document.nodes.map(({ id }) => id))
  const edgeIds = new Set(document.edges.map(({ id }) => id))
  const edges = fragment.edges.flatMap((edge) => {
    const to = renamed.get(edge.to.node)
    const from = renamed.get(edge.from.node) ?? (existing.has(edge.from.node) ? edge.from.node : undefined)
    if (to === undefined || from === undefined) return []
    const id = newEdgeId(edgeIds)
    edgeIds.add(id)
    return [{ id, from: { ...edge.from, node: from }, to: { ...edge.to, node: to } }]
  })
  const renameNote = freshIds(document.notes)
  return {
    nodes: fragment.nodes.map((node) => moved({ ...node, id: renamed.get(node.id) ?? node.id }, offset)),
    edges,
    groups: adoptGroups(document, fragment.groups, renamed),
    notes: fragment.notes.map((note) => moved({ ...note, id: renameNote(note.id) }, offset)),
  }
}

/** Groups of the copies; one none of whose members was copied goes. */
function adoptGroups(
  document: PipelineDocument,
  groups: readonly GroupRecord[],
  renamed: ReadonlyMap<string, string>,
): GroupRecord[] {
  const rename = freshIds(document.groups)
  const grouped = new Set<string>()
  return groups.flatMap((group) => {
    const nodes = group.nodes.flatMap((old) => {
      const id = renamed.get(old)
      if (id === undefined || grouped.has(id)) return []
      grouped.add(id)
      return [id]
    })
    return nodes.length === 0 ? [] : [{ ...group, id: rename(group.id), nodes }]
  })
}

/** Gives each record an id that no other has. */
function freshIds(records: readonly { readonly id: string }[]): (id: string) => string {
  const taken = new Set(records.map(({ id }) => id))
  return (old) => {
    const id = newNodeId(old.replace(/-\d+$/, ''), taken)
    taken.add(id)
    return id
  }
}

function moved<Placed extends { readonly position: Point }>(record: Placed, by: Point): Placed {
  return { ...record, position: { x: record.position.x + by.x, y: record.position.y + by.y } }
}

/** Adds what {@link adoptFragment} gave, as one step. */
export function pasteFragment({ nodes, edges, groups, notes }: Fragment): DocumentCommand {
  return {
    kind: 'paste',
    change: (document) =>
      nodes.length === 0 && notes.length === 0
        ? document
        : {
            ...document,
            nodes: [...document.nodes, ...nodes],
            edges: [...document.edges, ...edges],
            groups: [...document.groups, ...groups],
            notes: [...document.notes, ...notes],
          },
  }
}
