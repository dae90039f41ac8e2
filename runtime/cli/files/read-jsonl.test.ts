import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { Failure } from '../../core/errors/failure.ts'
import { readAllJsonl, readJsonl } from './read-jsonl.ts'
import { findFile, readLines } from './read-lines.ts'
import { writeAtomically } from './write-atomically.ts'

const row = z.object({ id: z.string(), tags: z.array(z.string()).default([]) })
let folder = ''

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-rows-'))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const file = join(folder, name)
  await writeFile(file, content)
  return file
}

async function failureOf(action: Promise<unknown>): Promise<Failure> {
  const error = await action.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error instanceof Failure) return error
  throw new Error(`no failure but ${String(error)}`)
}

describe('readJsonl', () => {
  it('reads rows and counts every line, blank ones too', async () => {
    const file = await write('rows.jsonl', '\ufeff{"id":"a"}\r\n\r\n{"id":"b","tags":["x"]}')
    const rows = []
    for await (const each of readJsonl(file, row)) rows.push(each)
    expect(rows).toEqual([
      { row: { id: 'a', tags: [] }, line: 1 },
      { row: { id: 'b', tags: ['x'] }, line: 3 },
    ])
  })

  it('unpacks gzip', async () => {
    const file = await write('rows.jsonl.gz', gzipSync('{"id":"a"}\n{"id":"b"}\n'))
    expect((await readAllJsonl(file, row)).map(({ id }) => id)).toEqual(['a', 'b'])
  })

  it('joins what the stream cuts, inside characters too', async () => {
    const ids = Array.from({ length: 9_000 }, (_, i) => `${'退款政策'.repeat(15)}${i}`)
    const file = await write('long.jsonl', ids.map((id) => `${JSON.stringify({ id })}\n`).join(''))
    expect((await readAllJsonl(file, row)).map(({ id }) => id)).toEqual(ids)
  })

  it('names file, line and field of what is wrong', async () => {
    const file = await write('bad.jsonl', '{"id":"a"}\n{"id":"b","tags":["x",2]}\n')
    const wrong = await failureOf(readAllJsonl(file, row))
    expect([wrong.code, wrong.path, wrong.params['field']]).toEqual(['ROW_INVALID', `${file}:2`, 'tags.1'])
    const broken = await failureOf(readAllJsonl(await write('broken.jsonl', '\n{"id"\n'), row))
    expect([broken.code, broken.path]).toEqual(['INVALID_JSON', `${join(folder, 'broken.jsonl')}:2`])
    expect((await failureOf(readAllJsonl(await write('list.jsonl', '[1]\n'), row))).params['field']).toBe(
      '(row)',
    )
  })

  it('names the byte that is not UTF-8', async () => {
    const good = Buffer.from('{"id":"退"}\n')
    const file = await write('latin.jsonl', Buffer.concat([good, Buffer.from([0x7b, 0x22, 0xe9, 0x22])]))
    const error = await failureOf(readAllJsonl(file, row))
    expect([error.code, error.params['offset'], error.path]).toEqual([
      'INVALID_UTF8',
      good.length + 2,
      `${file}:2`,
    ])
  })

  it('says when a file is missing, cut short, or not packed', async () => {
    const packed = gzipSync('{"id":"a"}\n'.repeat(500))
    for (const file of [
      join(folder, 'nothing.jsonl'),
      await write('cut.jsonl.gz', packed.subarray(0, packed.length - 12)),
      await write('plain.jsonl.gz', '{"id":"a"}\n'),
    ]) {
      expect((await failureOf(readAllJsonl(file, row))).code).toBe('FILE_UNREADABLE')
    }
  })

  it('lets go of the file when the reader stops early', async () => {
    const file = await write('many.jsonl', '{"id":"a"}\n'.repeat(100_000))
    for await (const { line } of readLines(file)) if (line === 3) break
    await rm(file)
  })
})

describe('findFile', () => {
  it('prefers the plain file and falls back to the packed one', async () => {
    const plain = await write('both.jsonl', '')
    const packed = await write('both.jsonl.gz', gzipSync(''))
    expect(await findFile(plain)).toBe(plain)
    await rm(plain)
    expect(await findFile(plain)).toBe(packed)
    expect(await findFile(join(folder, 'neither'))).toBeUndefined()
  })
})

describe('writeAtomically', () => {
  it('leaves the old file and no draft behind when writing fails', async () => {
    const target = join(folder, 'missing-folder', 'file')
    await expect(writeAtomically(target, 'x')).rejects.toThrow('ENOENT')
    const file = await write('old.txt', 'old')
    await writeAtomically(file, 'new')
    const lines = []
    for await (const { text } of readLines(file)) lines.push(text)
    expect(lines).toEqual(['new'])
  })
})
