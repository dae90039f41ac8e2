/** A record of a file before its columns are mapped. */
import type { Failure } from '../../core/errors/failure.ts'
import type { RowPlace } from '../../core/rows/parse-json-row.ts'

export interface RawRecord {
  readonly value: unknown
  readonly place: RowPlace
}

/** A line that could not be read. */
export interface RecordFault {
  readonly fault: Failure
}

export type Columns = ReadonlyMap<string, unknown>

/**
 * The fields of a record by column name. A nested object gives a column a field, named with a dot: `expected.answers`;
 * undefined for what is no object.
 */
export function columnsOf(value: unknown): Columns | undefined {
  if (!isFields(value)) return undefined
  const columns = new Map<string, unknown>()
  for (const [name, part] of Object.entries(value)) {
    if (isFields(part))
      for (const [inner, held] of Object.entries(part)) columns.set(`${name}.${inner}`, held)
    else columns.set(name, part)
  }
  return columns
}

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
