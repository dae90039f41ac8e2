/** The records of a file or folder for a dataset, one after the other; a line that cannot be read does not end the reading. */
import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { failure, toFailure } from '../../core/errors/failure.ts'
import { parseJsonLine } from '../../core/rows/parse-json-row.ts'
import type { RelevantDocuments } from '../../evaluation/datasets/known-formats.ts'
import { joinQrels, readJsonRecords, readQrels } from '../../evaluation/datasets/known-formats.ts'
import type { RawRecord, RecordFault } from '../../evaluation/datasets/raw-record.ts'
import { readCsvRows } from '../files/read-csv.ts'
import { findFile, readLines } from '../files/read-lines.ts'
import type { NumberedLine } from '../files/read-lines.ts'
import { requireFile } from '../files/read-rows.ts'
import { readTextFile } from '../files/read-text-file.ts'
import { findQrels } from '../retrieval/load-collection.ts'

export type FileRecord = RawRecord | RecordFault

/**
 * CSV for `.csv` and `.tsv`, SQuAD or a list for `.json`, JSON Lines for all others, each also with `.gz`; a folder in BEIR
 * layout, or one with `questions.jsonl`.
 *
 * @param split of a folder's `qrels/`
 * @throws FILE_UNREADABLE, INVALID_UTF8, INVALID_JSON, SQUAD_INVALID or COLLECTION_INCOMPLETE for what spoils the whole file
 */
export async function* readRecords(
  path: string,
  split?: string,
): AsyncGenerator<FileRecord, void, undefined> {
  const isFolder = await stat(path).then(
    (entry) => entry.isDirectory(),
    () => false,
  )
  if (isFolder) {
    yield* readFolder(path, split)
    return
  }
  const file = await requireFile(path)
  const name = file.replace(/\.gz$/i, '').toLowerCase()
  if (name.endsWith('.csv') || name.endsWith('.tsv')) yield* readCsvRecords(file)
  else if (name.endsWith('.json')) yield* readJsonRecords(await readTextFile(file), file)
  else yield* readJsonLines(file)
}

async function* readCsvRecords(file: string): AsyncGenerator<FileRecord, void, undefined> {
  for await (const row of readCsvRows(file)) {
    if ('fault' in row) yield { fault: toFailure(row.fault) }
    else yield { value: row.cells, place: { file, line: row.line } }
  }
}

async function* readJsonLines(file: string): AsyncGenerator<FileRecord, void, undefined> {
  for await (const { text, line } of readLines(file)) {
    const place = { file, line }
    try {
      yield { value: parseJsonLine(text, place), place }
    } catch (error) {
      yield { fault: toFailure(error) }
    }
  }
}

async function* readFolder(folder: string, split?: string): AsyncGenerator<FileRecord, void, undefined> {
  const queries = await findFile(join(folder, 'queries.jsonl'))
  const file = queries ?? (await findFile(join(folder, 'questions.jsonl')))
  if (file === undefined) throw failure('COLLECTION_INCOMPLETE', { folder, missing: 'queries.jsonl' })
  if (queries === undefined && split === undefined) {
    yield* readJsonLines(file)
    return
  }
  const { relevant, faults } = await readJudgements(await findQrels(folder, split))
  yield* faults
  for await (const record of readJsonLines(file)) {
    const joined = 'fault' in record ? record : joinQrels(record, relevant)
    if (joined !== undefined) yield joined
  }
}

async function readJudgements(
  file: string,
): Promise<{ relevant: RelevantDocuments; faults: readonly RecordFault[] }> {
  const lines: NumberedLine[] = []
  for await (const line of readLines(file)) lines.push(line)
  return readQrels(lines, join('qrels', basename(file)))
}
