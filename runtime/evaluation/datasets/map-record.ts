/** A record of a file as a row of a dataset, by a mapping. */
import { canonicalJson, sha256Hex } from '../../core/document/content-hash.ts'
import { failure } from '../../core/errors/failure.ts'
import type { RowPlace } from '../../core/rows/parse-json-row.ts'
import type { Json } from '../../core/values.ts'
import type { DatasetRow } from '../../core/wire/datasets.ts'
import { datasetRowLimitBytes, noIntentName } from '../../core/wire/datasets.ts'
import { rowIdSchema } from '../../core/wire/indexes.ts'
import type { DatasetMapping } from './mapping.ts'
import type { Columns, RawRecord } from './raw-record.ts'
import { columnsOf } from './raw-record.ts'

/** As `expectedSchema` and `datasetRowSchema` have them. */
const limits = { answers: 20, answer: 10_000, intent: 200, documents: 1_000, document: 200, tag: 200 }

/**
 * Built by hand and checked field by field, so that each fault names its place and a hundred thousand rows take a second.
 *
 * @throws ROW_NO_FIELDS, ROW_FIELD_EMPTY, ROW_ID_INVALID, ROW_VALUE_KIND, ROW_FIELD_LONG, ROW_FIELD_MANY or ROW_TOO_LARGE,
 *   with `file:line` as their path
 */
export function mapRecord({ value, place }: RawRecord, mapping: DatasetMapping): DatasetRow {
  const columns = columnsOf(value)
  if (columns === undefined) throw failure('ROW_NO_FIELDS', { ...place }, at(place))
  const inputs = readInputs(columns, mapping, place)
  const expected = readExpected(columns, mapping, place)
  const tags = readTags(columns, mapping, place)
  const content = {
    inputs,
    ...(Object.keys(expected).length === 0 ? {} : { expected }),
    ...(Object.keys(tags).length === 0 ? {} : { tags }),
  }
  const row: DatasetRow = { id: readId(columns, mapping, place) ?? idOf(content), ...content }
  checkSize(row, place)
  return row
}

function readInputs(columns: Columns, mapping: DatasetMapping, place: RowPlace): Record<string, Json> {
  const inputs = new Map<string, Json>()
  for (const [index, [field, column]] of Object.entries(mapping.inputs).entries()) {
    const cell = columns.get(column)
    // Cells come from JSON or CSV: they are JSON.
    if (!isEmpty(cell)) inputs.set(field, cell as Json)
    else if (index === 0) throw failure('ROW_FIELD_EMPTY', { ...place, field: column }, at(place))
  }
  return Object.fromEntries(inputs)
}

function readExpected(
  columns: Columns,
  { answers, separator, intent, documentIds }: DatasetMapping,
  place: RowPlace,
): NonNullable<DatasetRow['expected']> {
  const expected: NonNullable<DatasetRow['expected']> = {}
  const answerCell = answers === null ? undefined : columns.get(answers)
  if (answers !== null && !isEmpty(answerCell)) {
    const split = (text: string) => (separator === '' ? [text] : text.split(separator))
    expected.answers = readTexts(
      answerCell,
      split,
      { ...place, field: answers },
      limits.answers,
      limits.answer,
    )
  }
  const intentCell = intent === null ? undefined : columns.get(intent)
  // In rows as a dataset writes them, null says that the text belongs to no intent; elsewhere it says nothing.
  if (intent === 'expected.intent' && intentCell === null) expected.intent = null
  if (intent !== null && !isEmpty(intentCell)) {
    const name = readText(intentCell, { ...place, field: intent }, limits.intent)
    expected.intent = name === noIntentName ? null : name
  }
  const documentCell = documentIds === null ? undefined : columns.get(documentIds)
  if (documentIds !== null && !isEmpty(documentCell)) {
    const split = (text: string) => text.split(/[|,;\s]+/)
    const field = { ...place, field: documentIds }
    expected.documentIds = readTexts(documentCell, split, field, limits.documents, limits.document)
  }
  return expected
}

function readTags(columns: Columns, { tags }: DatasetMapping, place: RowPlace): Record<string, string> {
  const read = Object.entries(tags).flatMap(([tag, column]): [string, string][] => {
    const cell = columns.get(column)
    return isEmpty(cell) ? [] : [[tag, readText(cell, { ...place, field: column }, limits.tag)]]
  })
  return Object.fromEntries(read)
}

function readId(columns: Columns, { id: column }: DatasetMapping, place: RowPlace): string | undefined {
  if (column === null) return undefined
  const cell = columns.get(column)
  if (isEmpty(cell)) throw failure('ROW_FIELD_EMPTY', { ...place, field: column }, at(place))
  const id = readText(cell, { ...place, field: column }, Number.POSITIVE_INFINITY)
  if (!rowIdSchema.safeParse(id).success)
    throw failure('ROW_ID_INVALID', { ...place, id: shorten(id) }, at(place))
  return id
}

const idOf = (content: object) => `row-${sha256Hex(canonicalJson(content)).slice(0, 16)}`

type FieldPlace = RowPlace & { readonly field: string }

function readText(cell: unknown, place: FieldPlace, limit: number): string {
  const text = textOf(cell)
  if (text === undefined) throw failure('ROW_VALUE_KIND', { ...place }, at(place))
  if (text.length > limit) throw failure('ROW_FIELD_LONG', { ...place, count: text.length, limit }, at(place))
  return text
}

/** The texts of a list, of a cell that holds a JSON list, or of the parts of a cell; each once. */
function readTexts(
  cell: unknown,
  split: (text: string) => string[],
  place: FieldPlace,
  most: number,
  longest: number,
): string[] {
  const list = Array.isArray(cell)
    ? cell
    : (jsonList(cell) ?? (typeof cell === 'string' ? split(cell) : [cell]))
  const texts = list.map((part) => readText(part, place, longest)).filter((text) => text !== '')
  const unique = [...new Set(texts)]
  if (unique.length > most)
    throw failure('ROW_FIELD_MANY', { ...place, count: unique.length, limit: most }, at(place))
  return unique
}

function jsonList(cell: unknown): unknown[] | undefined {
  if (typeof cell !== 'string' || !/^\s*\[.*\]\s*$/s.test(cell)) return undefined
  try {
    const value: unknown = JSON.parse(cell)
    return Array.isArray(value) ? value : undefined
  } catch {
    // Text in square brackets is text.
    return undefined
  }
}

function textOf(cell: unknown): string | undefined {
  if (typeof cell === 'string') return cell.trim()
  return typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : undefined
}

const isEmpty = (cell: unknown) =>
  cell === undefined || cell === null || (typeof cell === 'string' && cell.trim() === '')

function checkSize(row: DatasetRow, place: RowPlace): void {
  const text = JSON.stringify(row)
  // A UTF-16 unit takes three bytes of UTF-8 at most.
  if (text.length * 3 <= datasetRowLimitBytes) return
  const bytes = new TextEncoder().encode(text).length
  if (bytes > datasetRowLimitBytes)
    throw failure('ROW_TOO_LARGE', { ...place, bytes, limit: datasetRowLimitBytes }, at(place))
}

const at = ({ file, line }: RowPlace) => ({ path: `${file}:${line}` })
const shorten = (text: string) => (text.length > 60 ? `${text.slice(0, 60)}…` : text)
