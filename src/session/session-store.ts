/** What one person is doing in one editor right now. Nothing of it is saved with the document. */
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'

export interface Selection {
  readonly nodes: ReadonlySet<string>
  readonly edges: ReadonlySet<string>
}

export interface PickedPort {
  readonly node: string
  readonly port: string
  readonly side: 'input' | 'output'
}

/** Where the inspector should scroll to and put the focus: a setting of a node. */
export interface FocusRequest {
  readonly node: string
  readonly setting: string | null
  readonly count: number
}

export interface SessionState {
  readonly selection: Selection
  /** The port that a keyboard user picked to connect from. */
  readonly picked: PickedPort | null
  readonly isPaletteOpen: boolean
  readonly isInspectorOpen: boolean
  readonly isDrawerOpen: boolean
  /** Only the canvas. */
  readonly isFocusMode: boolean
  readonly focusRequest: FocusRequest | null
  /** The node the canvas should bring into view. */
  readonly centreRequest: { readonly node: string; readonly count: number } | null
  /** Said to screen readers. */
  readonly announcement: string
  select(nodes: Iterable<string>, edges?: Iterable<string>): void
  pick(port: PickedPort | null): void
  show(panel: 'palette' | 'inspector' | 'drawer', isOpen: boolean): void
  setFocusMode(isOn: boolean): void
  /** The inspector has done what `focusRequest` asked for. */
  focusDone(): void
  /** Selects a node, opens the inspector and brings both into view. */
  goToNode(node: string, setting?: string | null): void
  announce(text: string): void
}

export type SessionStore = StoreApi<SessionState>

const flags = { palette: 'isPaletteOpen', inspector: 'isInspectorOpen', drawer: 'isDrawerOpen' } as const

/** Which panels are open at first. */
export type OpenPanels = Pick<SessionState, 'isPaletteOpen' | 'isInspectorOpen' | 'isDrawerOpen'>

const everyPanel: OpenPanels = { isPaletteOpen: true, isInspectorOpen: true, isDrawerOpen: true }

export function createSessionStore(panels: OpenPanels = everyPanel): SessionStore {
  return createStore<SessionState>((set) => ({
    ...panels,
    selection: { nodes: new Set(), edges: new Set() },
    picked: null,
    isFocusMode: false,
    focusRequest: null,
    centreRequest: null,
    announcement: '',

    select: (nodes, edges = []) =>
      set(({ selection }) => {
        const next = { nodes: new Set(nodes), edges: new Set(edges) }
        const isSame = hasSame(selection.nodes, next.nodes) && hasSame(selection.edges, next.edges)
        return isSame ? {} : { selection: next }
      }),
    pick: (picked) => set({ picked }),
    show: (panel, isOpen) => set({ [flags[panel]]: isOpen, isFocusMode: false }),
    setFocusMode: (isFocusMode) => set({ isFocusMode }),
    goToNode: (node, setting = null) =>
      set(({ focusRequest, centreRequest }) => ({
        selection: { nodes: new Set([node]), edges: new Set() },
        isInspectorOpen: true,
        isFocusMode: false,
        focusRequest: { node, setting, count: (focusRequest?.count ?? 0) + 1 },
        centreRequest: { node, count: (centreRequest?.count ?? 0) + 1 },
      })),
    focusDone: () => set({ focusRequest: null }),
    // The same text twice would be silent: a no-break space makes it new.
    announce: (text) =>
      set(({ announcement }) => ({ announcement: announcement === text ? `${text}\u00a0` : text })),
  }))
}

function hasSame(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  return a.size === b.size && [...a].every((item) => b.has(item))
}
