/** Rows of a data file, whichever of the two formats it has. */
import type { z } from 'zod'
import { failure } from '../../core/errors/failure.ts'
import { readCsv } from './read-csv.ts'
import type { NumberedRow } from './read-jsonl.ts'
import { readJsonl } from './read-jsonl.ts'
import { findFile } from './read-lines.ts'

/**
 * CSV for names that end in `.csv` or `.tsv`, JSON Lines for all others, each also with `.gz`.
 *
 * @throws FILE_UNREADABLE, INVALID_UTF8, INVALID_JSON or ROW_INVALID, naming file, line and field
 */
export async function* readRows<Row>(
  path: string,
  schema: z.ZodType<Row>,
): AsyncGenerator<NumberedRow<Row>, void, undefined> {
  const file = await requireFile(path)
  yield* /\.[ct]sv(\.gz)?$/i.test(file) ? readCsv(file, schema) : readJsonl(file, schema)
}

/** All rows of a file. @throws as {@link readRows} */
export async function readAllRows<Row>(path: string, schema: z.ZodType<Row>): Promise<Row[]> {
  const rows: Row[] = []
  for await (const { row } of readRows(path, schema)) rows.push(row)
  return rows
}

/** The path itself, or with `.gz` when only that exists. @throws FILE_UNREADABLE */
export async function requireFile(path: string): Promise<string> {
  const found = await findFile(path)
  if (found !== undefined) return found
  throw failure('FILE_UNREADABLE', { file: path, reason: 'neither it nor its .gz exists' })
}
