import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runCliCaptured } from '../../testing/run-cli-captured.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-dataset-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const put = async (name: string, content: string | Uint8Array) => {
  const file = join(folder, name)
  await writeFile(file, content)
  return file
}
const asLines = (rows: readonly unknown[]) => rows.map((row) => `${JSON.stringify(row)}\n`).join('')
const run = async (...args: string[]) => {
  const { code, json, stderr } = await runCliCaptured(
    'dataset',
    ...args,
    '--json',
    '--data-dir',
    join(folder, 'data'),
  )
  return { code, stderr, result: Object(json()) }
}
const importFile = (file: string, ...args: string[]) => run('import', file, '--name', 'Desk', ...args)
const list = async () => (await run('list')).result

describe('dataset import', () => {
  it('takes our own questions without any mapping, and adds to a dataset of the same name', async () => {
    const file = await put(
      'questions.jsonl.gz',
      gzipSync(
        asLines([
          {
            id: 'q1',
            question: 'How much?',
            answers: ['£5'],
            contextId: 'fees',
            intent: 'fee',
            split: 'test',
          },
          { id: 'q2', question: '多少钱？', answers: [], intent: 'oos' },
        ]),
      ),
    )
    const { code, result } = await importFile(file)
    expect(code).toBe(0)
    expect(result).toMatchObject({
      isNew: true,
      imported: 2,
      refused: 0,
      dataset: {
        id: 'desk',
        rows: 2,
        labelled: { answers: 2, intent: 2, documents: 1 },
        languages: { en: 1, zh: 1 },
      },
    })
    const again = await importFile(file)
    expect(again.result).toMatchObject({
      isNew: false,
      dataset: { rows: 2, version: result.dataset.version },
    })
    expect(await list()).toMatchObject([
      { id: 'desk', name: 'Desk', rows: 2, version: result.dataset.version },
    ])
  })

  it('maps the columns of a CSV as it is told', async () => {
    const file = await put(
      'f.csv',
      'Frage;Antworten;Thema;Quelle\n"Was;kostet das?";5 € / fünf Euro;Preis;Mail\n',
    )
    const columns = { question: 'Frage', answers: 'Antworten', intent: 'Thema', 'tags.source': 'Quelle' }
    const args = Object.entries(columns).flatMap(([field, column]) => ['--map', `${field}=${column}`])
    const { result } = await importFile(file, ...args, '--separator', '/', '--id', 'german')
    expect(result).toMatchObject({
      mapping: {
        inputs: { question: 'Frage' },
        answers: 'Antworten',
        separator: '/',
        tags: { source: 'Quelle' },
      },
      dataset: { id: 'german', rows: 1, labelled: { answers: 1, intent: 1 } },
    })
  })

  it('names every faulty line, and writes nothing unless the valid ones are wanted', async () => {
    const file = await put(
      'bad.jsonl',
      `${asLines([{ id: 'a', question: 'Fine?' }, { id: 'a', question: 'Twice' }, { id: 'b' }])}{"id":\n` +
        asLines([
          { id: 'c', question: 'x'.repeat(1_000_000) },
          { id: 'd/e', question: 'q' },
          { id: 'f', question: 'F' },
        ]),
    )
    const refused = await importFile(file)
    expect(refused.code).toBe(1)
    expect(refused.result).toMatchObject({ dataset: null, imported: 0, refused: 5 })
    expect(
      refused.result.faults.map(({ code, path }: { code: string; path: string }) => [code, path]),
    ).toEqual([
      ['ROW_REPEATED', `${file}:2`],
      ['ROW_FIELD_EMPTY', `${file}:3`],
      ['INVALID_JSON', `${file}:4`],
      ['ROW_TOO_LARGE', `${file}:5`],
      ['ROW_ID_INVALID', `${file}:6`],
    ])
    expect(refused.stderr).toContain('line 3')
    expect(await list()).toEqual([])
    const taken = await importFile(file, '--valid-only')
    expect([taken.code, taken.result]).toMatchObject([0, { imported: 2, refused: 5, dataset: { rows: 2 } }])
  })

  it('names too many cells and a huge cell of a CSV by line, and goes on', async () => {
    const file = await put('f.csv', `question,answer\na,b\nc,d,e\n"${'x'.repeat(1_200_000)}",f\ng,h\n`)
    const { code, result } = await importFile(file, '--valid-only')
    expect([code, result]).toMatchObject([0, { imported: 2, refused: 2 }])
    expect(result.faults).toMatchObject([
      { code: 'CSV_CELLS', path: `${file}:3` },
      { code: 'ROW_TOO_LARGE', path: `${file}:4` },
    ])
  })

  it('names the line on which a quote opens that is never closed, after the faults before it', async () => {
    const file = await put('q.csv', 'question,answer\na,b\nc,d,e\n"two\nlines","open\ni,j\nk,l\n')
    const { code, result, stderr } = await importFile(file)
    expect([code, result]).toMatchObject([1, { dataset: null, refused: 2 }])
    expect(result.faults).toMatchObject([
      { code: 'CSV_CELLS', path: `${file}:3` },
      { code: 'CSV_QUOTE_OPEN', path: `${file}:5` },
    ])
    expect(stderr).toContain('line 5: the quotation mark that opens here is never closed')
    expect((await importFile(file, '--valid-only')).result).toMatchObject({ imported: 1, refused: 2 })
  })

  it('says one row and several rows as one says them', async () => {
    const said = async (text: string) => {
      const file = await put('n.csv', text)
      return (await runCliCaptured('dataset', 'import', file, '--name', 'N', '--data-dir', join(folder, 'n')))
        .stdout
    }
    expect(await said('question\na\n"b\n')).toContain('Nothing was imported: 1 row has a fault.')
    expect(await said('question,answer\na\nb\nc,d\n')).toContain('Nothing was imported: 2 rows have faults.')
    expect(await said('question\na\n')).toContain(': 1 row imported; 1 row now')
  })

  it('reads SQuAD and a BEIR folder with relevant documents', async () => {
    const squad = await put(
      's.json',
      JSON.stringify({
        data: [
          {
            title: 'Rail',
            paragraphs: [
              { context: '£5.', qas: [{ id: '1', question: 'How much?', answers: [{ text: '£5' }] }] },
            ],
          },
        ],
      }),
    )
    expect((await importFile(squad)).result).toMatchObject({
      dataset: { labelled: { answers: 1, documents: 1 } },
    })
    const beir = join(folder, 'beir')
    await mkdir(join(beir, 'qrels'), { recursive: true })
    await put(
      'beir/queries.jsonl',
      asLines([
        { _id: 'q1', text: 'One' },
        { _id: 'q2', text: 'Two' },
      ]),
    )
    await put('beir/qrels/test.tsv', 'query-id\tcorpus-id\tscore\nq1\td1\t1\nq1\td2\t0\n')
    const { result } = await run('import', beir, '--name', 'Beir')
    expect(result).toMatchObject({ imported: 1, dataset: { rows: 1, labelled: { documents: 1 } } })
    const none = await run('import', beir, '--name', 'Beir', '--split', 'dev')
    expect([none.code, none.result.error.code]).toEqual([1, 'COLLECTION_INCOMPLETE'])
  })

  it.each([
    ['a missing column', 'q.csv', 'question\nx\n', ['--map', 'intent=topic'], 1, 'IMPORT_COLUMN_MISSING'],
    ['no text at all', 'n.jsonl', '{"a":1}\n', [], 1, 'IMPORT_NO_INPUT'],
    ['no rows', 'e.csv', 'question,answers\n', [], 1, 'IMPORT_EMPTY'],
    ['an empty file', 'e.jsonl', '', [], 1, 'IMPORT_EMPTY'],
    ['broken UTF-8', 'u.csv', Buffer.from('question\nCaf\xe9\n', 'latin1'), [], 1, 'INVALID_UTF8'],
    ['a column twice', 't.csv', 'a,a\n1,2\n', [], 1, 'CSV_COLUMN_TWICE'],
    ['a mapping that is none', 'm.csv', 'question\nx\n', ['--map', 'intent'], 2, 'USAGE_INVALID'],
  ])('refuses %s', async (_name, name, content, args, exit, error) => {
    const { code, result } = await importFile(await put(name, content), ...args)
    expect([code, result.error.code]).toEqual([exit, error])
    expect(await list()).toEqual([])
  })

  it('lists without the environment that only runs need', async () => {
    vi.stubEnv('SIGNALBOX_EGRESS_ALLOW', 'no address')
    const listed = await run('list')
    vi.unstubAllEnvs()
    expect(listed).toMatchObject({ code: 0, result: [] })
  })

  it('refuses a file that is not there', async () => {
    const { code, result } = await importFile(join(folder, 'none.csv'))
    expect([code, result.error.code]).toEqual([2, 'FILE_UNREADABLE'])
  })
})
