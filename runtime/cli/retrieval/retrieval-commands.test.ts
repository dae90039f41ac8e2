import { existsSync } from 'node:fs'
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

const collections = join(import.meta.dirname, '../../../../shared/data/retrieval')
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

  // Without hand-picked settings: 82 documents of a test collection, and a quality that a broken ranking cannot reach.
  it.skipIf(!existsSync(collections))('reaches its known quality on ADI', async () => {
    const collectionDir = join(collections, 'adi')
    const bm25 = await evaluateRetrieval({ collectionDir, method: 'bm25' })
    const hybrid = await evaluateRetrieval({ collectionDir, method: 'hybrid' })
    expect(bm25.queries).toBe(35)
    expect(bm25.ndcg10).toBeGreaterThan(0.47)
    expect(hybrid.ndcg10).toBeGreaterThan(0.46)
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
    expect(Object(built).bytes).toBe((await readFile(out)).length)
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
