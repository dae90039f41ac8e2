/** A search index as bytes and back. The same index gives the same bytes. */
import { z } from 'zod'
import { failure } from '../core/errors/failure.ts'
import { finishSteps, paceSteps } from '../core/pacer.ts'
import { createAnalyser } from './analyser.ts'
import { Bm25Index } from './bm25.ts'
import { ChunkBlobs } from './chunk-blobs.ts'
import { LsaModel } from './lsa.ts'
import {
  VarintReader,
  VarintWriter,
  packPostings,
  packTexts,
  toBytes,
  toFloats,
  unpackPostings,
  unpackTexts,
} from './packing.ts'
import type { DenseIndex, IndexedChunk, SourceDocument } from './search-index.ts'
import { SearchIndex } from './search-index.ts'
import type { Sections } from './section-file.ts'
import { readSections, writeSections } from './section-file.ts'
import { createVectorScan } from './vector-scan.ts'

/** Raised whenever bytes of an older version would be read wrongly. */
export const indexFileVersion = 1

const annotationPrefix = 'annotation:'

const headSchema = z.object({
  analyser: z.object({ stopWords: z.enum(['large', 'small', 'none']), isStemming: z.boolean() }),
  bm25: z.object({ k1: z.number(), b: z.number() }),
  chunking: z.union([
    z.literal('document'),
    z.object({
      targetSize: z.number().exactOptional(),
      unit: z.enum(['characters', 'tokens']).exactOptional(),
      overlapSentences: z.number().exactOptional(),
    }),
  ]),
  dimensions: z.int().min(0),
})

export function serialiseSearchIndex(index: SearchIndex): Uint8Array {
  const { analyser, chunking, documents, chunks, bm25, dense, annotations } = index.parts
  const head: z.infer<typeof headSchema> = {
    analyser: analyser.options,
    bm25: bm25.parameters,
    chunking,
    dimensions: dense?.model.dimensions ?? 0,
  }
  const sections = new Map<string, Uint8Array>([
    ['head', new TextEncoder().encode(JSON.stringify(head))],
    ['documents', packTexts(documents.flatMap(({ id, title, text }) => [id, title, text]))],
    ['chunks', packChunks(chunks, documents.length)],
    ['terms', packTexts(bm25.terms)],
    ['lengths', toBytes(bm25.lengths)],
    ['postings', packPostings(bm25.postings)],
  ])
  if (dense) {
    sections.set('dense-terms', packTexts(dense.model.terms))
    sections.set('dense-weights', toBytes(dense.model.weights))
    sections.set('dense-projection', toBytes(dense.model.projection))
    sections.set('dense-scales', toBytes(dense.model.scales))
    sections.set('dense-vectors', toBytes(dense.scan.vectors))
  }
  for (const [name, { packed }] of annotations ?? []) sections.set(annotationPrefix + name, packed)
  return writeSections(indexFileVersion, sections)
}

/**
 * @param bytes kept by the index, not copied: not to be changed afterwards
 * @param source what the file is called in messages
 * @throws INDEX_FILE_DAMAGED, or INDEX_FILE_NEWER for a version this program does not know
 */
export function deserialiseSearchIndex(bytes: Uint8Array, source = 'The index'): SearchIndex {
  return finishSteps(readIndex(bytes, source))
}

/**
 * As {@link deserialiseSearchIndex}, giving way to the event loop between sections.
 *
 * @param onProgress hears the share that is read, 0 to 1
 */
export function loadSearchIndex(
  bytes: Uint8Array,
  onProgress: (share: number) => void,
): Promise<SearchIndex> {
  return paceSteps(readIndex(bytes, 'The index'), onProgress)
}

/** Yields the share that is read after each of the larger sections. */
function* readIndex(bytes: Uint8Array, source: string): Generator<number, SearchIndex, void> {
  const sections = readSections(bytes, indexFileVersion, source)
  let read = 0
  const section = (name: string): Uint8Array => {
    const found = sections.get(name)
    if (!found) throw failure('INDEX_FILE_DAMAGED', { source, reason: `its section "${name}" is missing` })
    read += found.length
    return found
  }
  yield 0
  const head = headSchema.parse(JSON.parse(new TextDecoder().decode(section('head'))))
  const documents = unpackDocuments(section('documents'))
  yield read / bytes.length
  const lengths = section('lengths')
  const bm25 = new Bm25Index(
    unpackTexts(section('terms')),
    new Uint32Array(lengths.buffer, lengths.byteOffset, lengths.byteLength / 4),
    unpackPostings(section('postings')),
    head.bm25,
  )
  yield read / bytes.length
  const chunks = unpackChunks(section('chunks'), documents)
  yield read / bytes.length
  const dense = head.dimensions === 0 ? {} : { dense: readDense(section, head.dimensions) }
  yield read / bytes.length
  const annotations = readAnnotations(sections, chunks.length)
  yield 1
  return new SearchIndex({
    analyser: createAnalyser(head.analyser),
    chunking: head.chunking,
    documents,
    chunks,
    bm25,
    ...dense,
    annotations,
  })
}

function readDense(section: (name: string) => Uint8Array, dimensions: number): DenseIndex {
  const projection = section('dense-projection')
  const model = new LsaModel(
    unpackTexts(section('dense-terms')),
    toFloats(section('dense-weights')),
    dimensions,
    new Int8Array(projection.buffer, projection.byteOffset, projection.byteLength),
    toFloats(section('dense-scales')),
  )
  return { model, scan: createVectorScan(toFloats(section('dense-vectors')), dimensions) }
}

function unpackDocuments(packed: Uint8Array): SourceDocument[] {
  const texts = unpackTexts(packed)
  return Array.from({ length: texts.length / 3 }, (_, i) => ({
    id: texts[3 * i] ?? '',
    title: texts[3 * i + 1] ?? '',
    text: texts[3 * i + 2] ?? '',
  }))
}

/** For each document its number of chunks, then start and length of each. */
function packChunks(chunks: readonly IndexedChunk[], documents: number): Uint8Array {
  const writer = new VarintWriter()
  let at = 0
  for (let document = 0; document < documents; document++) {
    const first = at
    while (chunks[at]?.document === document) at++
    writer.write(at - first)
    for (const { start, end } of chunks.slice(first, at)) {
      writer.write(start)
      writer.write(end - start)
    }
  }
  return writer.finish()
}

function unpackChunks(packed: Uint8Array, documents: readonly SourceDocument[]): IndexedChunk[] {
  const reader = new VarintReader(packed)
  return documents.flatMap(({ id }, document) =>
    Array.from({ length: reader.read() }, (_, ordinal) => {
      const start = reader.read()
      return { id: `${id}#${ordinal}`, document, start, end: start + reader.read() }
    }),
  )
}

function readAnnotations(sections: Sections, chunks: number): ReadonlyMap<string, ChunkBlobs> {
  return new Map(
    [...sections]
      .filter(([name]) => name.startsWith(annotationPrefix))
      .map(([name, packed]) => [name.slice(annotationPrefix.length), ChunkBlobs.unpack(packed, chunks)]),
  )
}
