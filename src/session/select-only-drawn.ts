/** What is no longer drawn is no longer selected: after Undo, or after a change from elsewhere. */
import type { DocumentStore } from '../document/document-store.ts'
import type { SessionStore } from './session-store.ts'

export function selectOnlyDrawn(documents: DocumentStore, session: SessionStore): void {
  documents.subscribe(({ document: { nodes, edges } }, { document: before }) => {
    if (nodes === before.nodes && edges === before.edges) return
    const { selection, select } = session.getState()
    if (selection.nodes.size + selection.edges.size === 0) return
    const isDrawn = (ids: ReadonlySet<string>, records: readonly { readonly id: string }[]) => {
      const known = new Set(records.map(({ id }) => id))
      return [...ids].filter((id) => known.has(id))
    }
    const kept = { nodes: isDrawn(selection.nodes, nodes), edges: isDrawn(selection.edges, edges) }
    const isWhole = kept.nodes.length === selection.nodes.size && kept.edges.length === selection.edges.size
    if (!isWhole) select(kept.nodes, kept.edges)
  })
}
