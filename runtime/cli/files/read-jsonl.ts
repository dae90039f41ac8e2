/** JSON Lines files, plain or `.gz`, row by row, checked against a schema. */
import type { z } from 'zod'
import { parseJsonRow } from '../../core/rows/parse-json-row.ts'
import { readLines } from './read-lines.ts'

export interface NumberedRow<Row> {
  readonly row: Row
  /** From 1. */
  readonly line: number
}

/** @throws FILE_UNREADABLE, INVALID_UTF8, INVALID_JSON or ROW_INVALID, naming file, line and field */
export async function* readJsonl<Row>(
  file: string,
  schema: z.ZodType<Row>,
): AsyncGenerator<NumberedRow<Row>, void, undefined> {
  for await (const { text, line } of readLines(file)) {
    yield { row: parseJsonRow(text, { file, line }, schema), line }
  }
}

/** All rows of a file. @throws as {@link readJsonl} */
export async function readAllJsonl<Row>(file: string, schema: z.ZodType<Row>): Promise<Row[]> {
  const rows: Row[] = []
  for await (const { row } of readJsonl(file, schema)) rows.push(row)
  return rows
}
