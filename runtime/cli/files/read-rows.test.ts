import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { toFailure } from '../../core/errors/failure.ts'
import { readAllRows, readRows } from './read-rows.ts'

const schema = z.object({ text: z.string(), intent: z.string(), split: z.string().optional() })
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-csv-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, content)
  return file
}

async function faultOf(file: string) {
  const { code, path, params } = toFailure(await readAllRows(file, schema).catch((error: unknown) => error))
  return { code, path, field: params['field'] }
}

describe('readRows', () => {
  it('reads CSV with quotes, line breaks inside cells, and cells left empty', async () => {
    const file = await write(
      'quoted.csv',
      '\ufeffintent,text,split\r\nrefund,"He said ""money, back"",\r\n\r\nplease",train\r\n\r\n退票,退款？,\r\n',
    )
    const rows = []
    for await (const row of readRows(file, schema)) rows.push(row)
    expect(rows).toEqual([
      { row: { intent: 'refund', text: 'He said "money, back",\n\nplease', split: 'train' }, line: 2 },
      { row: { intent: '退票', text: '退款？' }, line: 6 },
    ])
  })

  it.each([
    ['semi.csv', 'text;intent\na, b;x\n'],
    ['blank.csv', 'text,intent\n"a, b" ,"x" \n'],
    ['tab.tsv', 'text\tintent\na, b\tx\n'],
    ['packed.csv.gz', gzipSync('text,intent\n"a, b",x\n')],
    ['rows.jsonl', '{"text":"a, b","intent":"x"}\n'],
    ['rows.jsonl.gz', gzipSync('{"text":"a, b","intent":"x"}\n')],
  ])('takes %s', async (name, content) => {
    expect(await readAllRows(await write(name, content), schema)).toEqual([{ text: 'a, b', intent: 'x' }])
  })

  it('finds the packed file when only that exists', async () => {
    await write('only.jsonl.gz', gzipSync('{"text":"a","intent":"x"}\n'))
    expect(await readAllRows(join(folder, 'only.jsonl'), schema)).toHaveLength(1)
  })

  it('names file, line and column of what is wrong', async () => {
    const missing = await write('missing.csv', 'text,intent\na,x\nb,\n')
    expect(await faultOf(missing)).toEqual({ code: 'ROW_INVALID', path: `${missing}:3`, field: 'intent' })
    const wide = await write('wide.csv', 'text,intent\na,x,y\n')
    expect(await faultOf(wide)).toMatchObject({ code: 'CSV_CELLS', path: `${wide}:2` })
    const narrow = await write('narrow.csv', 'text,intent,split\na,x,train\nb,x\n')
    expect(await faultOf(narrow)).toMatchObject({ code: 'CSV_CELLS_FEW', path: `${narrow}:3` })
    const open = await write('open.csv', 'text,intent\n"a,x\nb,y\n')
    expect(await faultOf(open)).toMatchObject({ code: 'CSV_QUOTE_OPEN', path: `${open}:2` })
    const twice = await write('twice.csv', 'text,text\na,x\n')
    expect(await faultOf(twice)).toMatchObject({ code: 'CSV_COLUMN_TWICE', path: `${twice}:1` })
    const latin = await write('latin.csv', Buffer.from('text,intent\ncaf\xe9,x\n', 'latin1'))
    expect(await faultOf(latin)).toMatchObject({ code: 'INVALID_UTF8', path: `${latin}:2` })
    expect(await faultOf(join(folder, 'none.csv'))).toMatchObject({ code: 'FILE_UNREADABLE' })
  })
})
