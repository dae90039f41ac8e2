import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { TraceEvent } from '../../core/trace/events.ts'
import { describeStores, runOf } from '../../testing/store-conformance.ts'
import { openDatabase, textOf } from './database.ts'
import { openSqliteStores } from './open-stores.ts'

describeStores('sqlite', () => openSqliteStores({ path: ':memory:', inThisThread: true }))

describe('sqlite files', () => {
  let directory = ''
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'signalbox-'))
  })
  afterAll(() => rm(directory, { recursive: true }))

  it('finds what it stored after a reopen', async () => {
    const path = join(directory, 'reopen.db')
    const first = await openSqliteStores({ path, inThisThread: true })
    await first.collections.put('bank', 'b', { name: '库' })
    await first.close()
    const second = await openSqliteStores({ path, inThisThread: true })
    expect((await second.collections.get('bank', 'b'))?.value).toEqual({ name: '库' })
    await second.close()
  })

  it('reads traces in which every value stands wherever it was, as they were once written', async () => {
    const path = join(directory, 'old-trace.db')
    const stores = await openSqliteStores({ path, inThisThread: true })
    const value = { text: 'as long as it likes to be' }
    const old: TraceEvent[] = [
      { type: 'node-finished', seq: 0, at: 1, node: 'a', durationMs: 1, outputs: { out: { value } } },
      { type: 'node-started', seq: 1, at: 1, node: 'b', attempt: 1, inputs: { in: { value } } },
    ]
    await stores.runs.putSummary(runOf('old', '2026-01-01T00:00:00.000Z'))
    await stores.runs.appendEvents('old', old, [])
    await stores.close()
    const database = openDatabase(path)
    expect(textOf(database.get('SELECT events FROM run_parts') ?? {}, 'events')).toContain('"same"')
    database.run('UPDATE run_parts SET events = ?', JSON.stringify(old))
    database.close()
    const reopened = await openSqliteStores({ path, inThisThread: true })
    expect(await reopened.runs.events('old', 0)).toEqual(old)
    expect(await reopened.runs.events('old', 1)).toEqual(old.slice(1))
    await reopened.close()
  })

  it('reports a blob whose bytes were changed on disk', async () => {
    const path = join(directory, 'blob.db')
    const stores = await openSqliteStores({ path, inThisThread: true })
    const hash = await stores.blobs.put(new Uint8Array([1, 2, 3]))
    await stores.close()
    const database = openDatabase(path)
    database.run('UPDATE blobs SET bytes = ? WHERE hash = ?', new Uint8Array([1, 2, 4]), hash)
    database.close()
    const reopened = await openSqliteStores({ path, inThisThread: true })
    await expect(reopened.blobs.get(hash)).rejects.toMatchObject({ code: 'BLOB_CORRUPT' })
    await reopened.close()
  })

  it('undoes a failing call alone and keeps answering', async () => {
    const stores = await openSqliteStores({ path: ':memory:', inThisThread: true })
    await expect(
      stores.runs.appendEvents('no-such-run', [{ type: 'node-queued', seq: 0, at: 0, node: 'n' }], []),
    ).rejects.toMatchObject({
      code: 'STORE_FAILED',
    })
    expect((await stores.collections.put('index', 'a', 1))?.generation).toBe(1)
    await stores.close()
  })

  it('refuses the database of a newer Signalbox and a file that is none, each with its reason', async () => {
    const newer = join(directory, 'newer.db')
    const database = openDatabase(newer)
    database.exec('PRAGMA user_version = 999')
    database.close()
    await expect(openSqliteStores({ path: newer, inThisThread: true })).rejects.toMatchObject({
      code: 'STORE_NEWER',
      params: { version: 999 },
    })
    const text = join(directory, 'text.db')
    await writeFile(text, 'this is no database, however long it is'.repeat(200))
    await expect(openSqliteStores({ path: text, inThisThread: true })).rejects.toMatchObject({
      code: 'STORE_FAILED',
      params: { operation: 'open' },
    })
  })
})
