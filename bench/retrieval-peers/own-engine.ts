/** Our own search as the other engines are called: every document one passage, title and text together. */
import { buildSearchIndex } from '../../runtime/retrieval/build-search-index.ts'
import type { SourceDocument } from '../../runtime/retrieval/search-index.ts'
import type { OpenEngine } from './engine-process.ts'

export function openOwnEngine(method: 'bm25' | 'hybrid'): OpenEngine {
  return async (documents: readonly SourceDocument[]) => {
    const dense = method === 'bm25' ? { dense: false as const } : {}
    const index = await buildSearchIndex(documents, { chunking: 'document', ...dense })
    return (query, limit) => index.search(query, { method, limit }).map(({ documentId }) => documentId)
  }
}
