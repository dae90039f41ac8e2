/** Cells of CSV records under the names of the head line, for every place that reads CSV. */
import { failure } from '../../core/errors/failure.ts'
import type { RowPlace } from '../../core/rows/parse-json-row.ts'

/** @throws CSV_COLUMN_TWICE */
export function readHead(cells: readonly string[], place: RowPlace): readonly string[] {
  const head = cells.map((cell) => cell.trim())
  const twin = head.find((name, index) => name !== '' && head.indexOf(name) !== index)
  if (twin !== undefined) throw failure('CSV_COLUMN_TWICE', { ...place, column: twin }, at(place))
  return head
}

/**
 * A record by column; empty cells are left out. With a cell too many or too few nobody knows which column each belongs to.
 *
 * @throws CSV_CELLS or CSV_CELLS_FEW
 */
export function nameCells(
  head: readonly string[],
  cells: readonly string[],
  place: RowPlace,
): Readonly<Record<string, string>> {
  const params = { ...place, count: cells.length, columns: head.length }
  if (cells.length > head.length) throw failure('CSV_CELLS', params, at(place))
  if (cells.length < head.length) throw failure('CSV_CELLS_FEW', params, at(place))
  return Object.fromEntries(
    cells.flatMap((cell, index) => (cell === '' ? [] : [[head[index] ?? '', cell] as const])),
  )
}

const at = ({ file, line }: RowPlace) => ({ path: `${file}:${line}` })
