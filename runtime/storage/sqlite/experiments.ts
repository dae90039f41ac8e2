import { z } from 'zod'
import type { CellColumns, CellQuery, CellTexts } from '../../core/stores/stores.ts'
import { transposeScores } from '../../core/stores/transpose-scores.ts'
import type { Cell } from '../../core/wire/experiments.ts'
import type { Database, SqlRow, SqlValue } from './database.ts'
import { numberOf, textOf } from './database.ts'
import type { EncodedCells, EncodedExperimentStore } from './encoded-cells.ts'
import { columnNames } from './encoded-cells.ts'
import type { SyncStore } from './sync-store.ts'

const inOrder = 'ORDER BY row_position, variant_position, repetition, arm_position'

function insertCells(database: Database, experiment: string, cells: EncodedCells): number {
  const { places, statuses, figures, texts } = cells
  let added = 0
  for (const [index, text] of texts.entries()) {
    const [row = 0, variant = 0, repetition = 0, arm = 0] = places.subarray(4 * index, 4 * index + 4)
    added += database.run(
      `INSERT INTO cells (experiment, row_position, variant_position, repetition, arm_position, status, figures, cell)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
      experiment,
      row,
      variant,
      repetition,
      arm,
      statuses[index] ?? '',
      figures[index] ?? '',
      text,
    )
  }
  return added
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
  return { ...pageOfTexts(database, { where, values }, query), total }
}

function pageOfTexts(
  database: Database,
  { where, values }: { readonly where: string; readonly values: readonly SqlValue[] },
  { after, limit }: Pick<CellQuery, 'after' | 'limit'>,
): CellTexts {
  const cursor =
    after === undefined ? '' : 'AND (row_position, variant_position, repetition, arm_position) > (?, ?, ?, ?)'
  const rows = database.all(
    `SELECT row_position, variant_position, repetition, arm_position, cell FROM cells WHERE ${where} ${cursor} ${inOrder} LIMIT ?`,
    ...values,
    ...(after?.split(' ').map(Number) ?? []),
    limit + 1,
  )
  const last = rows[limit - 1]
  const items = rows.slice(0, limit).map((row) => textOf(row, 'cell'))
  return rows.length > limit && last !== undefined ? { items, next: placeOf(last) } : { items }
}

const placeOf = (row: SqlRow) =>
  ['row_position', 'variant_position', 'repetition', 'arm_position'].map((name) => row[name]).join(' ')

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
  // `encodeCells` wrote them from typed cells.
  const scores = transposeScores(columns['scores'] as readonly Cell['scores'][])
  return { ...columns, scores } as unknown as CellColumns
}

export function createCellTable(database: Database): SyncStore<EncodedExperimentStore> {
  return {
    putCells: (experiment, cells) => insertCells(database, experiment, cells),
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
      return found === undefined ? undefined : textOf(found, 'cell')
    },
    cells: (experiment, query) => queryCells(database, experiment, query),
    texts: (experiment, query) =>
      pageOfTexts(database, { where: 'experiment = ?', values: [experiment] }, query),
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
