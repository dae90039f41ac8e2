/** Stored revisions that nodes run as their pipelines: loaded from the host once each, and kept. */
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { FindStored } from '../../runtime/core/document/find-inside.ts'
import { loadStored } from '../../runtime/core/document/find-inside.ts'
import { migratePipeline } from '../../runtime/core/document/migrate.ts'
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

/** Loads a stored revision; null where the host keeps no pipelines. */
export type LoadPipeline = ((reference: StoredReference) => Promise<PipelineDocument>) | null

export interface StoredPipelines {
  /** Changes whenever one has come. */
  readonly store: StoreApi<{ readonly find: FindStored }>
  /** @throws NoPipelineStore where there is no store; otherwise what the host's store answers */
  load(reference: StoredReference): Promise<PipelineDocument>
  /** Loads what the document names, and what is named in there; what cannot be loaded stays away. */
  loadAll(document: PipelineDocument): void
}

const keyOf = ({ id, revision }: StoredReference) => `${id}@${revision}`

export function createStoredPipelines(loadPipeline: LoadPipeline, registry: NodeRegistry): StoredPipelines {
  let loaded: ReadonlyMap<string, PipelineDocument> = new Map()
  const findIn =
    (documents: typeof loaded): FindStored =>
    (reference) =>
      documents.get(keyOf(reference))
  const store = createStore<{ readonly find: FindStored }>(() => ({ find: findIn(loaded) }))
  const underWay = new Map<string, Promise<PipelineDocument>>()
  const ask = async (reference: StoredReference): Promise<PipelineDocument> => {
    if (loadPipeline === null) throw new NoPipelineStore(reference.id)
    const found = migratePipeline(await loadPipeline(reference), registry)
    loaded = new Map([...loaded, [keyOf(reference), found]])
    store.setState({ find: findIn(loaded) })
    return found
  }
  const load = async (reference: StoredReference): Promise<PipelineDocument> => {
    const key = keyOf(reference)
    const known = loaded.get(key) ?? underWay.get(key)
    if (known !== undefined) return known
    const coming = ask(reference).finally(() => underWay.delete(key))
    underWay.set(key, coming)
    return coming
  }
  return {
    store,
    load,
    loadAll: (document) => {
      if (loadPipeline !== null) void loadStored(document, load)
    },
  }
}
