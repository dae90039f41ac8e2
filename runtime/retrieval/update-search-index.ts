/**
 * An index with some documents put in, replaced or removed, made from the index and those documents alone. Word ranking
 * and passages are exactly those of a new build. The ranking by meaning folds new passages into the model it has,
 * and learns anew once a good part of the passages is unknown to it.
 */
import { buildDense } from './build-search-index.ts'
import type { IndexProgress } from './build-search-index.ts'
import { Bm25Index } from './bm25.ts'
import { analyseDocuments, sortDocuments } from './index-documents.ts'
import type { LsaOptions } from './lsa.ts'
import type { Pacer } from '../core/pacer.ts'
import { createPacer } from '../core/pacer.ts'
import type { DenseIndex, IndexedChunk, SourceDocument } from './search-index.ts'
import { SearchIndex } from './search-index.ts'
import type { TermMatrix } from './term-matrix.ts'
import { mergeRows, transpose } from './term-matrix.ts'
import { createVectorScan } from './vector-scan.ts'

export interface SearchIndexChange {
  /** New documents, and new contents of documents the index has. */
  readonly put?: readonly SourceDocument[]
  /** Ids; those the index does not have are passed over. */
  readonly remove?: readonly string[]
}

export interface UpdateOptions {
  /** For when the ranking by meaning is learnt anew. */
  readonly dense?: LsaOptions | false
}

/** Once more than this share of the passages came after the model was fitted, it is fitted anew. */
const REFIT_SHARE = 0.2

/** Where a row of the updated index comes from: a row of the old one, or of what was put in. */
interface RowSource {
  readonly isNew: boolean
  readonly row: number
}

/** @throws DUPLICATE_DOCUMENT when `put` names one document twice, and the reason of `signal` when it is aborted */
export async function updateSearchIndex(
  index: SearchIndex,
  change: SearchIndexChange,
  options: UpdateOptions = {},
  onProgress: (progress: IndexProgress) => void = () => {},
  signal?: AbortSignal,
): Promise<SearchIndex> {
  signal?.throwIfAborted()
  const pacer = createPacer(signal)
  const { analyser, chunking, bm25 } = index.parts
  const put = sortDocuments(change.put ?? [])
  const gone = new Set([...put.map(({ id }) => id), ...(change.remove ?? [])])
  const added = await analyseDocuments(put, analyser, chunking, pacer)
  const { documents, chunks, sources } = mergeChunks(index, gone, put, added.chunks)
  const matrix = mergeRows(toTermMatrix(bm25), added.matrix, sources)
  if (pacer.isDue()) await pacer.pause()
  const updated = Bm25Index.fromMatrix(matrix, bm25.parameters)
  onProgress({ phase: 'words', share: 1 })
  const folded = await foldIn(index.parts.dense, added.matrix, sources, pacer)
  const dense = folded ?? (await buildDense(matrix, options.dense ?? {}, pacer, onProgress))
  return new SearchIndex({
    analyser,
    chunking,
    documents,
    chunks,
    bm25: updated,
    ...(dense ? { dense } : {}),
    annotations: carryAnnotations(index, sources),
  })
}

/** Both lists of documents are sorted; so is what comes out. */
function mergeChunks(
  index: SearchIndex,
  gone: ReadonlySet<string>,
  put: readonly SourceDocument[],
  added: readonly IndexedChunk[],
): { documents: SourceDocument[]; chunks: IndexedChunk[]; sources: RowSource[] } {
  const kept = index.documents.map((document, position) => ({ document, position, isNew: false }))
  const all = [
    ...kept.filter(({ document }) => !gone.has(document.id)),
    ...put.map((document, position) => ({ document, position, isNew: true })),
  ].sort((a, b) => (a.document.id < b.document.id ? -1 : 1))
  const oldFirst = firstChunks(index.chunks, index.documents.length)
  const newFirst = firstChunks(added, put.length)
  const chunks: IndexedChunk[] = []
  const sources: RowSource[] = []
  all.forEach(({ position, isNew }, document) => {
    const first = isNew ? newFirst : oldFirst
    const from = isNew ? added : index.chunks
    for (let row = first[position] ?? 0; row < (first[position + 1] ?? 0); row++) {
      const chunk = from[row]
      if (chunk) chunks.push({ ...chunk, document })
      sources.push({ isNew, row })
    }
  })
  return { documents: all.map(({ document }) => document), chunks, sources }
}

/** Position of the first chunk of every document, and the number of chunks. */
function firstChunks(chunks: readonly IndexedChunk[], documents: number): Uint32Array {
  const first = new Uint32Array(documents + 1)
  for (const { document } of chunks) first[document + 1] = (first[document + 1] ?? 0) + 1
  for (let d = 0; d < documents; d++) first[d + 1] = (first[d + 1] ?? 0) + (first[d] ?? 0)
  return first
}

function toTermMatrix({ terms, lengths, postings, size }: Bm25Index): TermMatrix {
  return { ...transpose(postings, size), terms, lengths }
}

/** Undefined when the model must be fitted anew. */
async function foldIn(
  dense: DenseIndex | undefined,
  added: TermMatrix,
  sources: readonly RowSource[],
  pacer: Pacer,
): Promise<DenseIndex | undefined> {
  if (!dense) return undefined
  const foldedIn = dense.foldedIn + added.rows
  if (foldedIn > REFIT_SHARE * sources.length) return undefined
  const { model, scan } = dense
  const size = model.dimensions
  const fresh = await model.embedRows(added, pacer)
  const vectors = new Float32Array(sources.length * size)
  sources.forEach(({ isNew, row }, to) => {
    const from = isNew ? fresh : scan.vectors
    vectors.set(from.subarray(row * size, (row + 1) * size), to * size)
  })
  return { model, scan: createVectorScan(vectors, size), foldedIn }
}

function carryAnnotations(
  index: SearchIndex,
  sources: readonly RowSource[],
): ReadonlyMap<string, readonly Uint8Array[]> {
  const none = new Uint8Array(0)
  return new Map(
    [...(index.parts.annotations ?? [])].map(([name, blobs]) => [
      name,
      sources.map(({ isNew, row }) => (isNew ? none : (blobs[row] ?? none))),
    ]),
  )
}
