/** Builds an index from documents, giving way to the event loop while it works. */
import type { AnalyserOptions } from './analyser.ts'
import { createAnalyser } from './analyser.ts'
import type { Bm25Parameters } from './bm25.ts'
import { Bm25Index } from './bm25.ts'
import type { Chunking } from './index-documents.ts'
import { analyseDocuments, sortDocuments } from './index-documents.ts'
import type { LsaOptions } from './lsa.ts'
import { fitLsa } from './lsa.ts'
import type { Pacer } from '../core/pacer.ts'
import { createPacer } from '../core/pacer.ts'
import type { DenseIndex, SourceDocument } from './search-index.ts'
import { SearchIndex } from './search-index.ts'
import type { TermMatrix } from './term-matrix.ts'
import { createVectorScan } from './vector-scan.ts'

export interface SearchIndexOptions {
  /** @default {} */
  readonly chunking?: Chunking
  readonly analyser?: AnalyserOptions
  readonly bm25?: Bm25Parameters
  /** False leaves the ranking by meaning out. @default {} */
  readonly dense?: LsaOptions | false
}

export interface IndexProgress {
  readonly phase: 'words' | 'meaning'
  /** 0 to 1 within the phase. */
  readonly share: number
}

/**
 * Documents are taken in the order of their ids, so the index does not depend on the order in which they are given;
 * the same documents and options give the same bytes.
 *
 * @throws DUPLICATE_DOCUMENT when two documents have one id, and the reason of `signal` when it is aborted
 */
export async function buildSearchIndex(
  documents: readonly SourceDocument[],
  options: SearchIndexOptions = {},
  onProgress: (progress: IndexProgress) => void = () => {},
  signal?: AbortSignal,
): Promise<SearchIndex> {
  signal?.throwIfAborted()
  const pacer = createPacer(signal)
  const sorted = sortDocuments(documents)
  const analyser = createAnalyser(options.analyser)
  const chunking = options.chunking ?? {}
  const { chunks, matrix } = await analyseDocuments(sorted, analyser, chunking, pacer, (share) =>
    onProgress({ phase: 'words', share }),
  )
  const bm25 = Bm25Index.fromMatrix(matrix, options.bm25)
  onProgress({ phase: 'words', share: 1 })
  const dense = await buildDense(matrix, options.dense ?? {}, pacer, onProgress)
  return new SearchIndex({ analyser, chunking, documents: sorted, chunks, bm25, ...(dense ? { dense } : {}) })
}

/** Fits and embeds; undefined when that is not wanted or the passages have too few words in common. */
async function buildDense(
  matrix: TermMatrix,
  options: LsaOptions | false,
  pacer: Pacer,
  onProgress: (progress: IndexProgress) => void,
): Promise<DenseIndex | undefined> {
  if (options === false) return undefined
  const fitted = await fitLsa(matrix, options, pacer, (share) => onProgress({ phase: 'meaning', share }))
  if (!fitted) return undefined
  const scan = createVectorScan(fitted.vectors, fitted.model.dimensions)
  return { model: fitted.model, scan }
}
