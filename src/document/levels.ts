/**
 * Which pipeline an editor shows: its document, or the pipeline inside one of its nodes, inside one of theirs, and so on. What is
 * shown is a window on the document: a change in it is a change of the document, with one history for all of it.
 */
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import { migratePipeline } from '../../runtime/core/document/migrate.ts'
import { referenceOf } from '../../runtime/core/document/find-inside.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { StoredReference } from '../../runtime/core/services/sub-pipelines.ts'
import type { DocumentCommand } from './commands.ts'
import type { DocumentState, DocumentStore } from './document-store.ts'
import { changeInside, keyOf } from './inside-node.ts'

export interface LevelState {
  /** Nodes that lead to what is shown, from the outside in; empty for the document itself. */
  readonly path: readonly string[]
  /** The stored revision that is looked at, or that what is shown stands in; it cannot be changed here. */
  readonly stored: StoredReference | null
  /** Whether somebody asked for this path, or what was shown is no longer there. */
  readonly cause: 'asked' | 'lost'
}

/** A stored revision was asked for where the host keeps no pipelines. */
export class NoPipelineStore extends Error {
  readonly pipeline: string
  constructor(pipeline: string) {
    super(`Nothing here keeps the pipeline "${pipeline}".`)
    this.pipeline = pipeline
  }
}

/** Loads a stored revision; null where the host keeps no pipelines. */
export type LoadPipeline = ((reference: StoredReference) => Promise<PipelineDocument>) | null

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
  loadPipeline: LoadPipeline,
): Levels {
  const loaded = new Map<string, PipelineDocument>()
  const find = (path: readonly string[]): Place =>
    findPlace(whole.getState().document, registry, path, loaded)
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
    if (reference === undefined || 'inline' in reference) return reference?.inline
    const known = loaded.get(keyOf(reference))
    if (known !== undefined) return known
    if (loadPipeline === null) throw new NoPipelineStore(reference.id)
    const found = migratePipeline(await loadPipeline(reference), registry)
    loaded.set(keyOf(reference), found)
    return found
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
  loaded: ReadonlyMap<string, PipelineDocument>,
): Place {
  let place: Place = { path: [], records: [], document: whole, stored: null }
  for (const node of path) {
    const record = place.document.nodes.find(({ id }) => id === node)
    const reference = record === undefined ? undefined : referenceOf(record, registry)
    const isInline = reference !== undefined && 'inline' in reference
    const document = isInline
      ? reference.inline
      : reference === undefined
        ? undefined
        : loaded.get(keyOf(reference))
    if (record === undefined || document === undefined) return place
    const stored = isInline ? place.stored : (reference ?? null)
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
