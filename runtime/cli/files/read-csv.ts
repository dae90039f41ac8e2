/** CSV files with a head line, plain or `.gz`, record by record; a record may go over several lines. */
import Papa from 'papaparse'
import type { z } from 'zod'
import { toFailure } from '../../core/errors/failure.ts'
import { findDelimiter } from '../../core/rows/find-delimiter.ts'
import { parseRow } from '../../core/rows/parse-json-row.ts'
import { findOpenQuote, nameCells, openQuoteFailure, readHead } from '../../evaluation/datasets/csv-cells.ts'
import type { NumberedRow } from './read-jsonl.ts'
import { readLines } from './read-lines.ts'

interface CsvRecord {
  readonly text: string
  /** Line on which it begins, from 1. */
  readonly line: number
  /** Without the blanks around them. */
  readonly cells: readonly string[]
  /** Where a quote stands that is never closed. */
  readonly openQuote: number | undefined
}

/** Past this a quote was forgotten, and the rest of the file would become one cell. */
const maxRecordLength = 1_000_000

/** A record by column name, or what is wrong with its line. */
export type CsvRow =
  | { readonly cells: Readonly<Record<string, string>>; readonly line: number }
  | { readonly fault: Error; readonly line: number }

/**
 * Cells are texts without the blanks around them; an empty cell counts as left out. The head line says what separates cells:
 * comma, semicolon or tab. Source of the format: RFC 4180.
 *
 * @throws FILE_UNREADABLE, INVALID_UTF8, CSV_COLUMN_TWICE, CSV_CELLS, CSV_CELLS_FEW, CSV_QUOTE_OPEN or ROW_INVALID, naming file, line and column
 */
export async function* readCsv<Row>(
  file: string,
  schema: z.ZodType<Row>,
): AsyncGenerator<NumberedRow<Row>, void, undefined> {
  for await (const row of readCsvRows(file)) {
    if ('fault' in row) throw row.fault
    yield { row: parseRow(row.cells, { file, line: row.line }, schema), line: row.line }
  }
}

/**
 * As {@link readCsv} without a schema, going on after a row of too many cells or too few. A quote that is never closed is the fault
 * of the last row: what follows it cannot be told from its cell.
 *
 * @throws FILE_UNREADABLE, INVALID_UTF8, or CSV_COLUMN_TWICE
 */
export async function* readCsvRows(file: string): AsyncGenerator<CsvRow, void, undefined> {
  let head: readonly string[] | undefined
  for await (const { text, line, cells, openQuote } of readRecords(file)) {
    const place = { file, line }
    if (openQuote !== undefined) {
      yield { fault: openQuoteFailure(text.slice(0, openQuote), place), line }
      continue
    }
    if (head === undefined) {
      head = readHead(cells, place)
      continue
    }
    let row: CsvRow
    try {
      row = { cells: nameCells(head, cells, place), line }
    } catch (error) {
      row = { fault: toFailure(error), line }
    }
    yield row
  }
}

/** Joins lines until every quote is closed. */
async function* readRecords(file: string): AsyncGenerator<CsvRecord, void, undefined> {
  let open: CsvRecord | undefined
  let delimiter: string | undefined
  for await (const { text, line } of readLines(file, { keepBlank: true })) {
    if (open === undefined && text.trim() === '') continue
    delimiter ??= findDelimiter(text)
    const whole: string = open === undefined ? text : `${open.text}\n${text}`
    // A line without a quote closes none.
    const record: CsvRecord =
      open === undefined || text.includes('"')
        ? { text: whole, line: open?.line ?? line, ...splitCells(whole, delimiter) }
        : { ...open, text: whole }
    open = record.openQuote === undefined ? undefined : record
    if (open === undefined) yield record
    else if (open.text.length > maxRecordLength) break
  }
  if (open !== undefined) yield open
}

function splitCells(record: string, delimiter: string): Pick<CsvRecord, 'cells' | 'openQuote'> {
  // Blanks behind a closing quote are none of the cell, but only with a line end behind them.
  const { data, errors } = Papa.parse<string[]>(`${record}\r\n`, { delimiter, newline: '\r\n' })
  return { cells: (data[0] ?? []).map((cell) => cell.trim()), openQuote: findOpenQuote(errors) }
}
