/** What a person typed into a field and the document cannot hold yet, such as half a number: kept until it makes sense or is undone. */
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'

export interface Draft {
  readonly text: string
  /** The value it was typed over, as JSON. When the document holds another, the draft is void. */
  readonly over: string
}

export interface DraftState {
  readonly drafts: ReadonlyMap<string, Draft>
  /** `null` forgets. */
  keep(key: string, draft: Draft | null): void
  /** Forgets every draft whose key begins so: the thing it belonged to is gone. */
  forgetAll(prefix: string): void
}

export type DraftStore = StoreApi<DraftState>

export function createDraftStore(): DraftStore {
  return createStore<DraftState>((set) => ({
    drafts: new Map(),
    keep: (key, draft) =>
      set(({ drafts }) => {
        if (draft === null && !drafts.has(key)) return {}
        const next = new Map(drafts)
        if (draft === null) next.delete(key)
        else next.set(key, draft)
        return { drafts: next }
      }),
    forgetAll: (prefix) =>
      set(({ drafts }) => ({ drafts: new Map([...drafts].filter(([key]) => !key.startsWith(prefix))) })),
  }))
}
