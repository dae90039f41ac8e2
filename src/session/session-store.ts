/** What one person is doing in one editor right now. Nothing of it is saved with the document. */
import type { LucideIcon } from 'lucide-react'
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { Joint } from '../document/insert-node.ts'

export interface Selection {
  readonly nodes: ReadonlySet<string>
  readonly edges: ReadonlySet<string>
  /** The node whose wires a keyboard user goes through. */
  readonly around?: string
}

export interface PickedPort {
  readonly node: string
  readonly port: string
  readonly side: 'input' | 'output'
  /** Only ports of this node are offered at the other end. */
  readonly onto?: string
  /** The wire that is moved there, rather than a new one made. */
  readonly moved?: string
}

/** Where the inspector should scroll to and put the focus: a setting of what is selected, or of the pipeline. */
export interface FocusRequest {
  readonly setting: string | null
  readonly count: number
}

export type PanelName = 'palette' | 'inspector' | 'drawer'

interface ScreenPoint {
  readonly x: number
  readonly y: number
}

/** Something that a port, a group or a note can do, in the reader's words. */
export interface OwnEntry {
  readonly id: string
  readonly label: string
  readonly icon: LucideIcon
  readonly isDangerous?: boolean
  readonly onAction: () => void
}

/** What stands over the editor until it is closed; one at a time. Places are in pixels of the window. */
export type Overlay =
  | { readonly kind: 'finder' }
  | { readonly kind: 'shortcuts' }
  | { readonly kind: 'history' }
  /** What a node is to give in later runs; `port` has the focus. */
  | { readonly kind: 'edit-outputs'; readonly node: string; readonly port?: string }
  | {
      readonly kind: 'add-node'
      /** Where the node is to stand; null leaves the choice to the editor. */
      readonly at: ScreenPoint | null
      /** The wire that asks for it: only types with a port that fits are offered. */
      readonly joint?: Joint
      /** The node whose place the new one takes. */
      readonly replaces?: string
    }
  | {
      readonly kind: 'menu'
      readonly at: ScreenPoint
      /** The commands that it lists; null for none but `own`. */
      readonly on: 'canvas' | 'nodes' | 'wire' | null
      /** What only this thing can do, listed first. */
      readonly own?: readonly OwnEntry[]
    }

export interface SessionState {
  readonly selection: Selection
  /** The port that a keyboard user picked to connect from. */
  readonly picked: PickedPort | null
  readonly isPaletteOpen: boolean
  /** What the left panel shows: the outline in place of the node list. */
  readonly isOutline: boolean
  readonly isInspectorOpen: boolean
  readonly isDrawerOpen: boolean
  /** Only the canvas. */
  readonly isFocusMode: boolean
  readonly focusRequest: FocusRequest | null
  /** The node the canvas should bring into view. */
  readonly centreRequest: { readonly node: string; readonly count: number } | null
  readonly overlay: Overlay | null
  /** Said to screen readers. */
  readonly announcement: string
  select(nodes: Iterable<string>, edges?: Iterable<string>, around?: string): void
  pick(port: PickedPort | null): void
  show(panel: PanelName, isOpen: boolean): void
  toggle(panel: PanelName): void
  /** Opens the outline at the left, or goes back to the node list. */
  toggleOutline(): void
  open(overlay: Overlay): void
  closeOverlay(): void
  setFocusMode(isOn: boolean): void
  /** The inspector has done what `focusRequest` asked for. */
  focusDone(): void
  /** Brings a node into view where it is not. */
  centre(node: string): void
  /** Selects a node, opens the inspector and brings both into view. */
  goToNode(node: string, setting?: string | null): void
  /** Opens the inspector at a setting of the pipeline itself. */
  goToPipelineSetting(setting: string): void
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
    isOutline: false,
    isFocusMode: false,
    focusRequest: null,
    centreRequest: null,
    overlay: null,
    announcement: '',

    select: (nodes, edges = [], around) =>
      set(({ selection }) => {
        const next = {
          nodes: new Set(nodes),
          edges: new Set(edges),
          ...(around === undefined ? {} : { around }),
        }
        const isSame = hasSame(selection.nodes, next.nodes) && hasSame(selection.edges, next.edges)
        return isSame && selection.around === around ? {} : { selection: next }
      }),
    pick: (picked) => set({ picked }),
    show: (panel, isOpen) => set({ [flags[panel]]: isOpen, isFocusMode: false }),
    toggle: (panel) =>
      set((state) => ({ [flags[panel]]: state.isFocusMode || !state[flags[panel]], isFocusMode: false })),
    toggleOutline: () =>
      set(({ isOutline, isPaletteOpen, isFocusMode }) => ({
        isOutline: !isOutline || !isPaletteOpen || isFocusMode,
        isPaletteOpen: true,
        isFocusMode: false,
      })),
    open: (overlay) => set({ overlay }),
    closeOverlay: () => set({ overlay: null }),
    setFocusMode: (isFocusMode) => set({ isFocusMode }),
    centre: (node) =>
      set(({ centreRequest }) => ({ centreRequest: { node, count: (centreRequest?.count ?? 0) + 1 } })),
    goToNode: (node, setting = null) =>
      set(({ focusRequest, centreRequest }) => ({
        selection: { nodes: new Set([node]), edges: new Set() },
        isInspectorOpen: true,
        isFocusMode: false,
        focusRequest: { setting, count: (focusRequest?.count ?? 0) + 1 },
        centreRequest: { node, count: (centreRequest?.count ?? 0) + 1 },
      })),
    goToPipelineSetting: (setting) =>
      set(({ focusRequest }) => ({
        selection: { nodes: new Set(), edges: new Set() },
        isInspectorOpen: true,
        isFocusMode: false,
        focusRequest: { setting, count: (focusRequest?.count ?? 0) + 1 },
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
