/** Chosen files as records for a dataset: CSV, JSON Lines, JSON, and the parts of a BEIR collection together. */
import type { Failure } from '../../../runtime/core/errors/failure.ts'
import { failure, toFailure } from '../../../runtime/core/errors/failure.ts'
import type { ReadQrels } from '../../../runtime/evaluation/datasets/known-formats.ts'
import { joinQrels, readJsonRecords, readQrels } from '../../../runtime/evaluation/datasets/known-formats.ts'
import type { RawRecord, RecordFault } from '../../../runtime/evaluation/datasets/raw-record.ts'
import { endingOf, parseRows } from '../../resources/import/parse-rows.ts'
import type { TextFile } from '../../resources/import/read-import-file.ts'
import { readImportFile } from '../../resources/import/read-import-file.ts'

export const datasetEndings = ['.csv', '.tsv', '.jsonl', '.ndjson', '.json'] as const

export interface ReadRecords {
  readonly records: readonly (RawRecord | RecordFault)[]
  /** What spoils a whole file. */
  readonly failures: readonly Failure[]
}

export async function readDatasetFiles(files: readonly File[]): Promise<ReadRecords> {
  const texts: TextFile[] = []
  const failures: Failure[] = []
  for (const file of files) {
    try {
      texts.push(await readImportFile(file))
    } catch (error) {
      failures.push(toFailure(error))
    }
  }
  const read = readTexts(texts)
  return { records: read.records, failures: [...failures, ...read.failures] }
}

/** With relevance judgements (`qrels/*.tsv`) among the files, the queries that are judged get their documents. */
export function readTexts(files: readonly TextFile[]): ReadRecords {
  const judged: ReadQrels[] = []
  const records: (RawRecord | RecordFault)[] = []
  const failures: Failure[] = []
  for (const file of files) {
    try {
      if (isQrels(file)) judged.push(readQrels(linesOf(file.text), file.name))
      else for (const record of readText(file)) records.push(record)
    } catch (error) {
      failures.push(toFailure(error))
    }
  }
  if (judged.length === 0) return { records, failures }
  const relevant = new Map(judged.flatMap((one) => [...one.relevant]))
  const joined = records.flatMap((record): readonly (RawRecord | RecordFault)[] =>
    'fault' in record ? [record] : [joinQrels(record, relevant) ?? []].flat(),
  )
  return { records: [...judged.flatMap(({ faults }) => faults), ...joined], failures }
}

function readText(file: TextFile): readonly (RawRecord | RecordFault)[] {
  if (endingOf(file.name) === '.json') return readJsonRecords(file.text, file.name)
  const parsed = parseRows(file)
  if (parsed === undefined)
    throw failure('IMPORT_FILE_UNKNOWN', { file: file.name, endings: datasetEndings.join(', ') })
  const twin = parsed.failures.find(({ code }) => code === 'CSV_COLUMN_TWICE')
  // No row can be trusted where one column hides another.
  if (twin !== undefined) throw twin
  // By line, so that what is wrong is listed as the file has it.
  return [...parsed.rows, ...parsed.failures.map((fault) => ({ fault }))].toSorted(
    (a, b) => lineOfRecord(a) - lineOfRecord(b),
  )
}

const lineOfRecord = (record: RawRecord | RecordFault) =>
  'fault' in record ? Number(/:(\d+)$/.exec(record.fault.path ?? '')?.[1] ?? 0) : record.place.line

const isQrels = ({ name, text }: TextFile) =>
  endingOf(name) === '.tsv' && /^\S+\t\S+\t(score|-?\d)/.test(text)

function linesOf(text: string) {
  return text.split('\n').map((line, index) => ({ text: line.replace(/\r$/, ''), line: index + 1 }))
}
