import type { CollectionStore, RowQuery, StoredRecord, StoredRow } from '../../core/stores/stores.ts'
import type { Json } from '../../core/values.ts'
import type { Database, SqlRow, SqlValue } from './database.ts'
import { numberOf, textOf } from './database.ts'
import type { SyncStore } from './sync-store.ts'

// What JSON.parse gives is JSON; a check of every value costs more than reading it.
const readJson = (text: string) => JSON.parse(text) as Json

function toRecord(row: SqlRow): StoredRecord {
  return {
    id: textOf(row, 'id'),
    generation: numberOf(row, 'generation'),
    value: readJson(textOf(row, 'value')),
    updatedAt: textOf(row, 'updated_at'),
  }
}

const toRow = (row: SqlRow): StoredRow => ({
  id: textOf(row, 'row_id'),
  value: readJson(textOf(row, 'value')),
})

/** A JSON path to a field; quotes cannot be escaped in one, so names lose theirs. */
const pathTo = (field: string) =>
  `$${field
    .replaceAll('"', '')
    .split('.')
    .map((name) => `."${name}"`)
    .join('')}`

const likeText = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`

function queryRows(database: Database, kind: string, id: string, query: RowQuery) {
  const conditions = ['kind = ?', 'id = ?']
  const values: SqlValue[] = [kind, id]
  if (query.search !== undefined && query.search !== '') {
    // Taking the JSON apart is slow: only where the words stand in it at all, as JSON writes them.
    conditions.push(
      `value LIKE ? ESCAPE '\\'`,
      `EXISTS (SELECT 1 FROM json_tree(record_rows.value) AS part WHERE part.type = 'text' AND part.value LIKE ? ESCAPE '\\')`,
    )
    values.push(likeText(JSON.stringify(query.search).slice(1, -1)), likeText(query.search))
  }
  if (query.where !== undefined) {
    const { field, equals } = query.where
    conditions.push(equals === null ? `json_type(value, ?) = 'null'` : 'json_extract(value, ?) = ?')
    values.push(pathTo(field), ...(equals === null ? [] : [equals]))
  }
  const where = conditions.join(' AND ')
  const total = numberOf(
    database.get(`SELECT count(*) AS n FROM record_rows WHERE ${where}`, ...values) ?? { n: 0 },
    'n',
  )
  const after = query.after === undefined ? '' : ' AND position > ?'
  if (query.after !== undefined) values.push(Number(query.after))
  const rows = database.all(
    `SELECT position, row_id, value FROM record_rows WHERE ${where}${after} ORDER BY position LIMIT ?`,
    ...values,
    query.limit + 1,
  )
  const last = rows[query.limit - 1]
  return rows.length > query.limit && last !== undefined
    ? { items: rows.slice(0, query.limit).map(toRow), total, next: String(numberOf(last, 'position')) }
    : { items: rows.map(toRow), total }
}

export function createCollectionTables(database: Database): SyncStore<CollectionStore> {
  const get = (kind: string, id: string): StoredRecord | undefined => {
    const row = database.get('SELECT * FROM records WHERE kind = ? AND id = ?', kind, id)
    return row === undefined ? undefined : toRecord(row)
  }
  return {
    get,
    list: (kind) => database.all('SELECT * FROM records WHERE kind = ? ORDER BY id', kind).map(toRecord),
    put: (kind, id, value, ifGeneration) => {
      const old = get(kind, id)?.generation ?? 0
      if (ifGeneration !== undefined && ifGeneration !== old) return undefined
      database.run(
        `INSERT INTO records (kind, id, generation, value, updated_at) VALUES (?, ?, ?, ?, ?)
         ON CONFLICT (kind, id) DO UPDATE SET generation = excluded.generation, value = excluded.value, updated_at = excluded.updated_at`,
        kind,
        id,
        old + 1,
        JSON.stringify(value),
        new Date().toISOString(),
      )
      return get(kind, id)
    },
    remove: (kind, id) => {
      database.run('DELETE FROM record_rows WHERE kind = ? AND id = ?', kind, id)
      return database.run('DELETE FROM records WHERE kind = ? AND id = ?', kind, id) > 0
    },
    rows: (kind, id, query) => queryRows(database, kind, id, query),
    row: (kind, id, rowId) => {
      const row = database.get(
        'SELECT row_id, value FROM record_rows WHERE kind = ? AND id = ? AND row_id = ?',
        kind,
        id,
        rowId,
      )
      return row === undefined ? undefined : toRow(row)
    },
    putRows: (kind, id, rows) => {
      for (const row of rows) {
        database.run(
          `INSERT INTO record_rows (kind, id, row_id, value) VALUES (?, ?, ?, ?)
           ON CONFLICT (kind, id, row_id) DO UPDATE SET value = excluded.value`,
          kind,
          id,
          row.id,
          JSON.stringify(row.value),
        )
      }
    },
    removeRows: (kind, id, rowIds) => {
      let removed = 0
      for (const rowId of rowIds) {
        removed += database.run(
          'DELETE FROM record_rows WHERE kind = ? AND id = ? AND row_id = ?',
          kind,
          id,
          rowId,
        )
      }
      return removed
    },
    countRows: (kind, id) =>
      numberOf(
        database.get('SELECT count(*) AS n FROM record_rows WHERE kind = ? AND id = ?', kind, id) ?? { n: 0 },
        'n',
      ),
    countRowsBy: (kind, id, field) =>
      Object.fromEntries(
        database
          .all(
            `SELECT json_extract(value, ?) AS name, count(*) AS n FROM record_rows
             WHERE kind = ? AND id = ? GROUP BY name HAVING name IS NOT NULL ORDER BY name`,
            pathTo(field),
            kind,
            id,
          )
          .map((row) => [textOf(row, 'name'), numberOf(row, 'n')]),
      ),
  }
}
