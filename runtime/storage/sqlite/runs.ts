import { z } from 'zod'
import type { StoredMeasure } from '../../core/stores/stores.ts'
import type { TraceEvent } from '../../core/trace/events.ts'
import { bankMeasureSchema } from '../../core/wire/bank-metrics.ts'
import type { RunSummary } from '../../core/wire/runs.ts'
import { feedbackSchema, runSummarySchema } from '../../core/wire/runs.ts'
import type { Database } from './database.ts'
import { numberOf, textOf } from './database.ts'
import type { EncodedPart, EncodedRunStore, EncodedSummary } from './encoded-runs.ts'
import { encodeSummary } from './encoded-runs.ts'
import { readEventText } from './event-text.ts'
import { countRuns, listRuns } from './run-list.ts'
import { measureRuns, pruneRuns } from './run-retention.ts'
import type { SyncStore } from './sync-store.ts'

const readSummary = (text: string): RunSummary => runSummarySchema.parse(JSON.parse(text))

/** `bytes` grow by `addedBytes`, the length of what was stored beside it. */
function putSummary(database: Database, summary: EncodedSummary, addedBytes = 0): void {
  database.run(
    `INSERT INTO runs (id, pipeline_id, revision, status, intent, adapter, confidence, wall_ms, started_at, summary, bytes,
       experiment)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET status = excluded.status, intent = excluded.intent, adapter = excluded.adapter,
       confidence = excluded.confidence, wall_ms = excluded.wall_ms, summary = excluded.summary,
       bytes = runs.bytes + excluded.bytes`,
    summary.id,
    summary.pipelineId,
    summary.revision,
    summary.status,
    summary.intent,
    summary.adapter,
    summary.confidence,
    summary.wallMs,
    summary.startedAt,
    summary.text,
    summary.text.length + addedBytes,
    summary.experiment,
  )
}

function appendEvents(database: Database, runId: string, { events, values }: EncodedPart): void {
  if (events !== '') database.run('INSERT INTO run_parts (run_id, events) VALUES (?, ?)', runId, events)
  for (const { hash, text } of values) {
    database.run(
      'INSERT INTO run_value_uses (run_id, hash) VALUES (?, ?) ON CONFLICT DO NOTHING',
      runId,
      hash,
    )
    database.run('INSERT INTO run_values (hash, value) VALUES (?, ?) ON CONFLICT DO NOTHING', hash, text)
  }
}

const bytesOf = ({ events, values }: EncodedPart): number =>
  values.reduce((sum, { text }) => sum + text.length, events.length)

function readEvents(database: Database, runId: string, fromSeq: number): TraceEvent[] {
  const events = database
    .all('SELECT events FROM run_parts WHERE run_id = ? ORDER BY id', runId)
    .flatMap((row) => readEventText(textOf(row, 'events')))
  let next = fromSeq
  return events.filter(({ seq }) => {
    if (seq < next) return false
    next = seq + 1
    return true
  })
}

function readMeasures(database: Database, bank: string, afterId: number, limit: number): StoredMeasure[] {
  return database
    .all(
      'SELECT id, measure FROM bank_measures WHERE bank = ? AND id > ? ORDER BY id LIMIT ?',
      bank,
      afterId,
      limit,
    )
    .map((row) => ({
      id: numberOf(row, 'id'),
      measure: bankMeasureSchema.parse(JSON.parse(textOf(row, 'measure'))),
    }))
}

function changeMeasures(database: Database, runId: string, part: Readonly<Record<string, number>>): void {
  database.run(
    'UPDATE bank_measures SET measure = json_patch(measure, ?) WHERE run_id = ?',
    JSON.stringify(part),
    runId,
  )
}

export function createRunTables(database: Database): SyncStore<EncodedRunStore> {
  const get = (runId: string): RunSummary | undefined => {
    const row = database.get('SELECT summary FROM runs WHERE id = ?', runId)
    return row === undefined ? undefined : readSummary(textOf(row, 'summary'))
  }
  return {
    putSummary: (summary) => putSummary(database, summary),
    appendEvents: (runId, part) => {
      appendEvents(database, runId, part)
      database.run('UPDATE runs SET bytes = bytes + ? WHERE id = ?', bytesOf(part), runId)
    },
    finish: ({ summary, measures, ...part }) => {
      // First the run, then what refers to it: a run may be stored as a whole at its end.
      putSummary(database, summary, bytesOf(part))
      appendEvents(database, summary.id, part)
      for (const { bank, text } of measures) {
        database.run(
          'INSERT INTO bank_measures (run_id, bank, measure) VALUES (?, ?, ?)',
          summary.id,
          bank,
          text,
        )
      }
    },
    get,
    list: (filter) => listRuns(database, filter, readSummary),
    counts: () => countRuns(database),
    events: (runId, fromSeq) => readEvents(database, runId, fromSeq),
    value: (hash) => {
      const row = database.get('SELECT value FROM run_values WHERE hash = ?', hash)
      return row === undefined ? undefined : z.json().parse(JSON.parse(textOf(row, 'value')))
    },
    measures: (bank, afterId, limit) => readMeasures(database, bank, afterId, limit),
    addFeedback: (runId, feedback, at, scores) => {
      database.run(
        'INSERT INTO feedback (run_id, at, feedback) VALUES (?, ?, ?)',
        runId,
        at,
        JSON.stringify(feedback),
      )
      if ('score' in feedback) changeMeasures(database, runId, { feedback: feedback.score })
      if (scores === undefined) return
      changeMeasures(database, runId, scores)
      const summary = get(runId)
      if (summary !== undefined)
        putSummary(database, encodeSummary({ ...summary, scores: { ...summary.scores, ...scores } }))
    },
    feedback: (runId) =>
      database.all('SELECT at, feedback FROM feedback WHERE run_id = ? ORDER BY rowid', runId).map((row) => ({
        at: textOf(row, 'at'),
        feedback: feedbackSchema.parse(JSON.parse(textOf(row, 'feedback'))),
      })),
    closeInterrupted: () => {
      const open = database.all(`SELECT summary FROM runs WHERE status = 'running'`)
      for (const row of open)
        putSummary(database, encodeSummary({ ...readSummary(textOf(row, 'summary')), status: 'interrupted' }))
      return open.length
    },
    prune: (request) => pruneRuns(database, request),
    size: () => measureRuns(database),
  }
}
