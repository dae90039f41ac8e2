/**
 * Speed of retrieval: MaxScore against visiting every posting, the SIMD scans against plain JavaScript, indexing and
 * reopening. Options: `--documents N[,N…]` (default 100000), `--vectors N` (default 100000), `--data DIR` (default ../shared/data).
 */
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadCollection } from '../runtime/cli/retrieval/load-collection.ts'
import { createAnalyser } from '../runtime/retrieval/analyser.ts'
import { Bm25Index } from '../runtime/retrieval/bm25.ts'
import { buildSearchIndex } from '../runtime/retrieval/build-search-index.ts'
import { deserialiseSearchIndex, serialiseSearchIndex } from '../runtime/retrieval/search-index-file.ts'
import { TermMatrixBuilder } from '../runtime/retrieval/term-matrix.ts'
import type { RankedRows } from '../runtime/retrieval/top-k.ts'
import { createVectorScan } from '../runtime/retrieval/vector-scan.ts'
import { createRandom, formatMs, formatRatio, measureLatency } from './measure.ts'
import type { Latency } from './measure.ts'
import type { Cell } from './record-table.ts'
import { formatTable, recordTable } from './record-table.ts'
import { createSyntheticText } from './synthetic-text.ts'

const QUERIES = 200
const TOP = 10
const DIMENSIONS = 384
const CLUSTERS = 500

export async function runRetrievalBench(args: string[]): Promise<void> {
  const { values } = parseArgs({
    args,
    options: {
      documents: { type: 'string', default: '100000' },
      vectors: { type: 'string', default: '100000' },
      data: { type: 'string', default: '../shared/data' },
    },
  })
  const words = [await measureSciFact(values.data)]
  for (const count of values.documents.split(',')) words.push(measureSynthetic(Number(count)))
  recordTable(
    'retrieval-bm25',
    formatTable(
      [
        'BM25, top 10',
        'documents',
        'MaxScore p50 ms',
        'p99 ms',
        'every posting p50 ms',
        'p99 ms',
        'ratio p50',
        'same result',
      ],
      words,
    ),
  )
  recordTable(
    'retrieval-vectors',
    formatTable(
      [
        'exact scan, top 10',
        `vectors × ${DIMENSIONS}`,
        'p50 ms',
        'p99 ms',
        'against plain JavaScript',
        'recall@10',
      ],
      measureVectors(Number(values.vectors)),
    ),
  )
  recordTable(
    'retrieval-indexing',
    formatTable(['step', 'documents', 'seconds', 'documents a second'], await measureIndexing()),
  )
}

function compareSearches(name: string, index: Bm25Index, queries: readonly (readonly string[])[]): Cell[] {
  const fast = measureLatency(queries, (query) => index.search(query, TOP))
  const full = measureLatency(queries, (query) => index.searchExhaustively(query, TOP))
  const same = queries.filter((query) =>
    isSame(index.search(query, TOP), index.searchExhaustively(query, TOP)),
  ).length
  return [
    name,
    index.size,
    formatMs(fast.p50),
    formatMs(fast.p99),
    formatMs(full.p50),
    formatMs(full.p99),
    formatRatio(full.p50, fast.p50),
    `${same} of ${queries.length}`,
  ]
}

function isSame(a: RankedRows, b: RankedRows): boolean {
  return a.rows.join() === b.rows.join() && a.scores.join() === b.scores.join()
}

async function measureSciFact(data: string): Promise<Cell[]> {
  const { documents, queries } = await loadCollection(join(data, 'retrieval', 'scifact'))
  const analyser = createAnalyser()
  const builder = new TermMatrixBuilder()
  for (const { title, text } of documents) builder.addRow(analyser.analyse(`${title}\n${text}`))
  const index = Bm25Index.fromMatrix(builder.finish())
  return compareSearches(
    'SciFact',
    index,
    queries.map(({ text }) => analyser.analyse(text)),
  )
}

function measureSynthetic(count: number): Cell[] {
  const text = createSyntheticText(12_345)
  const queries = Array.from({ length: QUERIES }, () => text.query())
  const builder = new TermMatrixBuilder()
  for (let i = 0; i < count; i++) builder.addRow(text.document())
  return compareSearches('synthetic', Bm25Index.fromMatrix(builder.finish()), queries)
}

function measureVectors(count: number): Cell[][] {
  const centres = createNormals(CLUSTERS * DIMENSIONS, 1)
  const vectors = createClustered(count, centres, 7)
  const all = createClustered(50, centres, 99)
  const queries = Array.from({ length: 50 }, (_, i) => all.slice(i * DIMENSIONS, (i + 1) * DIMENSIONS))
  const plain = createVectorScan(vectors, DIMENSIONS, { kernels: 'plain' })
  const truth = queries.map((query) => new Set(plain.search(query, TOP).rows))
  const baseline = measureLatency(queries, (query) => plain.search(query, TOP))
  const row = (name: string, latency: Latency, recall: number): Cell[] => [
    name,
    count,
    formatMs(latency.p50),
    formatMs(latency.p99),
    formatRatio(baseline.p50, latency.p50),
    recall.toFixed(3),
  ]
  const measured = (['f32', 'i8'] as const).map((precision) => {
    const scan = createVectorScan(vectors, DIMENSIONS, { precision })
    const latency = measureLatency(queries, (query) => scan.search(query, TOP))
    let found = 0
    queries.forEach((query, i) => {
      for (const r of scan.search(query, TOP).rows) if (truth[i]?.has(r)) found++
    })
    const name = precision === 'f32' ? 'SIMD, 32-bit floats' : 'SIMD, 8-bit integers, best rescored in floats'
    return row(name, latency, found / (TOP * queries.length))
  })
  return [...measured, row('plain JavaScript, 32-bit floats', baseline, 1)]
}

function createNormals(length: number, seed: number): Float32Array {
  const random = createRandom(seed)
  return Float32Array.from(
    { length },
    () => Math.sqrt(-2 * Math.log(random() + 1e-12)) * Math.cos(2 * Math.PI * random()),
  )
}

/** Unit vectors around the centres, the clusters overlapping: hard for 8 bits, as embeddings are. */
function createClustered(count: number, centres: Float32Array, seed: number): Float32Array {
  const random = createRandom(seed)
  const noise = createNormals(1 << 16, seed + 1)
  const vectors = new Float32Array(count * DIMENSIONS)
  for (let r = 0; r < count; r++) {
    const centre = Math.floor(random() * CLUSTERS) * DIMENSIONS
    const step = 2 * Math.floor(random() * 2_000) + 1
    let at = Math.floor(random() * noise.length)
    const vector = vectors.subarray(r * DIMENSIONS, (r + 1) * DIMENSIONS)
    let squares = 0
    for (let i = 0; i < DIMENSIONS; i++) {
      at = (at + step) % noise.length
      const value = (centres[centre + i] ?? 0) + 1.2 * (noise[at] ?? 0)
      vector[i] = value
      squares += value * value
    }
    for (let i = 0; i < DIMENSIONS; i++) vector[i] = (vector[i] ?? 0) / Math.sqrt(squares)
  }
  return vectors
}

async function measureIndexing(): Promise<Cell[][]> {
  const count = 100_000
  const text = createSyntheticText(54_321)
  const documents = Array.from({ length: count }, (_, i) => ({
    id: String(i),
    title: '',
    text: text.document().join(' '),
  }))
  const rows: Cell[][] = []
  const time = async <Result>(name: string, run: () => Result | Promise<Result>): Promise<Result> => {
    const start = performance.now()
    const result = await run()
    const seconds = (performance.now() - start) / 1000
    rows.push([name, count, seconds.toFixed(2), Math.round(count / seconds)])
    return result
  }
  await time('index words', () => buildSearchIndex(documents, { dense: false }))
  const index = await time('index words and meaning', () => buildSearchIndex(documents))
  const bytes = await time('write to bytes', () => serialiseSearchIndex(index))
  await time(`open again (${Math.round(bytes.length / 2 ** 20)} MiB)`, () => deserialiseSearchIndex(bytes))
  return rows
}
