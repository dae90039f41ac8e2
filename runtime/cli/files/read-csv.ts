/** CSV files with a head line, plain or `.gz`, record by record; a record may go over several lines. */
import Papa from 'papaparse'
import type { z } from 'zod'
import { findDelimiter } from '../../core/rows/find-delimiter.ts'
import { invalidRow, parseRow } from '../../core/rows/parse-json-row.ts'
import type { NumberedRow } from './read-jsonl.ts'
import { readLines } from './read-lines.ts'

interface CsvRecord {
  readonly text: string
  /** Line on which it begins, from 1. */
  readonly line: number
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
 * @throws FILE_UNREADABLE, INVALID_UTF8 or ROW_INVALID, naming file, line and column
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
 * As {@link readCsv} without a schema, going on after a row of too many cells.
 *
 * @throws FILE_UNREADABLE, INVALID_UTF8, or ROW_INVALID for a head that names a column twice and for a quote that never ends
 */
export async function* readCsvRows(file: string): AsyncGenerator<CsvRow, void, undefined> {
  let head: string[] | undefined
  let delimiter = ','
  for await (const { text, line } of readRecords(file)) {
    if (head === undefined) {
      delimiter = findDelimiter(text)
      head = splitCells(text, delimiter)
      const twin = head.find((name, index) => head?.indexOf(name) !== index)
      if (twin !== undefined) throw invalidRow({ file, line }, twin, 'the column occurs twice')
      continue
    }
    const cells = splitCells(text, delimiter)
    if (cells.length > head.length) {
      const reason = `${cells.length} cells for ${head.length} columns`
      yield { fault: invalidRow({ file, line }, '(row)', reason), line }
      continue
    }
    const pairs = head.flatMap((name, index) => {
      const cell = cells[index] ?? ''
      return cell === '' ? [] : [[name, cell] as const]
    })
    yield { cells: Object.fromEntries(pairs), line }
  }
}

/** Joins lines until every quote is closed. */
async function* readRecords(file: string): AsyncGenerator<CsvRecord, void, undefined> {
  let open: { text: string; readonly line: number } | undefined
  for await (const { text, line } of readLines(file, { keepBlank: true })) {
    if (open === undefined && text.trim() === '') continue
    open = open === undefined ? { text, line } : { text: `${open.text}\n${text}`, line: open.line }
    if (countQuotes(open.text) % 2 === 0) {
      yield open
      open = undefined
    } else if (open.text.length > maxRecordLength) break
  }
  if (open !== undefined) throw invalidRow({ file, line: open.line }, '(row)', 'a quote is not closed')
}

const countQuotes = (text: string) => text.split('"').length - 1

function splitCells(record: string, delimiter: string): string[] {
  const { data } = Papa.parse<string[]>(record, { delimiter, newline: '\r\n' })
  return (data[0] ?? []).map((cell) => cell.trim())
}
