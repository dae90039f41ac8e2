import { z } from 'zod'
import type { RunFilter } from '../../core/services/runs.ts'
import type { RunStore } from '../../core/stores/stores.ts'
import type { TraceEvent } from '../../core/trace/events.ts'
import type { RunSummary } from '../../core/wire/runs.ts'
import { feedbackSchema, runSummarySchema } from '../../core/wire/runs.ts'
import type { Database, SqlValue } from './database.ts'
import { numberOf, textOf } from './database.ts'
import type { SyncStore } from './sync-store.ts'

const readSummary = (text: string): RunSummary => runSummarySchema.parse(JSON.parse(text))

/** The conditions of a filter as SQL, with their values. */
function whereOf(filter: RunFilter): { sql: string; values: SqlValue[] } {
  const conditions: string[] = []
  const values: SqlValue[] = []
  const add = (sql: string, value: SqlValue) => {
    conditions.push(sql)
    values.push(value)
  }
  if (filter.pipelineId !== undefined) add('pipeline_id = ?', filter.pipelineId)
  if (filter.status !== undefined) add('status = ?', filter.status)
  if (filter.intent !== undefined) add('intent = ?', filter.intent)
  if (filter.adapter !== undefined) add('adapter = ?', filter.adapter)
  if (filter.search !== undefined) {
    add(
      `json_extract(summary, '$.question') LIKE ? ESCAPE '\\'`,
      `%${filter.search.replace(/[\\%_]/g, '\\$&')}%`,
    )
  }
  return { sql: conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`, values }
}

function listRuns(database: Database, filter: RunFilter) {
  const { sql, values } = whereOf(filter)
  const limit = filter.limit ?? 100
  const total = numberOf(database.get(`SELECT count(*) AS n FROM runs ${sql}`, ...values) ?? { n: 0 }, 'n')
  const [startedAt, id] = filter.after?.split('|') ?? []
  const cursor =
    startedAt === undefined || id === undefined
      ? ''
      : `${sql === '' ? 'WHERE' : 'AND'} (started_at, id) < (?, ?)`
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

function putSummary(database: Database, summary: RunSummary): void {
  database.run(
    `INSERT INTO runs (id, pipeline_id, status, intent, adapter, started_at, summary) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET status = excluded.status, intent = excluded.intent, adapter = excluded.adapter, summary = excluded.summary`,
    summary.id,
    summary.pipelineId,
    summary.status,
    summary.intent,
    summary.adapter,
    summary.startedAt,
    JSON.stringify(summary),
  )
}

export function createRunTables(database: Database): SyncStore<RunStore> {
  const now = () => new Date().toISOString()
  return {
    putSummary: (summary) => putSummary(database, summary),
    appendEvents: (runId, events) => {
      for (const event of events) {
        database.run(
          'INSERT INTO run_events (run_id, seq, event) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
          runId,
          event.seq,
          JSON.stringify(event),
        )
      }
    },
    get: (runId) => {
      const row = database.get('SELECT summary FROM runs WHERE id = ?', runId)
      return row === undefined ? undefined : readSummary(textOf(row, 'summary'))
    },
    list: (filter) => listRuns(database, filter),
    events: (runId, fromSeq) =>
      database
        .all('SELECT event FROM run_events WHERE run_id = ? AND seq >= ? ORDER BY seq', runId, fromSeq)
        // Written by this store from typed events; not parsed again for speed.
        .map((row) => JSON.parse(textOf(row, 'event')) as TraceEvent),
    putValue: (hash, value) => {
      database.run(
        'INSERT INTO run_values (hash, value, used_at) VALUES (?, ?, ?) ON CONFLICT (hash) DO UPDATE SET used_at = excluded.used_at',
        hash,
        JSON.stringify(value),
        now(),
      )
    },
    value: (hash) => {
      const row = database.get('SELECT value FROM run_values WHERE hash = ?', hash)
      return row === undefined ? undefined : z.json().parse(JSON.parse(textOf(row, 'value')))
    },
    addFeedback: (runId, feedback, at) => {
      database.run(
        'INSERT INTO feedback (run_id, at, feedback) VALUES (?, ?, ?)',
        runId,
        at,
        JSON.stringify(feedback),
      )
    },
    feedback: (runId) =>
      database.all('SELECT at, feedback FROM feedback WHERE run_id = ? ORDER BY rowid', runId).map((row) => ({
        at: textOf(row, 'at'),
        feedback: feedbackSchema.parse(JSON.parse(textOf(row, 'feedback'))),
      })),
    closeInterrupted: () => {
      const open = database.all(`SELECT summary FROM runs WHERE status = 'running'`)
      for (const row of open)
        putSummary(database, { ...readSummary(textOf(row, 'summary')), status: 'interrupted' })
      return open.length
    },
    prune: (before, keep) => {
      const removed = database.run(
        `DELETE FROM runs WHERE started_at < ? AND status != 'running'
         AND id NOT IN (SELECT id FROM runs ORDER BY started_at DESC, id DESC LIMIT ?)`,
        before,
        keep,
      )
      const oldest = database.get('SELECT min(started_at) AS at FROM runs')?.['at']
      database.run('DELETE FROM run_values WHERE used_at < ?', typeof oldest === 'string' ? oldest : before)
      return removed
    },
  }
}
