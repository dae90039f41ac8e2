/** From documents to passages and their terms. */
import { failure } from '../core/errors/failure.ts'
import type { Analyser } from './analyser.ts'
import type { ChunkingOptions } from './chunk.ts'
import { chunkText } from './chunk.ts'
import type { Pacer } from '../core/pacer.ts'
import type { IndexedChunk, SourceDocument } from './search-index.ts'
import type { TermMatrix } from './term-matrix.ts'
import { TermMatrixBuilder } from './term-matrix.ts'

/** How documents are cut; `'document'` keeps each whole. */
export type Chunking = ChunkingOptions | 'document'

/**
 * The documents in code-unit order of their ids, without lone surrogates.
 *
 * @throws DUPLICATE_DOCUMENT when two have one id
 */
export function sortDocuments(documents: readonly SourceDocument[]): SourceDocument[] {
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

/** At least one. */
function cutDocument(document: SourceDocument, chunking: Chunking): Cut[] {
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

export interface AnalysedDocuments {
  /** In the order of the documents, and of the text within one. */
  readonly chunks: readonly IndexedChunk[]
  /** One row a chunk. */
  readonly matrix: TermMatrix
}

/**
 * Cuts and analyses documents.
 *
 * @throws the reason of the pacer's signal when it is aborted
 */
export async function analyseDocuments(
  documents: readonly SourceDocument[],
  analyser: Analyser,
  chunking: Chunking,
  pacer: Pacer,
  onProgress: (share: number) => void = () => {},
): Promise<AnalysedDocuments> {
  const chunks: IndexedChunk[] = []
  const builder = new TermMatrixBuilder()
  for (const [position, document] of documents.entries()) {
    if (pacer.isDue()) {
      onProgress(position / documents.length)
      await pacer.pause()
    }
    cutDocument(document, chunking).forEach(({ start, end, context }, ordinal) => {
      chunks.push({ id: `${document.id}#${ordinal}`, document: position, start, end })
      builder.addRow(analyser.analyse(`${context}\n${document.text.slice(start, end)}`))
    })
  }
  return { chunks, matrix: builder.finish() }
}
