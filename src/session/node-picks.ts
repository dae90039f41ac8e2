/** Node types that a person starred, and those used last: remembered by this browser. */
import { z } from 'zod'
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import { readRemembered, remember, scopedName } from '../ui/remembered.ts'

export interface NodePicks {
  /** In the order in which they were starred. */
  readonly starred: readonly string[]
  /** The last one first. */
  readonly recent: readonly string[]
  toggleStar(type: string): void
  tellUsed(type: string): void
}

export type NodePickStore = StoreApi<NodePicks>

/** As many as stand in one row of the narrowest palette. */
const keptRecent = 5

const typesSchema = z.array(z.string().max(200)).max(500)

/** @param scope apart from editors of other scopes; `''`: shared with those that have none */
export function createNodePicks(scope = ''): NodePickStore {
  const read = (name: string): readonly string[] => {
    try {
      return typesSchema.parse(JSON.parse(readRemembered(scopedName(scope, name)) ?? '[]'))
    } catch {
      // What another version kept is no reason to lose the palette.
      return []
    }
  }
  return createStore<NodePicks>((set, get) => ({
    starred: read('starred'),
    recent: read('recent').slice(0, keptRecent),
    toggleStar: (type) => {
      const { starred } = get()
      const next = starred.includes(type) ? starred.filter((one) => one !== type) : [...starred, type]
      set({ starred: next })
      remember(scopedName(scope, 'starred'), JSON.stringify(next))
    },
    tellUsed: (type) => {
      const recent = [type, ...get().recent.filter((one) => one !== type)].slice(0, keptRecent)
      set({ recent })
      remember(scopedName(scope, 'recent'), JSON.stringify(recent))
    },
  }))
}
