/**
 * Our search beside LanceDB's full text, SQLite FTS5 and minisearch on the same collections: each engine in a process of its
 * own, the passes over the queries interleaved, a query timed as the best of three. Option: `--data DIR` (default ../shared/data).
 */
import { fork } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { packageRoot } from '../runtime/cli/package-info.ts'
import { computePercentile } from '../runtime/cli/percentile.ts'
import type { RetrievalCollection } from '../runtime/cli/retrieval/load-collection.ts'
import { loadCollection } from '../runtime/cli/retrieval/load-collection.ts'
import { computeNdcg, measureRankings } from '../runtime/retrieval/ranking-metrics.ts'
import { formatMs } from './measure.ts'
import { comparePaired, formatDifference } from './paired.ts'
import type { Cell } from './record-table.ts'
import { formatTable, recordTable } from './record-table.ts'
import type { EngineOrder } from './retrieval-peers/engine-process.ts'

const TOP = 10
const DEPTH = 100
const PASSES = 3

interface Engine {
  readonly name: string
  readonly title: string
  readonly kind: 'ours' | 'native' | 'script'
}

const engines: readonly Engine[] = [
  { name: 'bm25', title: 'Signalbox, BM25', kind: 'ours' },
  { name: 'hybrid', title: 'Signalbox, hybrid', kind: 'ours' },
  { name: 'lancedb', title: 'LanceDB 0.37.1, full text', kind: 'native' },
  { name: 'fts5', title: 'SQLite FTS5, libsql 0.5.29', kind: 'native' },
  { name: 'minisearch', title: 'minisearch 7.2.0', kind: 'script' },
  { name: 'minisearch-stemmed', title: 'minisearch, our stems and stop words', kind: 'script' },
]

const collections = [
  { name: 'SciFact', folder: 'scifact' },
  { name: 'Cranfield', folder: 'cranfield' },
]

interface Measured {
  readonly engine: Engine
  readonly ndcg10: number
  /** Of each query. */
  readonly ndcg10s: readonly number[]
  readonly recall100: number
  readonly p50: number
  readonly p99: number
  readonly indexSeconds: number
}

export async function runRetrievalPeersBench(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { data: { type: 'string', default: '../shared/data' } } })
  if (!existsSync(join(packageRoot(), 'bench', 'peers', 'node_modules', '@lancedb'))) {
    process.stderr.write(
      'The peers are not installed. Run: npm install --ignore-scripts --prefix bench/peers\n',
    )
    return 2
  }
  const rows: Cell[][] = []
  let isMissed = false
  for (const { name, folder } of collections) {
    const collection = await loadCollection(join(values.data, 'retrieval', folder))
    const measured = await measureEngines(collection)
    const judged = judge(measured)
    isMissed ||= judged.isMissed
    rows.push(...judged.rows.map((cells) => [name, ...cells]))
  }
  const head = ['collection', 'engine', 'nDCG@10', 'recall@100', 'p50 ms', 'p99 ms', 'to BM25, p50', 'p99']
  recordTable(
    'retrieval-peers',
    formatTable([...head, 'nDCG@10 points over the best peer', 'p50 of the best native', 'index s'], rows),
  )
  return isMissed ? 1 : 0
}

async function ask<Answer>(worker: ChildProcess, order: EngineOrder): Promise<Answer> {
  const answered = once(worker, 'message')
  worker.send(order)
  // `EngineOrder` says what each order is answered with.
  const [answer] = (await answered) as [Answer]
  return answer
}

async function startEngine({ name }: Engine): Promise<ChildProcess> {
  const script = fileURLToPath(new URL('./retrieval-peers/engine-process.js', import.meta.url))
  const worker = fork(script, [name], { serialization: 'advanced' })
  worker.on('exit', (code) => {
    // Its own message stands above; nobody would answer from here on.
    if (code !== null && code !== 0) process.exit(code)
  })
  await once(worker, 'message')
  return worker
}

async function measureEngines(collection: RetrievalCollection): Promise<Measured[]> {
  const { documents, queries: judged, judgements } = collection
  const queries = judged.map(({ text }) => text)
  const started = []
  for (const engine of engines) {
    const worker = await startEngine(engine)
    const indexSeconds = await ask<number>(worker, { do: 'index', documents })
    const found = await ask<string[][]>(worker, { do: 'rank', queries, limit: DEPTH })
    const rankings = new Map(judged.map(({ id }, position) => [id, found[position] ?? []]))
    const { ndcg10, recall100 } = measureRankings(rankings, judgements)
    const ndcg10s = [...judgements].map(([id, gains]) => computeNdcg(rankings.get(id) ?? [], gains, TOP))
    const quality = { ndcg10, ndcg10s, recall100 }
    started.push({ engine, worker, indexSeconds, quality, best: queries.map(() => Infinity) })
  }
  // The first pass compiles and fills caches.
  for (let pass = 0; pass <= PASSES; pass += 1) {
    for (const { worker, best } of started) {
      const times = await ask<number[]>(worker, { do: 'time', queries, limit: TOP })
      if (pass === 0) continue
      times.forEach((ms, position) => (best[position] = Math.min(best[position] ?? Infinity, ms)))
    }
  }
  return started.map(({ engine, worker, indexSeconds, quality, best }) => {
    worker.disconnect()
    const [p50, p99] = [computePercentile(best, 0.5), computePercentile(best, 0.99)]
    return { engine, ...quality, p50, p99, indexSeconds }
  })
}

/** Rows of the table, our own with what the gates say: quality no worse than the best peer's, a tenth of the best native time. */
function judge(measured: readonly Measured[]): { readonly rows: Cell[][]; readonly isMissed: boolean } {
  const [bestPeer] = measured
    .filter(({ engine }) => engine.kind !== 'ours')
    .sort((a, b) => b.ndcg10 - a.ndcg10)
  const native = measured.filter(({ engine }) => engine.kind === 'native')
  const bestNativeMs = Math.min(...native.map(({ p50 }) => p50))
  const own = measured.find(({ engine }) => engine.name === 'bm25')
  let isMissed = false
  const say = (isMet: boolean): string => {
    isMissed ||= !isMet
    return isMet ? 'met' : 'missed'
  }
  const gatesOf = ({ ndcg10, ndcg10s, p50 }: Measured): Cell[] => [
    `${formatDifference(comparePaired(bestPeer?.ndcg10s ?? [], ndcg10s))}: ${say(ndcg10 >= (bestPeer?.ndcg10 ?? 0))}`,
    `1/${(bestNativeMs / p50).toFixed(1)}, ≤ 1/10 ${say(p50 <= bestNativeMs / 10)}`,
  ]
  const rows = measured.map((row): Cell[] => [
    row.engine.title,
    row.ndcg10.toFixed(4),
    row.recall100.toFixed(4),
    formatMs(row.p50),
    formatMs(row.p99),
    formatTimes(row.p50 / (own?.p50 ?? NaN)),
    formatTimes(row.p99 / (own?.p99 ?? NaN)),
    ...(row.engine.kind === 'ours' ? gatesOf(row) : ['', '']),
    row.indexSeconds.toFixed(2),
  ])
  return { rows, isMissed }
}

function formatTimes(ratio: number): string {
  return `${ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(1)}×`
}
