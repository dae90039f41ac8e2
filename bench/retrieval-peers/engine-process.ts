/**
 * One search engine in a process of its own, named by the first argument: `bm25` and `hybrid` are ours, another name is a
 * module of bench/peers. Answers each order of `EngineOrder` with what stands beside it there.
 */
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { packageRoot } from '../../runtime/cli/package-info.ts'
import type { SourceDocument } from '../../runtime/retrieval/search-index.ts'
import { openOwnEngine } from './own-engine.ts'

/** Ids of the best documents, best first. */
type Search = (query: string, limit: number) => string[] | Promise<string[]>
export type OpenEngine = (documents: readonly SourceDocument[]) => Search | Promise<Search>

export type EngineOrder =
  /** Answered with the seconds that it took: a number. */
  | { readonly do: 'index'; readonly documents: readonly SourceDocument[] }
  /** Answered with a ranking for each query: `string[][]`. */
  | { readonly do: 'rank'; readonly queries: readonly string[]; readonly limit: number }
  /** Answered with the milliseconds of each query: `number[]`. */
  | { readonly do: 'time'; readonly queries: readonly string[]; readonly limit: number }

async function loadEngine(name: string): Promise<OpenEngine> {
  if (name === 'bm25' || name === 'hybrid') return openOwnEngine(name)
  const file = pathToFileURL(join(packageRoot(), 'bench', 'peers', `${name}.mjs`))
  // The modules of bench/peers are written to this form; they are JavaScript because they are not built with the rest.
  const { openEngine } = (await import(file.href)) as { openEngine: OpenEngine }
  return openEngine
}

async function timeOf(search: Search, query: string, limit: number): Promise<number> {
  const start = performance.now()
  const found = search(query, limit)
  // A promise costs a turn: what answers at once is not made to wait for one.
  if (found instanceof Promise) await found
  return performance.now() - start
}

const openEngine = await loadEngine(process.argv[2] ?? '')
let search: Search = () => []

async function obey(order: EngineOrder): Promise<number | string[][] | number[]> {
  if (order.do === 'index') {
    const start = performance.now()
    search = await openEngine(order.documents)
    return (performance.now() - start) / 1000
  }
  const { queries, limit } = order
  if (order.do === 'rank') {
    const rankings: string[][] = []
    for (const query of queries) rankings.push(await search(query, limit))
    return rankings
  }
  const times: number[] = []
  for (const query of queries) times.push(await timeOf(search, query, limit))
  return times
}

process.on('message', (order: EngineOrder) => {
  void obey(order).then((answer) => process.send?.(answer))
})
process.on('disconnect', () => process.exit())
process.send?.('ready')
