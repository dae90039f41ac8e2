/**
 * Full text search of LanceDB on disk, as its documentation sets it up: BM25 over one text column with an English stemmer and
 * LanceDB's own English stop words. Positions are left out, which phrase queries alone need; every row is indexed, so that
 * `fastSearch` leaves nothing out.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect, Index } from '@lancedb/lancedb'

export async function openEngine(documents) {
  const folder = mkdtempSync(join(tmpdir(), 'signalbox-lancedb-'))
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }))
  const database = await connect(folder)
  const rows = documents.map(({ id, title, text }) => ({ id, text: `${title}\n${text}` }))
  const table = await database.createTable('documents', rows)
  const config = Index.fts({ language: 'English', stem: true, removeStopWords: true, withPosition: false })
  await table.createIndex('text', { config })
  await table.waitForIndex(['text_idx'], 60)
  return async (query, limit) => {
    const found = await table
      .query()
      .fullTextSearch(query)
      .fastSearch()
      .select(['id', '_score'])
      .limit(limit)
      .toArray()
    return found.map(({ id }) => id)
  }
}
