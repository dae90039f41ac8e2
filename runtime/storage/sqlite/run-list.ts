/** The list of runs: filters as SQL, newest first, by cursor. */
import type { Page } from '../../core/services/page.ts'
import type { RunFilter } from '../../core/services/runs.ts'
import type { RunCount, RunSummary } from '../../core/wire/runs.ts'
import type { Database, SqlValue } from './database.ts'
import { numberOf, textOf } from './database.ts'

const escapeLike = (text: string) => text.replace(/[\\%_]/g, '\\$&')

/** The conditions of a filter as SQL, with their values. */
function whereOf(filter: RunFilter): { sql: string; values: SqlValue[] } {
  const conditions: string[] = []
  const values: SqlValue[] = []
  const add = (sql: string, value: SqlValue | undefined) => {
    if (value === undefined) return
    conditions.push(sql)
    values.push(value)
  }
  const { search, adapter, revision } = filter
  add('pipeline_id = ?', filter.pipelineId)
  add('status = ?', filter.status)
  add('intent = ?', filter.intent)
  if (adapter?.includes('@') === true) add('adapter = ?', adapter)
  else if (adapter !== undefined) add(`adapter LIKE ? ESCAPE '\\'`, `${escapeLike(adapter)}@%`)
  if (revision !== undefined) add(`revision LIKE ? ESCAPE '\\'`, `${escapeLike(revision)}%`)
  add('wall_ms > ?', filter.slowerThanMs)
  add('confidence < ?', filter.confidenceBelow)
  if (filter.experiment === undefined) conditions.push('experiment IS NULL')
  add('experiment = ?', filter.experiment)
  if (search !== undefined)
    add(`json_extract(summary, '$.question') LIKE ? ESCAPE '\\'`, `%${escapeLike(search)}%`)
  return { sql: `WHERE ${conditions.join(' AND ')}`, values }
}

export function countRuns(database: Database): RunCount[] {
  return database
    .all(
      'SELECT pipeline_id, count(*) AS n, max(started_at) AS last FROM runs WHERE experiment IS NULL GROUP BY pipeline_id',
    )
    .map((row) => ({
      pipeline: textOf(row, 'pipeline_id'),
      runs: numberOf(row, 'n'),
      lastAt: textOf(row, 'last'),
    }))
}

export function listRuns(
  database: Database,
  filter: RunFilter,
  readSummary: (text: string) => RunSummary,
): Page<RunSummary> {
  const { sql, values } = whereOf(filter)
  const limit = filter.limit ?? 100
  const total = numberOf(database.get(`SELECT count(*) AS n FROM runs ${sql}`, ...values) ?? { n: 0 }, 'n')
  const [startedAt, id] = filter.after?.split('|') ?? []
  const cursor = startedAt === undefined || id === undefined ? '' : 'AND (started_at, id) < (?, ?)'
  const cursorValues = startedAt === undefined || id === undefined ? [] : [startedAt, id]
  const items = database
    .all(
      `SELECT summary FROM runs ${sql} ${cursor} ORDER BY started_at DESC, id DESC LIMIT ?`,
      ...values,
      ...cursorValues,
      limit + 1,
    )
    .map((row) => readSummary(textOf(row, 'summary')))
  const last = items[limit - 1]
  return items.length > limit && last !== undefined
    ? { items: items.slice(0, limit), total, next: `${last.startedAt}|${last.id}` }
    : { items, total }
}
