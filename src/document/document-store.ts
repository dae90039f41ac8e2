/** The document of one editor with its history. Made per editor, handed down by context. */
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import type { CommandKind, DocumentCommand } from './commands.ts'

export interface HistoryStep {
  readonly kind: CommandKind
  readonly group: string | undefined
  /** Milliseconds since the epoch of the last command in the step. */
  readonly at: number
  /** The document before the step. */
  readonly before: PipelineDocument
  readonly after: PipelineDocument
}

export interface DocumentState {
  readonly document: PipelineDocument
  /** Oldest first. */
  readonly past: readonly HistoryStep[]
  /** What redo brings back, next first. */
  readonly future: readonly HistoryStep[]
  readonly isReadOnly: boolean
  /** Nodes whose settings an older Signalbox saved and that were brought up to date: the last ones that came in. */
  readonly migrated: readonly NodeRecord[]
  /** Applies a command; nothing happens when it changes nothing or the document is read-only. */
  apply(command: DocumentCommand): void
  undo(): void
  redo(): void
  /** Goes to the state after `steps` steps of the whole history; 0 is the beginning. */
  goTo(steps: number): void
  /** Shows another document and forgets the history. */
  open(document: PipelineDocument, isReadOnly?: boolean): void
}

export type DocumentStore = StoreApi<DocumentState>

/** Steps that undo remembers. Documents share their unchanged parts, so a step costs what it changed. */
export const historyLimit = 300

/** A pause longer than this ends a step. */
const pauseMs = 2_000

export interface DocumentStoreOptions {
  readonly isReadOnly?: boolean
  /** Puts into the document what is typed and not in it yet: before anything else changes it, so that neither undoes the other. */
  readonly settle?: () => void
  /** Brings nodes of earlier versions up to date: in what is opened, and in what is pasted or put in place. */
  readonly migrate?: (document: PipelineDocument) => PipelineDocument
  readonly now?: () => number
}

export function createDocumentStore(
  initial: PipelineDocument,
  {
    isReadOnly = false,
    settle = () => undefined,
    migrate = (document) => document,
    now = Date.now,
  }: DocumentStoreOptions = {},
): DocumentStore {
  const bringUpToDate = (given: PipelineDocument) => {
    const document = migrate(given)
    return { document, migrated: document.nodes.filter((node, index) => node !== given.nodes[index]) }
  }
  return createStore<DocumentState>((set, get) => ({
    ...bringUpToDate(initial),
    past: [],
    future: [],
    isReadOnly,

    apply: (command) => {
      settle()
      const { document, past, isReadOnly: isLocked } = get()
      if (isLocked) return
      const changed = command.change(document)
      if (changed === document) return
      const { document: after, migrated } =
        changed.nodes === document.nodes ? { document: changed, migrated: [] } : bringUpToDate(changed)
      set({
        document: after,
        past: addStep(past, command, document, after, now()),
        future: [],
        ...(migrated.length === 0 ? {} : { migrated }),
      })
    },

    undo: () => {
      settle()
      get().goTo(get().past.length - 1)
    },
    redo: () => {
      settle()
      get().goTo(get().past.length + 1)
    },

    goTo: (steps) => {
      settle()
      const { past, future, isReadOnly: isLocked } = get()
      const all = [...past, ...future]
      if (isLocked || steps < 0 || steps > all.length || steps === past.length) return
      const document = steps === 0 ? all[0]?.before : all[steps - 1]?.after
      if (document !== undefined) set({ document, past: all.slice(0, steps), future: all.slice(steps) })
    },

    open: (document, readOnly = get().isReadOnly) =>
      set({ ...bringUpToDate(document), past: [], future: [], isReadOnly: readOnly }),
  }))
}

function addStep(
  past: readonly HistoryStep[],
  { kind, group }: DocumentCommand,
  before: PipelineDocument,
  after: PipelineDocument,
  at: number,
): readonly HistoryStep[] {
  const last = past.at(-1)
  const continues =
    last !== undefined && group !== undefined && last.group === group && at - last.at <= pauseMs
  if (continues) return [...past.slice(0, -1), { ...last, at, after }]
  return [...past, { kind, group, at, before, after }].slice(-historyLimit)
}
