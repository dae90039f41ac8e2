import { describe, expect, it } from 'vitest'
import { openDatabase } from './database.ts'
import { createCellTable } from './experiments.ts'
import { createRunTables } from './runs.ts'
import { migrateSchema } from './schema.ts'

const summaryOf = (id: string) => ({
  id,
  pipelineId: 'desk',
  pipelineName: 'Desk',
  revision: 'abc',
  status: 'succeeded',
  startedAt: '2026-01-01T00:00:00.000Z',
  wallMs: 12.5,
  question: 'why?',
  answer: '',
  intent: 'refund',
  confidence: 0.9,
  adapter: null,
  abstained: false,
  error: null,
})

describe('an older database', () => {
  it('keeps its runs with their traces, filters by what they hold, and knows which values they use', () => {
    const database = openDatabase(':memory:')
    migrateSchema(database, 1)
    for (const id of ['a', 'b']) {
      const summary = summaryOf(id)
      database.run(
        'INSERT INTO runs (id, pipeline_id, status, started_at, summary) VALUES (?, ?, ?, ?, ?)',
        id,
        summary.pipelineId,
        summary.status,
        summary.startedAt,
        JSON.stringify(summary),
      )
      // Out of order, as a table without row ids may give them.
      for (const seq of [2, 0, 1]) {
        const event = { type: 'node-queued', seq, at: seq, node: 'n', outputs: { out: { hash: `of-${id}` } } }
        database.run(
          'INSERT INTO run_events (run_id, seq, event) VALUES (?, ?, ?)',
          id,
          seq,
          JSON.stringify(event),
        )
      }
      database.run('INSERT INTO run_values (hash, value, used_at) VALUES (?, ?, ?)', `of-${id}`, '1', '')
    }
    migrateSchema(database)
    const runs = createRunTables(database)
    expect(runs.events('a', 1).map(({ seq }) => seq)).toEqual([1, 2])
    const { items } = runs.list({ revision: 'ab', slowerThanMs: 10, confidenceBelow: 0.95 })
    expect(items).toMatchObject([
      { id: 'b', ttftMs: null, decisions: [] },
      { id: 'a', revision: 'abc' },
    ])
    expect(runs.size().bytes).toBeGreaterThan(500)
    runs.prune({ before: '', keepRuns: 1, keepBytes: 1e9, limit: 10 })
    expect([runs.value('of-a'), runs.value('of-b')]).toEqual([undefined, 1])
    database.close()
  })

  it('lists runs of experiments apart from others, each by an index', () => {
    const database = openDatabase(':memory:')
    migrateSchema(database, 6)
    for (const [id, experiment] of [
      ['a', null],
      ['b', 'e'],
      ['c', null],
    ] as const) {
      const summary = { ...summaryOf(id), ...(experiment === null ? {} : { experiment }) }
      database.run(
        `INSERT INTO runs (id, pipeline_id, revision, status, started_at, summary, experiment) VALUES (?, 'desk', 'abc', 'succeeded', ?, ?, ?)`,
        id,
        summary.startedAt,
        JSON.stringify(summary),
        experiment,
      )
      database.run(
        'INSERT INTO run_parts (run_id, events) VALUES (?, ?)',
        id,
        JSON.stringify([{ type: 'node-queued', seq: 0, at: 0, node: id }]),
      )
    }
    migrateSchema(database)
    const runs = createRunTables(database)
    const idsOf = (filter: Parameters<typeof runs.list>[0]) => runs.list(filter).items.map(({ id }) => id)
    expect([idsOf({}), idsOf({ experiment: 'e' }), runs.list({}).total]).toEqual([['c', 'a'], ['b'], 2])
    expect(runs.events('b', 0)).toEqual([{ type: 'node-queued', seq: 0, at: 0, node: 'b' }])
    for (const where of ['experiment IS NULL', `experiment = 'e'`]) {
      const plan = database.all(
        `EXPLAIN QUERY PLAN SELECT summary FROM runs WHERE ${where} ORDER BY started_at DESC, id DESC LIMIT 9`,
      )
      expect(plan.map(({ detail }) => String(detail)).join()).toMatch(
        /^(SCAN|SEARCH) runs USING INDEX \S+( \(.*\))?$/,
      )
    }
    database.close()
  })

  it('knows of its cells which gave the same answer and the same documents, and what they cost', () => {
    const database = openDatabase(':memory:')
    migrateSchema(database, 4)
    const cells = [
      ['yes', ['a']],
      ['no', ['a']],
      ['yes', ['a', 'b']],
    ] as const
    for (const [variant, [answer, documents]] of cells.entries()) {
      const figures = Array.from({ length: 20 }, (_, column) =>
        column === 1 ? variant : column === 19 ? {} : 0,
      )
      database.run(
        `INSERT INTO cells (experiment, row_position, variant_position, repetition, arm_position, status, figures, cell)
         VALUES ('e', 0, ?, 0, 0, 'succeeded', ?, ?)`,
        variant,
        JSON.stringify(figures),
        JSON.stringify({ answer, documents, ...(variant === 0 ? { cost: 0.4 } : {}) }),
      )
    }
    migrateSchema(database)
    const { variant, answer, documents, cost } = createCellTable(database).columns('e')
    const first = (keys: readonly string[]) => keys.map((key) => keys.indexOf(key))
    expect([variant, first(answer), first(documents)]).toEqual([
      [0, 1, 2],
      [0, 1, 0],
      [0, 0, 2],
    ])
    expect(cost).toEqual([0.4, null, null])
    database.close()
  })
})
