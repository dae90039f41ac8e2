/** Drafts and revisions over a store. */
import { hashPipeline } from '../core/document/content-hash.ts'
import type { PipelineDocument } from '../core/document/document.ts'
import { failure } from '../core/errors/failure.ts'
import type { PipelineService } from '../core/services/pipelines.ts'
import type { PipelineStore } from '../core/stores/stores.ts'
import type { Draft, Revision } from '../core/wire/pipelines.ts'
import { createRecentlyUsed } from './recently-used.ts'

/** Drafts held in memory: those that run are asked for again and again. */
const keptDrafts = 64

export function createPipelineService(store: PipelineStore): PipelineService {
  const drafts = createRecentlyUsed<{ readonly version: string; readonly draft: Draft }>(keptDrafts)
  const find = async (id: string): Promise<Draft> => {
    const version = await store.version(id)
    const known = drafts.get(id)
    if (known !== undefined && known.version === version) return known.draft
    const draft = await store.get(id)
    if (version === undefined || draft === undefined) throw failure('PIPELINE_NOT_FOUND', { pipeline: id })
    // Saved by somebody in between: it is newer than its version here, and is read once more the next time.
    drafts.set(id, { version, draft })
    return draft
  }
  const conflict = async (id: string, expected: number) => {
    const current = await find(id)
    return failure(
      'REVISION_CONFLICT',
      { pipeline: id, current: current.counter, expected },
      { cause: current },
    )
  }
  const pin = (document: PipelineDocument, note: string): Promise<Revision> =>
    store.addRevision({
      hash: hashPipeline(document),
      pipelineId: document.id,
      createdAt: new Date().toISOString(),
      note,
      document,
    })

  return {
    list: () => store.list(),
    get: find,
    create: async (document) => {
      const draft = await store.create(document)
      if (draft === undefined) throw failure('PIPELINE_EXISTS', { pipeline: document.id })
      return draft
    },
    save: async (id, document, expectedCounter) => {
      const draft = await store.save(id, { ...document, id }, expectedCounter)
      if (draft === undefined) throw await conflict(id, expectedCounter)
      return draft
    },
    remove: async (id, expectedCounter) => {
      if (!(await store.remove(id, expectedCounter))) throw await conflict(id, expectedCounter)
    },
    revisions: async (id) => {
      await find(id)
      return store.revisions(id)
    },
    revision: async (id, hash) => {
      const revision = await store.revision(id, hash)
      if (revision === undefined) throw failure('REVISION_NOT_FOUND', { pipeline: id, revision: hash })
      return revision
    },
    saveRevision: async (id, note) => pin((await find(id)).document, note),
    publish: async (id, hash) => {
      if ((await store.revision(id, hash)) === undefined) {
        throw failure('REVISION_NOT_FOUND', { pipeline: id, revision: hash })
      }
      const draft = await store.publish(id, hash)
      if (draft === undefined) throw failure('PIPELINE_NOT_FOUND', { pipeline: id })
      return draft
    },
  }
}
