import type { PipelineStore } from '../../core/stores/stores.ts'
import type { Draft, PipelineSummary, Revision } from '../../core/wire/pipelines.ts'

function summarise({ document, ...rest }: Draft): PipelineSummary {
  const { id, name, description, nodes } = document
  return { ...rest, id, name, description, nodes: nodes.length }
}

const byNewest = (a: { updatedAt: string; id: string }, b: { updatedAt: string; id: string }) =>
  b.updatedAt.localeCompare(a.updatedAt) || a.id.localeCompare(b.id)

export function createPipelineStore(): PipelineStore {
  const drafts = new Map<string, Draft>()
  const revisions = new Map<string, Map<string, Revision>>()
  const set = (id: string, draft: Draft) => {
    drafts.set(id, structuredClone(draft))
    return Promise.resolve(structuredClone(draft))
  }
  const now = () => new Date().toISOString()
  return {
    list: async () => [...drafts.values()].map(summarise).sort(byNewest),
    get: async (id) => structuredClone(drafts.get(id)),
    version: async (id) => {
      const { document: _document, ...version } = drafts.get(id) ?? {}
      return drafts.has(id) ? JSON.stringify(version) : undefined
    },
    create: async (document) =>
      drafts.has(document.id)
        ? undefined
        : set(document.id, { document, counter: 1, updatedAt: now(), publishedRevision: null }),
    save: async (id, document, expectedCounter) => {
      const old = drafts.get(id)
      if (old === undefined || old.counter !== expectedCounter) return undefined
      return set(id, { ...old, document, counter: old.counter + 1, updatedAt: now() })
    },
    remove: async (id, expectedCounter) => {
      if (drafts.get(id)?.counter !== expectedCounter) return false
      revisions.delete(id)
      return drafts.delete(id)
    },
    addRevision: async (revision) => {
      const known = revisions.get(revision.pipelineId) ?? new Map<string, Revision>()
      revisions.set(revision.pipelineId, known)
      if (!known.has(revision.hash)) known.set(revision.hash, structuredClone(revision))
      return structuredClone(known.get(revision.hash) ?? revision)
    },
    revisions: async (id) =>
      [...(revisions.get(id)?.values() ?? [])]
        .map(({ document: _document, ...summary }) => summary)
        .sort((a, b) => b.createdAt.localeCompare(a.createdAt) || a.hash.localeCompare(b.hash)),
    revision: async (id, hash) => structuredClone(revisions.get(id)?.get(hash)),
    publish: async (id, hash) => {
      const old = drafts.get(id)
      return old === undefined ? undefined : set(id, { ...old, publishedRevision: hash })
    },
  }
}
