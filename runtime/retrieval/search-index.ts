/**
 * One searchable collection: its documents, their passages, the word ranking and, where there is enough text, the
 * ranking by meaning. Immutable; searches are synchronous and share nothing.
 */
import type { RetrievedDocument } from '../core/values.ts'
import type { Analyser } from './analyser.ts'
import type { Bm25Index } from './bm25.ts'
import type { ChunkBlobs } from './chunk-blobs.ts'
import type { Chunking } from './index-documents.ts'
import { DEFAULT_DENSE_WEIGHT, FUSION_DEPTH, fuseByReciprocalRank, fuseConvexly } from './fusion.ts'
import { findHighlights } from './highlight.ts'
import type { LsaModel } from './lsa.ts'
import { selectByMarginalRelevance } from './mmr.ts'
import { findSorted } from './sorted-search.ts'
import type { RankedRows } from './top-k.ts'
import type { VectorScan } from './vector-scan.ts'
import { dotRow } from './vector-scan.ts'
import type { SourceSpan } from '../core/values.ts'

export interface SourceDocument {
  readonly id: string
  readonly title: string
  readonly text: string
}

/** A passage: UTF-16 offsets into the text of the document at position `document`, end exclusive. */
export interface IndexedChunk extends SourceSpan {
  /** `documentId#ordinal`. */
  readonly id: string
  readonly document: number
}

export interface IndexSearchRequest {
  readonly method: 'bm25' | 'dense' | 'hybrid'
  /** Passages to return. */
  readonly limit: number
  /** Share of the dense score in hybrid search, 0 to 1. @default 0.3 */
  readonly denseWeight?: number
  /** @default 'convex' */
  readonly fusion?: 'convex' | 'reciprocal-rank'
  /** 1 keeps relevance only, 0 variety only; left out: relevance only. */
  readonly diversity?: number
}

/** The ranking by meaning. */
export interface DenseIndex {
  readonly model: LsaModel
  /** One vector a chunk. */
  readonly scan: VectorScan
}

export interface SearchIndexParts {
  readonly analyser: Analyser
  readonly chunking: Chunking
  /** In code-unit order of their ids. */
  readonly documents: readonly SourceDocument[]
  /** In the order of the documents, and of the text within one. */
  readonly chunks: readonly IndexedChunk[]
  readonly bm25: Bm25Index
  readonly dense?: DenseIndex
  /** By name: one blob a chunk, made when indexing and kept with the index. */
  readonly annotations?: ReadonlyMap<string, ChunkBlobs>
}

type FoundChunk = Pick<RetrievedDocument, 'id' | 'documentId' | 'title' | 'text'>

export class SearchIndex {
  readonly parts: SearchIndexParts

  constructor(parts: SearchIndexParts) {
    this.parts = parts
  }

  get documents(): readonly SourceDocument[] {
    return this.parts.documents
  }

  get chunks(): readonly IndexedChunk[] {
    return this.parts.chunks
  }

  get analyser(): Analyser {
    return this.parts.analyser
  }

  /** False when the passages have too few words in common: dense search finds nothing then, hybrid is BM25. */
  get isDense(): boolean {
    return this.parts.dense !== undefined
  }

  document(id: string): SourceDocument | undefined {
    return this.parts.documents[findSorted(this.parts.documents, id, (document) => document.id)]
  }

  /** The passage at a position of `chunks`, as text. */
  chunkText(position: number): string {
    const chunk = this.parts.chunks[position]
    return chunk ? (this.parts.documents[chunk.document]?.text.slice(chunk.start, chunk.end) ?? '') : ''
  }

  /**
   * The best passages, best first. `bm25` and `hybrid` return only passages that share a word or a meaning with the
   * query, so the list may be shorter than `limit`; equal scores come in the order of document ids.
   */
  search(query: string, request: IndexSearchRequest): RetrievedDocument[] {
    const terms = this.parts.analyser.analyse(query)
    // Both lists are cut at a fixed depth for fusion, so that a shorter page is the beginning of a longer one.
    const depth = request.method === 'hybrid' ? FUSION_DEPTH : this.#depthOf(request)
    const lexical = request.method === 'dense' ? undefined : this.parts.bm25.search(terms, depth)
    const dense = request.method === 'bm25' ? undefined : this.#searchDense(terms, depth)
    const ranked = this.#fuse(lexical, dense, request)
    const picked = this.#diversify(ranked, request)
    const parts = { bm25: scoresByRow(lexical), dense: scoresByRow(dense) }
    return picked.map((position) => {
      const row = ranked.rows[position] ?? 0
      return this.#toRetrieved(row, ranked.scores[position] ?? 0, parts.bm25.get(row), parts.dense.get(row))
    })
  }

  /** Where the words of a query stand in a text, for marking them: offsets into `text`, ascending, not overlapping. */
  highlight(query: string, text: string): SourceSpan[] {
    return findHighlights(this.parts.analyser, query, text)
  }

  /** Bytes of all annotations together. */
  get annotationBytes(): number {
    return [...(this.parts.annotations?.values() ?? [])].reduce((sum, { packed }) => sum + packed.length, 0)
  }

  /** The blob kept under a name with a passage; undefined when there is none, or the passage is not as this index has it. */
  annotationOf(passage: FoundChunk, name: string): Uint8Array | undefined {
    const blobs = this.parts.annotations?.get(name)
    return blobs?.at(this.#positionOf(passage))
  }

  /**
   * The same index with blobs under a name; other names are kept.
   *
   * @param blobs one a chunk, in the order of `chunks`
   * @throws RangeError when their number differs
   */
  withAnnotation(name: string, blobs: ChunkBlobs): SearchIndex {
    if (blobs.count !== this.parts.chunks.length) {
      throw new RangeError(`${blobs.count} blobs for ${this.parts.chunks.length} chunks`)
    }
    const annotations = new Map(this.parts.annotations ?? []).set(name, blobs)
    return new SearchIndex({ ...this.parts, annotations })
  }

  /** Position among the chunks of a passage that is still as it was found; -1 for any other. */
  #positionOf({ id, documentId, title, text }: FoundChunk): number {
    const { documents, chunks } = this.parts
    const document = findSorted(documents, documentId, (each) => each.id)
    if (document < 0 || documents[document]?.title !== title) return -1
    let [low, high] = [0, chunks.length]
    while (low < high) {
      const middle = (low + high) >>> 1
      if ((chunks[middle]?.document ?? 0) < document) low = middle + 1
      else high = middle
    }
    for (let at = low; chunks[at]?.document === document; at += 1) {
      if (chunks[at]?.id === id) return this.chunkText(at) === text ? at : -1
    }
    return -1
  }

  #searchDense(terms: readonly string[], depth: number): RankedRows | undefined {
    const { dense } = this.parts
    const vector = dense?.model.embed(terms)
    return dense && vector ? dense.scan.search(vector, depth) : undefined
  }

  #fuse(
    lexical: RankedRows | undefined,
    dense: RankedRows | undefined,
    request: IndexSearchRequest,
  ): RankedRows {
    const none: RankedRows = { rows: new Int32Array(0), scores: new Float32Array(0) }
    if (request.method !== 'hybrid') return lexical ?? dense ?? none
    const weight = request.denseWeight ?? DEFAULT_DENSE_WEIGHT
    const rankings = [
      { ranking: lexical ?? none, weight: 1 - weight },
      { ranking: dense ?? none, weight },
    ]
    const fuse = request.fusion === 'reciprocal-rank' ? fuseByReciprocalRank : fuseConvexly
    return fuse(rankings, this.#depthOf(request))
  }

  /** Variety is chosen from more passages than are returned. */
  #depthOf(request: IndexSearchRequest): number {
    return request.diversity === undefined ? request.limit : Math.max(FUSION_DEPTH, request.limit)
  }

  /** Positions in `ranked`, in the order in which they are to be returned. */
  #diversify(ranked: RankedRows, request: IndexSearchRequest): number[] {
    const { dense } = this.parts
    const count = Math.min(request.limit, ranked.rows.length)
    if (request.diversity === undefined || request.diversity >= 1 || !dense) {
      return Array.from({ length: count }, (_, i) => i)
    }
    const best = ranked.scores[0] ?? 1
    const relevance = Array.from(ranked.scores, (score) => (best > 0 ? score / best : 0))
    const vectorOf = (position: number): Float32Array => {
      const start = (ranked.rows[position] ?? 0) * dense.scan.dimensions
      return dense.scan.vectors.subarray(start, start + dense.scan.dimensions)
    }
    const similarity = (a: number, b: number): number => Math.max(0, dotRow(vectorOf(a), 0, vectorOf(b)))
    return selectByMarginalRelevance(relevance, similarity, request.diversity, count)
  }

  #toRetrieved(
    row: number,
    score: number,
    bm25: number | undefined,
    dense: number | undefined,
  ): RetrievedDocument {
    const chunk = this.parts.chunks[row]
    const document = chunk && this.parts.documents[chunk.document]
    if (!chunk || !document) throw new RangeError(`no chunk at ${row}`)
    return {
      id: chunk.id,
      documentId: document.id,
      title: document.title,
      text: document.text.slice(chunk.start, chunk.end),
      source: { start: chunk.start, end: chunk.end },
      score,
      scores: { ...(bm25 === undefined ? {} : { bm25 }), ...(dense === undefined ? {} : { dense }) },
    }
  }
}

function scoresByRow(ranking: RankedRows | undefined): ReadonlyMap<number, number> {
  const scores = new Map<number, number>()
  ranking?.rows.forEach((row, rank) => scores.set(row, ranking.scores[rank] ?? 0))
  return scores
}
