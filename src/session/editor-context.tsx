/** The stores of one editor, handed down by context: several editors on one page share nothing. */
import { createContext, useContext } from 'react'
import type { StoreApi } from 'zustand'
import { useStore } from 'zustand'
import type { KeymapStore } from '../commands/keymap.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import type { ChangeMarks } from '../document/diff-documents.ts'
import type { DocumentState, DocumentStore } from '../document/document-store.ts'
import type { LevelState, Levels } from '../document/levels.ts'
import type { StoredPipelines } from '../document/stored-pipelines.ts'
import type { IssueState } from '../document/issue-store.ts'
import type { HeatState, HeatStore } from '../runs/heat-store.ts'
import { heatStateInside, viewInside } from '../runs/view-inside.ts'
import type { PinStore } from '../runs/pin-store.ts'
import type { RunState, RunStore } from '../runs/run-store.ts'
import type { LocalRunState } from '../runs/local-runner/local-runner.ts'
import type { Runner } from '../runs/runner.ts'
import type { CanvasOptions, CanvasOptionStore } from './canvas-options.ts'
import type { DraftStore } from './draft-store.ts'
import type { EditorFeatures } from './features.ts'
import type { NodeCards } from './node-cards.ts'
import type { NodePicks, NodePickStore } from './node-picks.ts'
import type { ResourceProvider } from './resources.ts'
import type { SessionState, SessionStore } from './session-store.ts'
import type { WorkState } from './work-store.ts'

export interface Editor {
  /** What is shown and changed: the document of the host, or a pipeline inside one of its nodes. */
  readonly document: DocumentStore
  /** The document of the host: what is saved and run. */
  readonly whole: DocumentStore
  readonly levels: Levels
  /** What nodes run that is stored elsewhere. */
  readonly stored: StoredPipelines
  readonly session: SessionStore
  /** What fields hold that the document cannot. */
  readonly drafts: DraftStore
  readonly runs: RunStore
  /** Outputs that are held by hand. */
  readonly pins: PinStore
  /** What the last runs did, for the canvas. */
  readonly heat: HeatStore
  /** Null when the host wants no runs. */
  readonly runner: Runner | null
  /** How runs in the page are doing; null when they happen elsewhere. */
  readonly localRuns: StoreApi<LocalRunState> | null
  /** What the host builds and trains right now. */
  readonly work: StoreApi<WorkState>
  readonly issues: StoreApi<IssueState>
  readonly keymap: KeymapStore
  readonly picks: NodePickStore
  readonly canvasOptions: CanvasOptionStore
  readonly nodes: NodeRegistry
  readonly cards: NodeCards
  readonly features: Required<EditorFeatures>
  readonly resources: ResourceProvider | null
  readonly workers: EditorWorkers
  /** What became of nodes and wires between two versions; empty but where versions are compared. */
  readonly marks: ChangeMarks
  /** Where else the host can take a person, for the finder; null when it gave nothing. */
  readonly loadPlaces: (() => Promise<readonly HostPlace[]>) | null
}

/** Somewhere outside this editor, such as another pipeline of the host. */
export interface HostPlace {
  readonly id: string
  readonly title: string
  /** What it is, in a word; a pipeline when left out. */
  readonly kind?: string
  readonly onOpen: () => void
}

/** Workers that the host makes, since only it knows where their files are served. */
export interface EditorWorkers {
  /** Runs elkjs's `elk-worker.min.js`; without it there is no auto-layout. */
  readonly layout?: () => Worker
  /** Runs `run-worker.js`; without it, and where it is refused, pipelines run in the page itself. */
  readonly run?: () => Worker
}

export const EditorContext = createContext<Editor | null>(null)

export function useEditor(): Editor {
  const editor = useContext(EditorContext)
  if (editor === null) throw new Error('This belongs inside a pipeline editor.')
  return editor
}

export function useDocument<Part>(select: (state: DocumentState) => Part): Part {
  return useStore(useEditor().document, select)
}

/** The document that is saved and run, whatever part of it is shown. */
export function useWhole<Part>(select: (state: DocumentState) => Part): Part {
  return useStore(useEditor().whole, select)
}

export function useLevel<Part>(select: (state: LevelState) => Part): Part {
  return useStore(useEditor().levels.store, select)
}

export function useSession<Part>(select: (state: SessionState) => Part): Part {
  return useStore(useEditor().session, select)
}

export function useRuns<Part>(select: (state: RunState) => Part): Part {
  return useStore(useEditor().runs, select)
}

/** A part of the run drawn on the canvas, as far as it happened in what is shown; it is empty when nothing ran. */
export function useRunView<Part>(select: (view: RunView) => Part): Part {
  const path = useLevel((state) => state.path)
  return useStore(useEditor().runs, ({ view, items }) => select(viewInside(view, path, items)))
}

/** Whether the outputs of a node of what is shown are held. */
export function useIsPinned(node: string): boolean {
  const path = useLevel((state) => state.path)
  return useStore(useEditor().pins, ({ pins }) => Object.hasOwn(pins, [...path, node].join('/')))
}

/** What the last runs did, in what is shown. */
export function useHeat<Part>(select: (state: HeatState) => Part): Part {
  const path = useLevel((state) => state.path)
  return useStore(useEditor().heat, (state) => select(heatStateInside(state, path)))
}

export function useCanvasOptions<Part>(select: (state: CanvasOptions) => Part): Part {
  return useStore(useEditor().canvasOptions, select)
}

export function useNodePicks<Part>(select: (state: NodePicks) => Part): Part {
  return useStore(useEditor().picks, select)
}

export function useIssues<Part>(select: (state: IssueState) => Part): Part {
  return useStore(useEditor().issues, select)
}
