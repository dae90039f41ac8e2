/**
 * Which pipeline an editor shows: its document, or the pipeline inside one of its nodes, inside one of theirs, and so on. What is
 * shown is a window on the document: a change in it is a change of the document, with one history for all of it.
 */
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import type { FindStored } from '../../runtime/core/document/find-inside.ts'
import { referenceOf } from '../../runtime/core/document/find-inside.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { StoredReference } from '../../runtime/core/services/sub-pipelines.ts'
import type { DocumentCommand } from './commands.ts'
import type { DocumentState, DocumentStore } from './document-store.ts'
import { changeInside, documentOf } from './inside-node.ts'
import type { StoredPipelines } from './stored-pipelines.ts'

export interface LevelState {
  /** Nodes that lead to what is shown, from the outside in; empty for the document itself. */
  readonly path: readonly string[]
  /** The stored revision that is looked at, or that what is shown stands in; it cannot be changed here. */
  readonly stored: StoredReference | null
  /** Whether somebody asked for this path, or what was shown is no longer there. */
  readonly cause: 'asked' | 'lost'
}

export interface Levels {
  readonly store: StoreApi<LevelState>
  /** What the canvas shows and changes. */
  readonly shown: DocumentStore
  /**
   * Shows the pipeline at the end of the path, or of as much of it as there is.
   *
   * @throws NoPipelineStore for a stored revision where there is none; otherwise what the host's store answers
   */
  open(path: readonly string[]): Promise<void>
  /** The nodes of the path. */
  listRecords(): readonly NodeRecord[]
  /** The pipeline inside a node of what is shown. @throws as {@link open} */
  load(node: string): Promise<PipelineDocument | undefined>
}

interface Place {
  readonly records: readonly NodeRecord[]
  readonly path: readonly string[]
  readonly document: PipelineDocument
  readonly stored: StoredReference | null
}

export function createLevels(
  whole: DocumentStore,
  registry: NodeRegistry,
  pipelines: StoredPipelines,
): Levels {
  const find = (path: readonly string[]): Place =>
    findPlace(whole.getState().document, registry, path, pipelines.store.getState().find)
  const store = createStore<LevelState>(() => ({ path: [], stored: null, cause: 'asked' }))
  const shown = createShown(whole, registry, store)

  const show = ({ path, document, stored }: Place, cause: LevelState['cause']) => {
    const old = store.getState()
    const isSame = old.path.join('/') === path.join('/') && old.stored === stored
    // The path first: whoever hears of the other document asks where it stands.
    if (!isSame) store.setState({ path, stored, cause })
    const { past, future, isReadOnly } = whole.getState()
    shown.setState({ document, past, future, isReadOnly: isReadOnly || stored !== null })
  }
  whole.subscribe(() => show(find(store.getState().path), 'lost'))

  const inside = async (document: PipelineDocument, node: string): Promise<PipelineDocument | undefined> => {
    const record = document.nodes.find(({ id }) => id === node)
    const reference = record === undefined ? undefined : referenceOf(record, registry)
    return reference === undefined || 'inline' in reference ? reference?.inline : pipelines.load(reference)
  }

  return {
    store,
    shown,
    listRecords: () => find(store.getState().path).records,
    load: (node) => inside(shown.getState().document, node),
    open: async (path) => {
      let document: PipelineDocument | undefined = whole.getState().document
      for (const node of path) document = document === undefined ? undefined : await inside(document, node)
      const place = find(path)
      show(place, place.path.length === path.length ? 'asked' : 'lost')
    },
  }
}

/** As far as the path leads. */
function findPlace(
  whole: PipelineDocument,
  registry: NodeRegistry,
  path: readonly string[],
  findStored: FindStored,
): Place {
  let place: Place = { path: [], records: [], document: whole, stored: null }
  for (const node of path) {
    const record = place.document.nodes.find(({ id }) => id === node)
    const reference = record === undefined ? undefined : referenceOf(record, registry)
    const document = reference === undefined ? undefined : documentOf(reference, findStored)
    if (record === undefined || reference === undefined || document === undefined) return place
    const stored = 'inline' in reference ? place.stored : reference
    place = { path: [...place.path, node], records: [...place.records, record], document, stored }
  }
  return place
}

/** A store that looks like that of a document of its own, and hands every change on to the whole. */
function createShown(
  whole: DocumentStore,
  registry: NodeRegistry,
  level: StoreApi<LevelState>,
): DocumentStore {
  return createStore<DocumentState>(() => ({
    ...whole.getState(),
    apply: (command) => {
      const { path, stored } = level.getState()
      if (stored !== null) return
      whole.getState().apply(path.length === 0 ? command : insideCommand(command, path, registry))
    },
    undo: () => whole.getState().undo(),
    redo: () => whole.getState().redo(),
    goTo: (steps) => whole.getState().goTo(steps),
    open: (document, isReadOnly) => whole.getState().open(document, isReadOnly),
  }))
}

function insideCommand(
  { kind, group, change }: DocumentCommand,
  path: readonly string[],
  registry: NodeRegistry,
): DocumentCommand {
  return {
    kind,
    ...(group === undefined ? {} : { group: `${path.join('/')}/${group}` }),
    change: (document) => changeInside(document, registry, path, change),
  }
}
