/** `dataset import`: a file becomes rows of a dataset, all at once. */
import { failure } from '../../core/errors/failure.ts'
import type { FailureData } from '../../core/errors/failure.ts'
import type { DatasetSummary } from '../../core/wire/datasets.ts'
import { createRowCollector } from '../../evaluation/datasets/collect-rows.ts'
import type { RowCollector } from '../../evaluation/datasets/collect-rows.ts'
import { columnNames, guessMapping } from '../../evaluation/datasets/guess-mapping.ts'
import type { DatasetMapping } from '../../evaluation/datasets/mapping.ts'
import { checkMapping } from '../../evaluation/datasets/mapping.ts'
import { columnsOf } from '../../evaluation/datasets/raw-record.ts'
import type { CommandServices } from '../services/command-services.ts'
import type { FileRecord } from './read-records.ts'
import { readRecords } from './read-records.ts'

export interface ImportFlags {
  readonly name: string
  readonly id?: string
  /** Column by field: `id`, `answers`, `intent`, `documents`, `tags.NAME`, else an input field. */
  readonly map: Readonly<Record<string, string>>
  readonly separator?: string
  readonly split?: string
  readonly validOnly: boolean
}

export interface ImportedDataset {
  /** Null where nothing was written. */
  readonly dataset: DatasetSummary | null
  readonly isNew: boolean
  readonly imported: number
  readonly refused: number
  /** The first hundred, with their places. */
  readonly faults: readonly FailureData[]
  readonly mapping: DatasetMapping
}

/** So many records are looked at before a mapping is guessed. */
const sampledRecords = 200
const shownFaults = 100

/**
 * Nothing is written while a line has a fault, unless only the valid ones are wanted. A dataset of the id, or else of the
 * name, gets the rows added; those with an id that it has are replaced.
 *
 * @throws IMPORT_EMPTY, IMPORT_NO_INPUT, IMPORT_COLUMN_MISSING, and as {@link readRecords}
 */
export async function importDataset(
  datasets: CommandServices['datasets'],
  path: string,
  flags: ImportFlags,
): Promise<ImportedDataset> {
  const { collector, mapping } = await readAll(path, flags)
  const { rows, faults, faultCount } = collector.result()
  const read = {
    refused: faultCount,
    faults: faults.slice(0, shownFaults).map((fault) => fault.toJSON()),
    mapping,
  }
  if (rows.length === 0 && faultCount === 0) throw failure('IMPORT_EMPTY', { file: path })
  if (rows.length === 0 || (faultCount > 0 && !flags.validOnly))
    return { ...read, dataset: null, isNew: false, imported: 0 }
  const known = (await datasets.list()).find(({ id, name }) =>
    flags.id === undefined ? name === flags.name : id === flags.id,
  )
  const { id } =
    known ??
    (await datasets.create({ name: flags.name, ...(flags.id === undefined ? {} : { id: flags.id }) }))
  const dataset = await datasets.putRows(id, rows)
  return { ...read, dataset, isNew: known === undefined, imported: rows.length }
}

async function readAll(
  path: string,
  flags: ImportFlags,
): Promise<{ collector: RowCollector; mapping: DatasetMapping }> {
  const sample: FileRecord[] = []
  let started: { collector: RowCollector; mapping: DatasetMapping } | undefined
  for await (const record of readRecords(path, flags.split)) {
    if (started === undefined) {
      sample.push(record)
      if (sample.length === sampledRecords) started = start(sample, path, flags)
    } else started.collector.add(record)
  }
  return started ?? start(sample, path, flags)
}

function start(sample: readonly FileRecord[], file: string, flags: ImportFlags) {
  const records = sample.flatMap((record) => ('fault' in record ? [] : (columnsOf(record.value) ?? [])))
  const mapping = applyFlags(guessMapping(records), flags)
  const fault = records.length === 0 ? undefined : checkMapping(mapping, columnNames(records), file)
  if (fault !== undefined) throw fault
  const collector = createRowCollector(mapping)
  for (const record of sample) collector.add(record)
  return { collector, mapping }
}

/** What is given wins over what was guessed; given inputs replace all that were guessed. */
function applyFlags(guess: DatasetMapping, { map, separator }: ImportFlags): DatasetMapping {
  const given = { ...guess, ...(separator === undefined ? {} : { separator }) }
  const inputs = new Map<string, string>()
  const tags = new Map(Object.entries(guess.tags))
  const orNone = (column: string) => (column === '' ? null : column)
  for (const [field, column] of Object.entries(map)) {
    if (field === 'id') given.id = orNone(column)
    else if (field === 'answers') given.answers = orNone(column)
    else if (field === 'intent') given.intent = orNone(column)
    else if (field === 'documents') given.documentIds = orNone(column)
    else if (field.startsWith('tags.')) tags.set(field.slice('tags.'.length), column)
    else inputs.set(field.replace(/^inputs\./, ''), column)
  }
  return {
    ...given,
    inputs: inputs.size === 0 ? guess.inputs : Object.fromEntries(inputs),
    tags: Object.fromEntries([...tags].filter(([, column]) => column !== '')),
  }
}
