/** One line of a JSON Lines file, checked; what is wrong is named by file, line and field. */
import type { z } from 'zod'
import { failure } from '../errors/failure.ts'

export interface RowPlace {
  /** As the person wrote it. */
  readonly file: string
  /** From 1. */
  readonly line: number
}

/** @throws INVALID_JSON or ROW_INVALID, with `file:line` as its path */
export function parseJsonRow<Row>(text: string, place: RowPlace, schema: z.ZodType<Row>): Row {
  return parseRow(parseJsonLine(text, place), place, schema)
}

/** @throws INVALID_JSON */
export function parseJsonLine(text: string, place: RowPlace): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    const source = `${place.file}, line ${place.line}`
    throw failure('INVALID_JSON', { source, reason }, { path: `${place.file}:${place.line}`, cause })
  }
}

/**
 * @param say words for what is wrong, in the reader's language; zod's own when left out
 * @throws ROW_INVALID, with `file:line` as its path
 */
export function parseRow<Row>(
  value: unknown,
  place: RowPlace,
  schema: z.ZodType<Row>,
  say?: z.core.$ZodErrorMap,
): Row {
  const parsed = schema.safeParse(value, say === undefined ? {} : { error: say })
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw invalidRow(place, issue?.path.join('.') || '(row)', issue?.message ?? 'not valid')
}

/** The failure ROW_INVALID at a place. */
export function invalidRow(place: RowPlace, field: string, reason: string): Error {
  return failure('ROW_INVALID', { ...place, field, reason }, { path: `${place.file}:${place.line}` })
}
