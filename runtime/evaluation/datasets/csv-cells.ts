/** Cells of CSV records under the names of the head line, for every place that reads CSV. */
import type { Failure } from '../../core/errors/failure.ts'
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

/**
 * Where the quote stands that opens a cell and is never closed; undefined where every one is.
 *
 * @param faults those that papaparse finds in a text: the quote is one before the index that it gives
 */
export function findOpenQuote(
  faults: readonly { readonly code: string; readonly index?: number | undefined }[],
): number | undefined {
  const index = faults.find(({ code }) => code === 'MissingQuotes')?.index
  return index === undefined ? undefined : index - 1
}

/**
 * The fault of a record with a quote that is never closed, at the line on which that quote stands.
 *
 * @param before what stands before it in the record
 */
export function openQuoteFailure(before: string, { file, line }: RowPlace): Failure {
  const place = { file, line: line + before.split('\n').length - 1 }
  return failure('CSV_QUOTE_OPEN', { ...place }, at(place))
}

const at = ({ file, line }: RowPlace) => ({ path: `${file}:${line}` })
