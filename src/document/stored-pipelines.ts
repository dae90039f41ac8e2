/** Stored revisions that nodes run as their pipelines: loaded from the host once each, and kept, as is what the host does not have. */
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { FindStored } from '../../runtime/core/document/find-inside.ts'
import { loadStored } from '../../runtime/core/document/find-inside.ts'
import { migratePipeline } from '../../runtime/core/document/migrate.ts'
import type { Failure } from '../../runtime/core/errors/failure.ts'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { StoredReference } from '../../runtime/core/services/sub-pipelines.ts'

/** A stored revision was asked for where the host keeps no pipelines. */
export class NoPipelineStore extends Error {
  readonly pipeline: string
  constructor(pipeline: string) {
    super(`Nothing here keeps the pipeline "${pipeline}".`)
    this.pipeline = pipeline
  }
}

/**
 * Loads a stored revision; null where the host keeps no pipelines. A refusal with PIPELINE_NOT_FOUND or REVISION_NOT_FOUND says that
 * there is none; after any other nobody knows.
 */
export type LoadPipeline = ((reference: StoredReference) => Promise<PipelineDocument>) | null

export interface StoredState {
  readonly find: FindStored
  /** What the host said last of a revision that it does not have; undefined where that is not known. */
  readonly whyMissing: (reference: StoredReference) => Failure | undefined
}

export interface StoredPipelines {
  /** Changes whenever one has come, or is found to be missing. */
  readonly store: StoreApi<StoredState>
  /** Asks again for one that could not be loaded. @throws NoPipelineStore where there is no store; otherwise what the host's store answers */
  load(reference: StoredReference): Promise<PipelineDocument>
  /**
   * Loads what the document names, and what is named in there; what cannot be loaded stays away.
   *
   * @param isAfresh asks again for what could not be loaded, and whether what was loaded is still there
   */
  loadAll(document: PipelineDocument, isAfresh?: boolean): void
}

const keyOf = ({ id, revision }: StoredReference) => `${id}@${revision}`

export function createStoredPipelines(loadPipeline: LoadPipeline, registry: NodeRegistry): StoredPipelines {
  const loaded = new Map<string, PipelineDocument>()
  const failed = new Map<string, Failure>()
  const look = (): StoredState => ({
    find: (reference) => loaded.get(keyOf(reference)),
    whyMissing: (reference) => {
      const why = failed.get(keyOf(reference))
      return why !== undefined && isNotFound(why) ? why : undefined
    },
  })
  const store = createStore<StoredState>(look)
  const underWay = new Map<string, Promise<PipelineDocument>>()
  const ask = async (reference: StoredReference): Promise<PipelineDocument> => {
    if (loadPipeline === null) throw new NoPipelineStore(reference.id)
    const key = keyOf(reference)
    const before = loaded.get(key) ?? failed.get(key)?.code
    try {
      const answer = await loadPipeline(reference)
      // A revision never changes: what is drawn already stays the same object.
      const found = loaded.get(key) ?? migratePipeline(answer, registry)
      loaded.set(key, found)
      failed.delete(key)
      return found
    } catch (error) {
      const why = toFailure(error)
      failed.set(key, why)
      if (isNotFound(why)) loaded.delete(key)
      throw error
    } finally {
      if (before !== (loaded.get(key) ?? failed.get(key)?.code)) store.setState(look())
    }
  }
  const askOnce = async (reference: StoredReference): Promise<PipelineDocument> => {
    const key = keyOf(reference)
    const coming = underWay.get(key) ?? ask(reference).finally(() => underWay.delete(key))
    underWay.set(key, coming)
    return coming
  }
  const load = async (reference: StoredReference) => loaded.get(keyOf(reference)) ?? askOnce(reference)
  const loadUnlessFailed = async (reference: StoredReference) => {
    const why = failed.get(keyOf(reference))
    if (why !== undefined) throw why
    return load(reference)
  }
  return {
    store,
    load,
    loadAll: (document, isAfresh = false) => {
      if (loadPipeline !== null) void loadStored(document, isAfresh ? askOnce : loadUnlessFailed)
    },
  }
}

const isNotFound = ({ code }: Failure) => code === 'PIPELINE_NOT_FOUND' || code === 'REVISION_NOT_FOUND'
