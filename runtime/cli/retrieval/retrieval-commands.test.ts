import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Failure } from '../../core/errors/failure.ts'
import type { CommandIo } from '../command-io.ts'
import { registerIndexBuild } from '../commands/index-build.ts'
import { registerRetrievalEval } from '../commands/retrieval-eval.ts'
import { registerRetrievalSearch } from '../commands/retrieval-search.ts'
import { buildIndexFile } from './build-index-file.ts'
import { evaluateRetrieval } from './evaluate-retrieval.ts'
import { searchIndexFile } from './search-index-file.ts'

let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-retrieval-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

async function createCollection(
  name: string,
  files: Readonly<Record<string, string | Uint8Array>>,
): Promise<string> {
  const path = join(folder, name)
  await mkdir(join(path, 'qrels'), { recursive: true })
  for (const [file, content] of Object.entries(files)) await writeFile(join(path, file), content)
  return path
}

const small = {
  'corpus.jsonl.gz': gzipSync('{"_id":"d1","title":"Dogs","text":"free"}\n{"_id":"d2","text":"cats pay"}\n'),
  'queries.jsonl': '{"_id":"q1","text":"dogs"}\n{"_id":"q2","text":"unjudged"}\n{"_id":"q3","text":"cats"}\n',
  'qrels/dev.tsv': 'query-id\tcorpus-id\tscore\nq1\td1\t1\nq3\td1\t1\n',
}

const ferryArticles = [
  ['bikes', 'Bicycles', 'A bicycle travels on the car deck. Folded bicycles count as hand luggage.'],
  ['pets', 'Pets', 'Dogs on a lead stay on deck. Cats travel in a basket inside the cabin.'],
  ['delay', 'Late departures', 'If the ferry leaves an hour late, half of the fare is paid back.'],
  ['storm', 'Cancelled sailings', 'When a storm stops the ferry, the ticket is valid on the following day.'],
  ['cars', 'Vehicles', 'Cars board thirty minutes before the ferry leaves. Gas tanks are closed.'],
  ['meals', 'Restaurant', 'Breakfast is served until ten. The restaurant takes cards only.'],
  ['cabins', 'Cabins', 'Cabins are opened two hours before the ferry leaves and have a shower.'],
  ['groups', 'Groups', 'Ten people or more travel at a lower fare when they book together.'],
] as const
const ferryQueries = [
  ['pets', 'may my cat come along'],
  ['delay', 'ferry left late, is the fare paid back'],
  ['storm', 'ticket after a sailing was cancelled by storms'],
  ['meals', 'when is breakfast'],
  ['groups', 'fare for a group of people'],
  ['bikes', 'taking folding bicycles'],
] as const
const jsonLines = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')

/** Eight articles that share words, and questions in other forms of them. */
const ferryDesk = {
  'corpus.jsonl': jsonLines(ferryArticles.map(([_id, title, body]) => ({ _id, title, text: body }))),
  'queries.jsonl': jsonLines(ferryQueries.map(([article, query]) => ({ _id: `q-${article}`, text: query }))),
  'qrels/test.tsv': `query-id\tcorpus-id\tscore\n${ferryQueries.map(([article]) => `q-${article}\t${article}\t1\n`).join('')}`,
}

async function codeOf(action: Promise<unknown>): Promise<string> {
  const error = await action.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  return error instanceof Failure ? `${error.code} ${error.path ?? ''}` : String(error)
}

async function runCommand(...args: string[]): Promise<unknown[]> {
  const printed: unknown[] = []
  const io: CommandIo = {
    isJson: true,
    print: (result) => printed.push(result),
    say: () => {},
    progress: () => {},
    markNegative: () => {},
  }
  const program = new Command().exitOverride().configureOutput({ writeErr: () => {} })
  registerIndexBuild(program, io)
  registerRetrievalSearch(program, io)
  registerRetrievalEval(program, io)
  await program.parseAsync(['node', 'signalbox', ...args])
  return printed
}

describe('retrieval eval', () => {
  it('scores the judged queries of the only split there is', async () => {
    const result = await evaluateRetrieval({
      collectionDir: await createCollection('small', small),
      method: 'bm25',
    })
    expect(result).toMatchObject({ queries: 2, ndcg10: 0.5, map: 0.5, mrr10: 0.5, recall100: 0.5 })
    expect(result.indexBytes).toBeGreaterThan(0)
    expect(result.latencyMs.p50).toBeLessThanOrEqual(result.latencyMs.p99)
  })

  it('prints the figures as one object', async () => {
    const dir = await createCollection('printed', small)
    const printed = await runCommand(
      'retrieval',
      'eval',
      '--collection',
      dir,
      '--split',
      'dev',
      '--method',
      'hybrid',
    )
    expect(printed).toHaveLength(1)
    expect(Object.keys(Object(printed[0])).sort()).toEqual(
      ['queries', 'ndcg10', 'map', 'mrr10', 'recall100', 'indexSeconds', 'indexBytes', 'latencyMs'].sort(),
    )
  })

  it.each(['bm25', 'hybrid'] as const)('ranks by words, stems and rarity with %s', async (method) => {
    const collectionDir = await createCollection(`ranked-${method}`, ferryDesk)
    const result = await evaluateRetrieval({ collectionDir, method })
    expect(result.queries).toBe(6)
    // A ranking in the order of the corpus or at random lies below 0.6.
    expect(result.ndcg10).toBeGreaterThan(0.9)
    expect(result.mrr10).toBeGreaterThan(0.9)
    expect(result.recall100).toBe(1)
  })

  it('says what a folder lacks and which line is wrong', async () => {
    const missing = await createCollection('missing', { 'corpus.jsonl': '{"_id":"d1","text":"x"}\n' })
    expect(await codeOf(evaluateRetrieval({ collectionDir: missing }))).toContain('COLLECTION_INCOMPLETE')
    expect(await codeOf(evaluateRetrieval({ collectionDir: join(folder, 'gone') }))).toContain(
      'COLLECTION_INCOMPLETE',
    )
    const other = await createCollection('other-split', small)
    expect(await codeOf(evaluateRetrieval({ collectionDir: other, split: 'test' }))).toContain(
      'COLLECTION_INCOMPLETE',
    )
    const wrong = await createCollection('wrong', { ...small, 'qrels/dev.tsv': 'q1\td1\t1\nq9\td1\t1\n' })
    expect(await codeOf(evaluateRetrieval({ collectionDir: wrong }))).toMatch(/^ROW_INVALID .*dev\.tsv:2$/)
    const twice = await createCollection('twice', { ...small, 'corpus.jsonl': '{"_id":"d"}\n{"_id":"d"}\n' })
    expect(await codeOf(evaluateRetrieval({ collectionDir: twice }))).toContain('DUPLICATE_DOCUMENT')
  })
})

describe('index build and retrieval search', () => {
  it('index a folder of Markdown, text and article files and find in it', async () => {
    const dir = join(folder, 'articles')
    await mkdir(join(dir, 'deep'), { recursive: true })
    await writeFile(join(dir, 'deep', 'refund.md'), '# Refunds\n\nA refund is paid in five days.\n')
    await writeFile(join(dir, 'dogs.txt'), 'Dogs travel free of charge.\n')
    await writeFile(join(dir, 'more.jsonl'), '{"id":"zh","title":"退款","text":"退款需要五天。"}\n')
    const out = join(folder, 'desk.index')
    const [built] = await runCommand('index', 'build', dir, '--out', out)
    expect(built).toMatchObject({ documents: 3, chunks: 3 })
    const { length } = await readFile(out)
    expect(Object(built).bytes).toBe(length)
    const [plain] = await runCommand(
      'index',
      'build',
      dir,
      '--out',
      join(folder, 'plain.index'),
      '--reader',
      'none',
    )
    expect(plain).toMatchObject({ documents: 3, reader: null })
    expect(length - Object(plain).bytes).toBeGreaterThanOrEqual(Object(built).reader.bytes)
    const [found] = await runCommand('retrieval', 'search', '--index', out, '--k', '1', 'refund')
    expect(found).toMatchObject([
      { documentId: 'deep/refund.md', chunkId: 'deep/refund.md#0', title: 'Refunds', source: { start: 0 } },
    ])
    expect((await searchIndexFile({ indexFile: out, query: '退款', k: 1 }))[0]?.documentId).toBe('zh')
  })

  it('writes the same file for the same folder', async () => {
    const dir = await createCollection('same', small)
    const [a, b] = [join(folder, 'a.index'), join(folder, 'b.index')]
    await buildIndexFile({ folder: dir, out: a })
    await buildIndexFile({ folder: dir, out: b })
    expect(await readFile(a)).toEqual(await readFile(b))
  })

  it('refuse an empty folder, a missing file and a damaged one', async () => {
    const empty = await createCollection('empty', {})
    expect(await codeOf(buildIndexFile({ folder: empty, out: join(folder, 'x') }))).toContain(
      'COLLECTION_INCOMPLETE',
    )
    expect(await codeOf(searchIndexFile({ indexFile: join(folder, 'none'), query: 'x' }))).toContain(
      'FILE_UNREADABLE',
    )
    await writeFile(join(folder, 'text.index'), 'this is no index, however long it is')
    expect(await codeOf(searchIndexFile({ indexFile: join(folder, 'text.index'), query: 'x' }))).toContain(
      'INDEX_FILE_DAMAGED',
    )
  })
})
