/** `retrieval search`: one query against one index file. */
import { readFile } from 'node:fs/promises'
import { failure } from '../../core/errors/failure.ts'
import type { SourceSpan } from '../../core/values.ts'
import { deserialiseSearchIndex } from '../../retrieval/search-index-file.ts'
import type { IndexSearchRequest, SearchIndex } from '../../retrieval/search-index.ts'

export interface SearchFileRequest {
  readonly indexFile: string
  readonly query: string
  /** Passages to return. @default 8 */
  readonly k?: number
  /** @default 'hybrid' */
  readonly method?: IndexSearchRequest['method']
}

export interface FoundPassage {
  readonly documentId: string
  readonly chunkId: string
  readonly title: string
  readonly score: number
  readonly text: string
  readonly source: SourceSpan
}

/** @throws FILE_UNREADABLE, INDEX_FILE_DAMAGED or INDEX_FILE_NEWER */
export async function openIndexFile(file: string): Promise<SearchIndex> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw failure('FILE_UNREADABLE', { file, reason }, { cause })
  })
  return deserialiseSearchIndex(bytes, file)
}

/** @throws as {@link openIndexFile} */
export async function searchIndexFile(request: SearchFileRequest): Promise<FoundPassage[]> {
  const { indexFile, query, k = 8, method = 'hybrid' } = request
  const index = await openIndexFile(indexFile)
  return index.search(query, { method, limit: k }).map(({ id, documentId, title, score, text, source }) => ({
    documentId,
    chunkId: id,
    title,
    score,
    text,
    source,
  }))
}
