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
 * Where the quote stands that opens a cell and is never closed; undefined where every one is. A quote opens a cell only as its first
 * character and closes it only before the next cell or line; two within it are one that is meant (RFC 4180).
 */
export function findOpenQuote(text: string, delimiter: string): number | undefined {
  const isEnd = (index: number): boolean =>
    index >= text.length || text[index] === delimiter || text[index] === '\n'
  for (let start = 0; start < text.length; start += 1) {
    let end = start
    if (text[start] === '"') {
      const close = findClosingQuote(text, start + 1, isEnd)
      if (close === undefined) return start
      end = close + 1
    }
    while (!isEnd(end)) end += 1
    start = end
  }
  return undefined
}

function findClosingQuote(text: string, from: number, isEnd: (index: number) => boolean): number | undefined {
  let quote = text.indexOf('"', from)
  while (quote >= 0) {
    let after = quote + 1
    if (text[after] === '"') after += 1
    else {
      while (text[after] === ' ' || text[after] === '\r') after += 1
      if (isEnd(after)) return quote
    }
    quote = text.indexOf('"', after)
  }
  return undefined
}

/** The fault of a record with a quote that is never closed, at the line on which that quote stands. */
export function openQuoteFailure(record: string, quote: number, { file, line }: RowPlace): Failure {
  const place = { file, line: line + record.slice(0, quote).split('\n').length - 1 }
  return failure('CSV_QUOTE_OPEN', { ...place }, at(place))
}

const at = ({ file, line }: RowPlace) => ({ path: `${file}:${line}` })
