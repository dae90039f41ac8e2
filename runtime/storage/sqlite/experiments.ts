import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { CellColumns, CellQuery, ExperimentStore, PlacedCell } from '../../core/stores/stores.ts'
import { transposeScores } from '../../core/stores/transpose-scores.ts'
import type { Cell } from '../../core/wire/experiments.ts'
import type { Database, SqlRow, SqlValue } from './database.ts'
import { numberOf, textOf } from './database.ts'
import type { SyncStore } from './sync-store.ts'

// Written by this store from typed cells; not parsed again for speed.
const readCell = (row: SqlRow) => JSON.parse(textOf(row, 'cell')) as Cell

const toBit = (value: boolean | null) => (value === null ? null : Number(value))

const inOrder = 'ORDER BY row_position, variant_position, repetition, arm_position'

/** What stands in a column of each cell, in the order of {@link figuresOf}. */
const columnNames = [
  'row',
  'variant',
  'repetition',
  'arm',
  'status',
  'intent',
  'confidence',
  'margin',
  'reason',
  'outOfScope',
  'abstained',
  'alias',
  'outcome',
  'wallMs',
  'ttftMs',
  'nodeMs',
  'queueMs',
  'engineMs',
  'loadMs',
  'scores',
  'answer',
  'documents',
] as const satisfies readonly (keyof CellColumns)[]

/** Short, as it is compared within one row only. */
const keyOf = (text: string) => createHash('sha256').update(text).digest('base64').slice(0, 10)

function figuresOf({ place, cell }: PlacedCell): string {
  const { node, queue, engine, load } = cell.parts
  return JSON.stringify([
    place.row,
    place.variant,
    place.repetition,
    place.arm,
    cell.status,
    cell.intent,
    cell.confidence,
    cell.margin,
    cell.reason,
    toBit(cell.outOfScope),
    toBit(cell.abstained),
    cell.alias,
    cell.outcome,
    cell.wallMs,
    cell.ttftMs,
    node,
    queue,
    engine,
    load,
    cell.scores,
    keyOf(cell.answer),
    keyOf(JSON.stringify(cell.documents)),
  ])
}

function insertCell(database: Database, experiment: string, placed: PlacedCell): number {
  const { place, cell } = placed
  return database.run(
    `INSERT INTO cells (experiment, row_position, variant_position, repetition, arm_position, status, figures, cell)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
    experiment,
    place.row,
    place.variant,
    place.repetition,
    place.arm,
    cell.status,
    figuresOf(placed),
    JSON.stringify(cell),
  )
}

function queryCells(database: Database, experiment: string, query: CellQuery) {
  const conditions = ['experiment = ?']
  const values: SqlValue[] = [experiment]
  if (query.row !== undefined) {
    conditions.push('row_position = ?')
    values.push(query.row)
  }
  if (query.variant !== undefined) {
    conditions.push('variant_position = ?')
    values.push(query.variant)
  }
  const where = conditions.join(' AND ')
  const total = numberOf(
    database.get(`SELECT count(*) AS n FROM cells WHERE ${where}`, ...values) ?? { n: 0 },
    'n',
  )
  const after = query.after?.split(' ').map(Number)
  const cursor =
    after === undefined ? '' : 'AND (row_position, variant_position, repetition, arm_position) > (?, ?, ?, ?)'
  const rows = database.all(
    `SELECT row_position, variant_position, repetition, arm_position, cell FROM cells WHERE ${where} ${cursor} ${inOrder} LIMIT ?`,
    ...values,
    ...(after ?? []),
    query.limit + 1,
  )
  const last = rows[query.limit - 1]
  const next = (row: SqlRow) =>
    ['row_position', 'variant_position', 'repetition', 'arm_position'].map((name) => row[name]).join(' ')
  return rows.length > query.limit && last !== undefined
    ? { items: rows.slice(0, query.limit).map(readCell), total, next: next(last) }
    : { items: rows.map(readCell), total }
}

/** SQLite joins the texts: reading 100,000 rows one by one through a driver takes far longer. */
function readColumns(database: Database, experiment: string): CellColumns {
  const row = database.get(
    `SELECT '[' || coalesce(group_concat(figures), '') || ']' AS figures FROM (SELECT figures FROM cells WHERE experiment = ? ${inOrder})`,
    experiment,
  )
  const cells = JSON.parse(textOf(row ?? { figures: '[]' }, 'figures')) as readonly (readonly unknown[])[]
  const columns = Object.fromEntries(
    columnNames.map((name, column) => [name, cells.map((figures) => figures[column])]),
  )
  // `figuresOf` wrote them from typed cells.
  const scores = transposeScores(columns['scores'] as readonly Cell['scores'][])
  return { ...columns, scores } as unknown as CellColumns
}

export function createCellTable(database: Database): SyncStore<ExperimentStore> {
  return {
    putCells: (experiment, cells) => {
      let added = 0
      for (const placed of cells) added += insertCell(database, experiment, placed)
      return added
    },
    cell: (experiment, { row, variant, repetition, arm }) => {
      const found = database.get(
        `SELECT cell FROM cells WHERE experiment = ? AND row_position = ? AND variant_position = ? AND repetition = ?
         AND arm_position = ?`,
        experiment,
        row,
        variant,
        repetition,
        arm,
      )
      return found === undefined ? undefined : readCell(found)
    },
    cells: (experiment, query) => queryCells(database, experiment, query),
    places: (experiment) => {
      const row = database.get(
        `SELECT '[' || coalesce(group_concat(row_position || ',' || variant_position || ',' || repetition || ',' || arm_position), '') || ']' AS places
         FROM (SELECT row_position, variant_position, repetition, arm_position FROM cells WHERE experiment = ? ${inOrder})`,
        experiment,
      )
      return Int32Array.from(z.array(z.int()).parse(JSON.parse(textOf(row ?? { places: '[]' }, 'places'))))
    },
    count: (experiment) => {
      const row = database.get(
        `SELECT count(*) AS done, coalesce(sum(status != 'succeeded'), 0) AS failed FROM cells WHERE experiment = ?`,
        experiment,
      ) ?? { done: 0, failed: 0 }
      return { done: numberOf(row, 'done'), failed: numberOf(row, 'failed') }
    },
    columns: (experiment) => readColumns(database, experiment),
    remove: (experiment) => {
      database.run('DELETE FROM cells WHERE experiment = ?', experiment)
    },
  }
}
