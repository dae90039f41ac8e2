/** The lines of a retrieval collection in BEIR layout: corpus.jsonl, queries.jsonl, qrels/*.tsv. */
import { z } from 'zod'
import type { RowPlace } from '../core/rows/parse-json-row.ts'
import { invalidRow, parseJsonRow } from '../core/rows/parse-json-row.ts'
import type { SourceDocument } from './search-index.ts'

export interface CollectionQuery {
  readonly id: string
  readonly text: string
}

export interface Judgement {
  readonly queryId: string
  readonly documentId: string
  /** 0 and below: not relevant. */
  readonly gain: number
}

const idSchema = z.union([z.string().min(1), z.number().transform(String)])
const corpusRow = z.object({ _id: idSchema, title: z.string().nullish(), text: z.string().nullish() })
const queryRow = z.object({ _id: idSchema, text: z.string().min(1) })
const questionRow = z.object({ id: idSchema, question: z.string().min(1) })

/** `{"_id", "title"?, "text"?}`; other fields are ignored. @throws INVALID_JSON or ROW_INVALID */
export function parseCorpusLine(line: string, place: RowPlace): SourceDocument {
  const { _id, title, text } = parseJsonRow(line, place, corpusRow)
  return { id: _id, title: title ?? '', text: text ?? '' }
}

/** `{"_id", "text"}`. @throws INVALID_JSON or ROW_INVALID */
export function parseQueryLine(line: string, place: RowPlace): CollectionQuery {
  const { _id, text } = parseJsonRow(line, place, queryRow)
  return { id: _id, text }
}

/** `{"id", "question"}`: questions with answers that are used as queries. @throws INVALID_JSON or ROW_INVALID */
export function parseQuestionLine(line: string, place: RowPlace): CollectionQuery {
  const { id, question } = parseJsonRow(line, place, questionRow)
  return { id, text: question }
}

/** Query, document and gain between tabs; undefined for the header on line 1. @throws ROW_INVALID */
export function parseQrelsLine(line: string, place: RowPlace): Judgement | undefined {
  const [queryId = '', documentId = '', gainText = '', ...rest] = line.split('\t')
  if (queryId === '') throw invalidRow(place, 'query-id', 'it is empty')
  if (documentId === '') throw invalidRow(place, 'corpus-id', 'it is missing')
  if (rest.length > 0) throw invalidRow(place, 'score', `the row has ${rest.length + 3} columns, not 3`)
  const gain = Number(gainText)
  if (gainText.trim() !== '' && Number.isFinite(gain)) return { queryId, documentId, gain }
  if (place.line === 1) return undefined
  throw invalidRow(place, 'score', `"${gainText}" is not a number`)
}
