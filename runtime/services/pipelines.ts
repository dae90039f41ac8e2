/** Drafts and revisions over a store. */
import { hashPipeline } from '../core/document/content-hash.ts'
import type { PipelineDocument } from '../core/document/document.ts'
import { failure } from '../core/errors/failure.ts'
import type { NodeRegistry } from '../core/node/registry.ts'
import { listUses } from '../core/node/resource-uses.ts'
import type { PipelineService } from '../core/services/pipelines.ts'
import type { PipelineStore } from '../core/stores/stores.ts'
import type { Draft, PipelineSummary, PipelineUse, Revision, RevisionTexts } from '../core/wire/pipelines.ts'
import { pipelineUseSchema } from '../core/wire/pipelines.ts'
import { createRecentlyUsed } from '../core/recently-used.ts'

/** Drafts held in memory: those that run are asked for again and again. */
const keptDrafts = 64

/** How long a removed pipeline can be restored. */
const keptRemovedMs = 24 * 60 * 60 * 1000

export function createPipelineService(store: PipelineStore, nodes: NodeRegistry): PipelineService {
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
  /** The draft, and what is published. */
  const documentsOf = async ({ id, publishedRevision }: PipelineSummary): Promise<PipelineDocument[]> => {
    const published = publishedRevision === null ? undefined : await store.revision(id, publishedRevision)
    return [(await find(id)).document, ...(published === undefined ? [] : [published.document])]
  }
  const purge = () => store.purge(new Date(Date.now() - keptRemovedMs).toISOString())

  return {
    list: async (use = {}) => {
      const wanted = pipelineUseSchema.keyof().options.filter((kind) => use[kind] !== undefined)
      const listed: PipelineSummary[] = []
      for (const summary of await store.list()) {
        const documents = wanted.length === 0 ? [] : await documentsOf(summary)
        const isUsed = (kind: keyof PipelineUse) =>
          documents.some((one) => listUses(one, nodes, kind).has(use[kind] ?? ''))
        if (wanted.every(isUsed)) listed.push(summary)
      }
      return listed
    },
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
      await purge()
    },
    file: async (id, { tags, isArchived }) => {
      const summary = await store.file(id, {
        ...(tags === undefined ? {} : { tags: [...new Set(tags)].sort((a, b) => a.localeCompare(b)) }),
        ...(isArchived === undefined ? {} : { isArchived }),
      })
      if (summary === undefined) throw failure('PIPELINE_NOT_FOUND', { pipeline: id })
      return summary
    },
    restore: async (id) => {
      await purge()
      const draft = await store.restore(id)
      if (draft === undefined) throw failure('PIPELINE_NOT_FOUND', { pipeline: id })
      return draft
    },
    ...createRevisions(store, find),
  }
}

function createRevisions(
  store: PipelineStore,
  find: (id: string) => Promise<Draft>,
): Pick<PipelineService, 'revisions' | 'revision' | 'saveRevision' | 'describeRevision' | 'publish'> {
  const notFound = (id: string, hash: string) =>
    failure('REVISION_NOT_FOUND', { pipeline: id, revision: hash })
  const pin = (document: PipelineDocument, texts: RevisionTexts): Promise<Revision> =>
    store.addRevision({
      hash: hashPipeline(document),
      pipelineId: document.id,
      createdAt: new Date().toISOString(),
      ...texts,
      document,
    })
  const describe = async (id: string, hash: string, texts: RevisionTexts): Promise<Revision> => {
    const described = await store.describeRevision(id, hash, texts)
    if (described === undefined) throw notFound(id, hash)
    return described
  }
  return {
    revisions: async (id, page) => {
      await find(id)
      return store.revisions(id, page)
    },
    revision: async (id, hash) => {
      const revision = await store.revision(id, hash)
      if (revision !== undefined) return revision
      await find(id)
      throw notFound(id, hash)
    },
    saveRevision: async (id, texts) => {
      const revision = await pin((await find(id)).document, { name: '', note: '', ...texts })
      const [name, note] = [texts?.name || revision.name, texts?.note || revision.note]
      const isSaid = name === revision.name && note === revision.note
      return isSaid ? revision : describe(id, revision.hash, { name, note })
    },
    describeRevision: describe,
    publish: async (id, hash) => {
      if ((await store.revision(id, hash)) === undefined) throw notFound(id, hash)
      const draft = await store.publish(id, hash)
      if (draft === undefined) throw failure('PIPELINE_NOT_FOUND', { pipeline: id })
      return draft
    },
  }
}
