import type { Page, RevisionPage } from '../../core/services/page.ts'
import type { PipelineStore } from '../../core/stores/stores.ts'
import type { Draft, PipelineSummary, Revision, RevisionSummary } from '../../core/wire/pipelines.ts'

interface StoredPipeline {
  readonly draft: Draft
  readonly tags: readonly string[]
  readonly isArchived: boolean
  readonly removedAt: string | null
}

function summarise({ draft, tags, isArchived }: StoredPipeline): PipelineSummary {
  const { document, ...rest } = draft
  const { id, name, description, nodes } = document
  return { ...rest, id, name, description, nodes: nodes.length, tags: [...tags], isArchived }
}

const byNewest = (a: { updatedAt: string; id: string }, b: { updatedAt: string; id: string }) =>
  b.updatedAt.localeCompare(a.updatedAt) || a.id.localeCompare(b.id)

const listRevisions = (revisions: Iterable<Revision>): RevisionSummary[] =>
  [...revisions]
    .map(({ document: _document, ...summary }) => summary)
    .sort((a, b) => b.createdAt.localeCompare(a.createdAt) || a.hash.localeCompare(b.hash))

function pageOf(
  all: readonly RevisionSummary[],
  { after, limit = 100, isNamed = false }: RevisionPage = {},
): Page<RevisionSummary> {
  const listed = isNamed ? all.filter(({ name }) => name !== '') : all
  // Where to go on is looked up among all: the last one may have lost its name since.
  const start = after === undefined ? -1 : all.findIndex(({ hash }) => hash === after)
  const later = new Set(all.slice(start + 1))
  const rest = listed.filter((one) => later.has(one))
  const items = rest.slice(0, limit)
  const last = items.at(-1)
  return {
    items,
    total: listed.length,
    ...(rest.length > limit && last !== undefined ? { next: last.hash } : {}),
  }
}

const now = () => new Date().toISOString()

export function createPipelineStore(): PipelineStore {
  const pipelines = new Map<string, StoredPipeline>()
  const revisions = new Map<string, Map<string, Revision>>()
  const find = (id: string) => {
    const stored = pipelines.get(id)
    return stored?.removedAt === null ? stored : undefined
  }
  const setDraft = (stored: StoredPipeline, draft: Draft): Draft => {
    pipelines.set(draft.document.id, { ...stored, draft: structuredClone(draft) })
    return structuredClone(draft)
  }
  const setRevision = (revision: Revision): Revision => {
    const known = revisions.get(revision.pipelineId) ?? new Map<string, Revision>()
    revisions.set(revision.pipelineId, known.set(revision.hash, structuredClone(revision)))
    return structuredClone(revision)
  }
  const revisionsOf = (id: string) => (find(id) === undefined ? undefined : revisions.get(id))
  const forget = (id: string) => {
    pipelines.delete(id)
    revisions.delete(id)
  }
  return {
    list: async () =>
      [...pipelines.values()]
        .filter(({ removedAt }) => removedAt === null)
        .map(summarise)
        .sort(byNewest),
    get: async (id) => structuredClone(find(id)?.draft),
    version: async (id) => {
      const draft = find(id)?.draft
      return draft && JSON.stringify([draft.counter, draft.updatedAt, draft.publishedRevision])
    },
    create: async (document) => {
      if (find(document.id) !== undefined) return undefined
      forget(document.id)
      const draft = { document, counter: 1, updatedAt: now(), publishedRevision: null }
      return setDraft({ draft, tags: [], isArchived: false, removedAt: null }, draft)
    },
    save: async (id, document, expectedCounter) => {
      const old = find(id)
      if (old?.draft.counter !== expectedCounter) return undefined
      return setDraft(old, { ...old.draft, document, counter: expectedCounter + 1, updatedAt: now() })
    },
    file: async (id, filing) => {
      const old = find(id)
      if (old === undefined) return undefined
      const { tags = old.tags, isArchived = old.isArchived } = filing
      const filed = { ...old, tags, isArchived }
      pipelines.set(id, filed)
      return summarise(filed)
    },
    remove: async (id, expectedCounter) => {
      const old = find(id)
      if (old?.draft.counter !== expectedCounter) return false
      pipelines.set(id, { ...old, removedAt: now() })
      return true
    },
    restore: async (id) => {
      const old = pipelines.get(id)
      if (old === undefined || old.removedAt === null) return undefined
      pipelines.set(id, { ...old, removedAt: null })
      return structuredClone(old.draft)
    },
    purge: async (before) => {
      for (const [id, { removedAt }] of pipelines) if (removedAt !== null && removedAt < before) forget(id)
    },
    addRevision: async (revision) =>
      structuredClone(revisions.get(revision.pipelineId)?.get(revision.hash)) ?? setRevision(revision),
    describeRevision: async (id, hash, texts) => {
      const old = revisionsOf(id)?.get(hash)
      return old === undefined ? undefined : setRevision({ ...old, ...texts })
    },
    revisions: async (id, page) => pageOf(listRevisions(revisionsOf(id)?.values() ?? []), page),
    revision: async (id, hash) => structuredClone(revisionsOf(id)?.get(hash)),
    publish: async (id, hash) => {
      const old = find(id)
      return old === undefined ? undefined : setDraft(old, { ...old.draft, publishedRevision: hash })
    },
  }
}
