/** `retrieval eval`: builds an index of a collection, runs its queries, and scores the rankings. */
import { buildSearchIndex } from '../../retrieval/build-search-index.ts'
import type { RankingQuality } from '../../retrieval/ranking-metrics.ts'
import { measureRankings } from '../../retrieval/ranking-metrics.ts'
import { serialiseSearchIndex } from '../../retrieval/search-index-file.ts'
import type { IndexSearchRequest, SearchIndex } from '../../retrieval/search-index.ts'
import { computePercentile } from '../percentile.ts'
import { loadCollection } from './load-collection.ts'

export interface EvaluateRetrievalRequest {
  readonly collectionDir: string
  /** @default 'hybrid' */
  readonly method?: IndexSearchRequest['method']
  /** Depth of the rankings, which MAP sees whole. @default 100 */
  readonly k?: number
  /** Name of a file in `qrels/`. @default 'test' */
  readonly split?: string
  /** Share of the dense score in hybrid search. */
  readonly denseWeight?: number
}

export interface RetrievalEvaluation extends RankingQuality {
  readonly indexSeconds: number
  readonly indexBytes: number
  /** Time of one search for k passages, the index being warm. */
  readonly latencyMs: { readonly p50: number; readonly p95: number; readonly p99: number }
}

/**
 * Every document is one passage, title and text together: collections of this kind are judged by document.
 *
 * @throws COLLECTION_INCOMPLETE, DUPLICATE_DOCUMENT, FILE_UNREADABLE, INVALID_UTF8, INVALID_JSON or ROW_INVALID
 */
export async function evaluateRetrieval(
  request: EvaluateRetrievalRequest,
  onProgress: (share: number | null, label: string) => void = () => {},
): Promise<RetrievalEvaluation> {
  const { collectionDir, method = 'hybrid', k = 100, split } = request
  onProgress(null, 'Reading the collection')
  const { documents, queries, judgements } = await loadCollection(collectionDir, split)
  const start = performance.now()
  const dense = method === 'bm25' ? { dense: false as const } : {}
  const index = await buildSearchIndex(documents, { chunking: 'document', ...dense }, ({ phase, share }) =>
    onProgress(phase === 'words' ? share / 4 : 0.25 + share / 2, 'Indexing'),
  )
  const indexSeconds = (performance.now() - start) / 1000
  onProgress(0.75, 'Searching')
  const search: IndexSearchRequest = {
    method,
    limit: k,
    ...(request.denseWeight === undefined ? {} : { denseWeight: request.denseWeight }),
  }
  const rankings = new Map(queries.map(({ id, text }) => [id, rankDocuments(index, text, search)]))
  const latencies = queries.map(({ text }) => {
    const from = performance.now()
    index.search(text, search)
    return performance.now() - from
  })
  return {
    ...measureRankings(rankings, judgements),
    indexSeconds,
    indexBytes: serialiseSearchIndex(index).length,
    latencyMs: {
      p50: computePercentile(latencies, 0.5),
      p95: computePercentile(latencies, 0.95),
      p99: computePercentile(latencies, 0.99),
    },
  }
}

function rankDocuments(index: SearchIndex, query: string, request: IndexSearchRequest): string[] {
  return [...new Set(index.search(query, request).map(({ documentId }) => documentId))]
}
