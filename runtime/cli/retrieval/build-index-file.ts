/** `index build`: from a folder of documents to one index file. */
import type { ChunkingOptions } from '../../retrieval/chunk.ts'
import { buildSearchIndex } from '../../retrieval/build-search-index.ts'
import type { Language } from '../../core/values.ts'
import { serialiseSearchIndex } from '../../retrieval/search-index-file.ts'
import { describeChunks } from '../../services/describe-chunks.ts'
import { writeAtomically } from '../files/write-atomically.ts'
import { loadDocuments } from './load-documents.ts'

export interface BuildIndexRequest {
  readonly folder: string
  readonly out: string
  readonly chunking?: ChunkingOptions | 'document'
  /** Language of the reader that the passages are described for; left out: none. */
  readonly reader?: Language
}

export interface BuiltIndex {
  readonly documents: number
  readonly chunks: number
  readonly bytes: number
  /** Wall time from reading the first file to the finished one, without the describing. */
  readonly seconds: number
  /** What describing the passages for the reader took and added; null where that was not asked for. */
  readonly reader: { readonly seconds: number; readonly bytes: number } | null
}

/** @param onProgress share of the work, 0 to 1, and what is being done */
export async function buildIndexFile(
  { folder, out, chunking, reader }: BuildIndexRequest,
  onProgress: (share: number | null, label: string) => void = () => {},
): Promise<BuiltIndex> {
  const start = performance.now()
  onProgress(null, 'Reading documents')
  const documents = await loadDocuments(folder)
  const index = await buildSearchIndex(
    documents,
    chunking === undefined ? {} : { chunking },
    ({ phase, share }) =>
      onProgress(
        phase === 'words' ? share / 2 : 0.5 + share / 2,
        phase === 'words' ? 'Indexing words' : 'Learning meaning',
      ),
  )
  const describing = performance.now()
  const described =
    reader === undefined
      ? index
      : await describeChunks(index, reader, (share) => onProgress(share, 'Describing passages'))
  const readerSeconds = (performance.now() - describing) / 1000
  const bytes = serialiseSearchIndex(described)
  await writeAtomically(out, bytes)
  return {
    documents: documents.length,
    chunks: index.chunks.length,
    bytes: bytes.length,
    seconds: (performance.now() - start) / 1000 - readerSeconds,
    reader: reader === undefined ? null : { seconds: readerSeconds, bytes: described.annotationBytes },
  }
}
