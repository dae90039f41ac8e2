/** Rows of JSON Lines, JSON and CSV files with the line each begins on, so that what is wrong can be found. */
import Papa from 'papaparse'
import type { Failure } from '../../../runtime/core/errors/failure.ts'
import { failure, toFailure } from '../../../runtime/core/errors/failure.ts'
import { findDelimiter } from '../../../runtime/core/rows/find-delimiter.ts'
import type { RowPlace } from '../../../runtime/core/rows/parse-json-row.ts'
import { parseJsonLine } from '../../../runtime/core/rows/parse-json-row.ts'
import {
  findOpenQuote,
  nameCells,
  openQuoteFailure,
  readHead,
} from '../../../runtime/evaluation/datasets/csv-cells.ts'
import type { TextFile } from './read-import-file.ts'

export interface RawRow {
  readonly value: unknown
  readonly place: RowPlace
}

/** All that could be read and all that could not: nothing is imported while there is a failure. */
export interface Parsed<Row> {
  readonly rows: readonly Row[]
  readonly failures: readonly Failure[]
}

export function endingOf(name: string): string {
  return /\.[^.]+$/.exec(name)?.[0].toLowerCase() ?? ''
}

/** Applies `read` to each item and gathers what it throws. */
export function collectRows<Item, Row>(items: Iterable<Item>, read: (item: Item) => Row): Parsed<Row> {
  const rows: Row[] = []
  const failures: Failure[] = []
  for (const item of items) {
    try {
      rows.push(read(item))
    } catch (error) {
      failures.push(toFailure(error))
    }
  }
  return { rows, failures }
}

/** One JSON value a line; blank lines are skipped. */
export function parseJsonLines({ name, text }: TextFile): Parsed<RawRow> {
  const lines = text.split('\n').flatMap((line, index) => {
    const trimmed = line.trim()
    return trimmed === '' ? [] : [{ text: trimmed, place: { file: name, line: index + 1 } }]
  })
  return collectRows(lines, (line) => ({ value: parseJsonLine(line.text, line.place), place: line.place }))
}

/** A header of column names, then rows; empty cells count as absent. Fields may hold line breaks in quotes. */
export function parseCsv({ name, text }: TextFile): Parsed<RawRow> {
  const rows: RawRow[] = []
  const failures: Failure[] = []
  let line = 1
  let at = 0
  let header: readonly string[] | null = null
  const keep = (read: () => void) => {
    try {
      read()
    } catch (error) {
      failures.push(toFailure(error))
    }
  }
  // Its own guess fails on few rows.
  const delimiter = findDelimiter(/\S.*/.exec(text)?.[0] ?? '')
  // Blanks behind a closing quote are none of the cell, but only with a line end behind them.
  const whole = /[\r\n]$/.test(text) ? text : text + (text.includes('\r\n') ? '\r\n' : '\n')
  Papa.parse<string[]>(whole, {
    skipEmptyLines: false,
    delimiter,
    step: ({ data, errors, meta }) => {
      const place = { file: name, line }
      const start = at
      line += countLines(text, at, meta.cursor)
      at = meta.cursor
      if (errors.some(({ type }) => type === 'Quotes')) {
        const quote = findOpenQuote(errors)
        failures.push(
          quote === undefined
            ? failure('CSV_QUOTES', { ...place }, { path: `${name}:${place.line}` })
            : openQuoteFailure(text.slice(start, quote), place),
        )
        return
      }
      if (data.every((cell) => cell.trim() === '')) return
      if (header === null) {
        header = data
        keep(() => void (header = readHead(data, place)))
        return
      }
      const columns = header
      keep(() => rows.push({ value: nameCells(columns, data, place), place }))
    },
  })
  return { rows, failures }
}

function countLines(text: string, from: number, to: number): number {
  let count = 0
  for (let at = text.indexOf('\n', from); at >= 0 && at < to; at = text.indexOf('\n', at + 1)) count += 1
  return count
}

/** Rows of one file by its ending; undefined where the ending is none of rows. */
export function parseRows(file: TextFile): Parsed<RawRow> | undefined {
  switch (endingOf(file.name)) {
    case '.jsonl':
    case '.ndjson':
      return parseJsonLines(file)
    case '.csv':
    case '.tsv':
      return parseCsv(file)
    default:
      return undefined
  }
}

/** Joins the results of several files. */
export function joinParsed<Row>(parts: readonly Parsed<Row>[]): Parsed<Row> {
  return { rows: parts.flatMap(({ rows }) => rows), failures: parts.flatMap(({ failures }) => failures) }
}

/** As one meets them when reading the files; what belongs to no line comes first. */
export function inFileOrder(failures: readonly Failure[]): Failure[] {
  const placed = failures.map((one) => {
    const [, file = '', line = '0'] = /^(.*):(\d+)$/.exec(one.path ?? '') ?? []
    return { one, file, line: Number(line) }
  })
  const files = ['', ...placed.map(({ file }) => file)]
  return placed
    .sort((a, b) => files.indexOf(a.file) - files.indexOf(b.file) || a.line - b.line)
    .map(({ one }) => one)
}

/** A failure for each id that occurs twice. */
export function findDuplicateIds(
  rows: readonly { readonly id: string; readonly place: RowPlace }[],
): Failure[] {
  const seen = new Map<string, RowPlace>()
  return rows.flatMap(({ id, place }) => {
    const first = seen.get(id)
    if (first === undefined) {
      seen.set(id, place)
      return []
    }
    return [
      failure(
        'ROW_REPEATED',
        { ...place, id, first: `${first.file}:${first.line}` },
        { path: `${place.file}:${place.line}` },
      ),
    ]
  })
}
