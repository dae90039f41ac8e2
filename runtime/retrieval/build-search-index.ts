/** Builds an index from documents, giving way to the event loop while it works. */
import { failure } from '../core/errors/failure.ts'
import type { AnalyserOptions } from './analyser.ts'
import { createAnalyser } from './analyser.ts'
import type { Bm25Parameters } from './bm25.ts'
import { Bm25Index } from './bm25.ts'
import type { ChunkingOptions } from './chunk.ts'
import { chunkText } from './chunk.ts'
import type { LsaOptions } from './lsa.ts'
import { fitLsa } from './lsa.ts'
import type { Pacer } from './pacer.ts'
import { createPacer } from './pacer.ts'
import type { IndexedChunk, SourceDocument } from './search-index.ts'
import { SearchIndex } from './search-index.ts'
import type { TermMatrix } from './term-matrix.ts'
import { TermMatrixBuilder } from './term-matrix.ts'
import { createVectorScan } from './vector-scan.ts'

export interface SearchIndexOptions {
  /** How documents are cut; `'document'` keeps each whole. @default {} */
  readonly chunking?: ChunkingOptions | 'document'
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
  const chunks: IndexedChunk[] = []
  const builder = new TermMatrixBuilder()
  for (const [position, document] of sorted.entries()) {
    if (pacer.isDue()) {
      onProgress({ phase: 'words', share: position / sorted.length })
      await pacer.pause()
    }
    cutDocument(document, options.chunking ?? {}).forEach(({ start, end, context }, ordinal) => {
      chunks.push({ id: `${document.id}#${ordinal}`, document: position, start, end })
      builder.addRow(analyser.analyse(`${context}\n${document.text.slice(start, end)}`))
    })
  }
  const matrix = builder.finish()
  const bm25 = Bm25Index.fromMatrix(matrix, options.bm25)
  onProgress({ phase: 'words', share: 1 })
  const dense = await buildDense(matrix, options.dense ?? {}, pacer, onProgress)
  return new SearchIndex({ analyser, documents: sorted, chunks, bm25, ...(dense ? { dense } : {}) })
}

function sortDocuments(documents: readonly SourceDocument[]): SourceDocument[] {
  const sorted = documents
    .map(({ id, title, text }) => ({ id, title: toWellFormed(title), text: toWellFormed(text) }))
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  const twin = sorted.find(({ id }, i) => i > 0 && sorted[i - 1]?.id === id)
  if (twin) throw failure('DUPLICATE_DOCUMENT', { document: twin.id })
  return sorted
}

/** A lone surrogate cannot be stored as UTF-8; its replacement is as long, so offsets stay. */
function toWellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd')
}

interface Cut {
  readonly start: number
  readonly end: number
  /** Title and headings: searched with the passage, though not part of it. */
  readonly context: string
}

function cutDocument(document: SourceDocument, chunking: ChunkingOptions | 'document'): Cut[] {
  const { title, text } = document
  if (chunking === 'document') return [{ start: 0, end: text.length, context: title }]
  const cuts = chunkText(text, chunking).map(({ start, end, text: passage, headings }) => ({
    start,
    end,
    // Said once: a heading that the passage holds, or that repeats the title, would count twice.
    context: [title, ...headings.filter((each) => each !== title && !passage.includes(each))].join('\n'),
  }))
  // A document without text can still be found by its title.
  return cuts.length > 0 ? cuts : [{ start: 0, end: 0, context: title }]
}

async function buildDense(
  matrix: TermMatrix,
  options: LsaOptions | false,
  pacer: Pacer,
  onProgress: (progress: IndexProgress) => void,
): Promise<SearchIndex['parts']['dense']> {
  if (options === false) return undefined
  const fitted = await fitLsa(matrix, options, pacer, (share) => onProgress({ phase: 'meaning', share }))
  if (!fitted) return undefined
  return { model: fitted.model, scan: createVectorScan(fitted.vectors, fitted.model.dimensions) }
}
