/** SQuAD JSON and the BEIR layout as records in the columns of our own questions format. */
import { toPointer } from '../../core/document/parse.ts'
import { Failure, failure, toFailure } from '../../core/errors/failure.ts'
import { parseSquad } from '../../core/rows/parse-squad.ts'
import { parseQrelsLine } from '../../retrieval/beir.ts'
import { locateJson } from './locate-json.ts'
import type { RawRecord, RecordFault } from './raw-record.ts'
import { columnsOf } from './raw-record.ts'

/**
 * The records of a JSON file: the questions of SQuAD, or the items of a list, each with the line on which it begins.
 *
 * @throws INVALID_JSON, or SQUAD_INVALID with the line behind the name of the file
 */
export function readJsonRecords(text: string, file: string): RawRecord[] {
  const value = parseText(text, file)
  const items = Array.isArray(value) ? value : readQuestions(value, text, file)
  const isItem = Array.isArray(value)
    ? ({ length }: readonly unknown[]) => length === 1
    : (path: readonly unknown[]) => path.at(-2) === 'qas'
  const lines: number[] = []
  for (const { path, line } of locateJson(text)) if (isItem(path)) lines.push(line)
  return items.map((item: unknown, index) => ({ value: item, place: { file, line: lines[index] ?? 1 } }))
}

function parseText(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw failure('INVALID_JSON', { source: file, reason }, { cause })
  }
}

function readQuestions(value: unknown, text: string, file: string) {
  try {
    return parseSquad(value, file).questions
  } catch (error) {
    const { code, params, path = '' } = toFailure(error)
    // The innermost value on the way to the fault that the text has.
    let line = 1
    for (const place of locateJson(text))
      if (`${path}/`.startsWith(`${toPointer(place.path)}/`)) line = place.line
    throw new Failure(code, { ...params, file: `${file}:${line}` }, { path, cause: error })
  }
}

/** Documents by query, the most relevant first. */
export type RelevantDocuments = ReadonlyMap<string, readonly string[]>

export interface NumberedText {
  readonly text: string
  readonly line: number
}

export interface ReadQrels {
  readonly relevant: RelevantDocuments
  readonly faults: readonly RecordFault[]
}

/** `qrels/*.tsv`; documents with a gain of 0 and below are not relevant. */
export function readQrels(lines: Iterable<NumberedText>, file: string): ReadQrels {
  const gains = new Map<string, { readonly id: string; readonly gain: number }[]>()
  const faults: RecordFault[] = []
  for (const { text, line } of lines) {
    if (text.trim() === '') continue
    try {
      const judgement = parseQrelsLine(text, { file, line })
      if (judgement === undefined) continue
      const { queryId, documentId, gain } = judgement
      const judged = gains.get(queryId) ?? []
      gains.set(queryId, judged)
      if (gain > 0) judged.push({ id: documentId, gain })
    } catch (error) {
      faults.push({ fault: toFailure(error) })
    }
  }
  const relevant = [...gains].map(([query, documents]): [string, string[]] => [
    query,
    documents.sort((a, b) => b.gain - a.gain).map(({ id }) => id),
  ])
  return { relevant: new Map(relevant), faults }
}

/** The column that {@link joinQrels} adds. */
const documentColumn = 'documentIds'

/** A query with the documents that are relevant to it; undefined for one that is not judged. */
export function joinQrels(record: RawRecord, relevant: RelevantDocuments): RawRecord | undefined {
  const columns = columnsOf(record.value)
  if (columns === undefined) return record
  const id: unknown = columns.get('_id') ?? columns.get('id')
  const documents = typeof id === 'string' || typeof id === 'number' ? relevant.get(String(id)) : undefined
  if (documents === undefined) return undefined
  return { place: record.place, value: { ...Object.fromEntries(columns), [documentColumn]: documents } }
}
