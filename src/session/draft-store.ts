/** What a person typed into a field and the document cannot hold yet, such as half a number: kept until it makes sense or is undone. */
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { DocumentStore } from '../document/document-store.ts'
import type { HeldChange } from './held-change.ts'
import { createHeldChange } from './held-change.ts'

export interface Draft {
  readonly text: string
  /** The value it was typed over, as JSON. When the document holds another, the draft is void. */
  readonly over: string
}

export interface DraftState {
  /** What the document gets in a moment. */
  readonly typed: HeldChange
  readonly drafts: ReadonlyMap<string, Draft>
  /** `null` forgets. */
  keep(key: string, draft: Draft | null): void
  /** Forgets what was typed at things that are gone. */
  keepOnly(hasOwner: (key: string) => boolean): void
}

export type DraftStore = StoreApi<DraftState>

export function createDraftStore(): DraftStore {
  return createStore<DraftState>((set) => ({
    typed: createHeldChange(),
    drafts: new Map(),
    keep: (key, draft) =>
      set(({ drafts }) => {
        if (draft === null && !drafts.has(key)) return {}
        const next = new Map(drafts)
        if (draft === null) next.delete(key)
        else next.set(key, draft)
        return { drafts: next }
      }),
    keepOnly: (hasOwner) =>
      set(({ drafts }) =>
        [...drafts.keys()].every(hasOwner)
          ? {}
          : { drafts: new Map([...drafts].filter(([key]) => hasOwner(key))) },
      ),
  }))
}

/** What was typed at a node goes when the node goes. Keys begin with the node's id; those of the pipeline with a parenthesis. */
export function forgetWithNodes(drafts: DraftStore, documents: DocumentStore): void {
  documents.subscribe(({ document: { nodes } }, before) => {
    if (nodes === before.document.nodes || drafts.getState().drafts.size === 0) return
    const ids = new Set(nodes.map(({ id }) => id))
    drafts.getState().keepOnly((key) => key.startsWith('(') || ids.has(key.split(' ')[0] ?? ''))
  })
}
