/** Datasets: labelled requests in a collection, with their figures in the record. */
import { z } from 'zod'
import { Failure, failure } from '../core/errors/failure.ts'
import { createPacer } from '../core/pacer.ts'
import type { DatasetService } from '../core/services/datasets.ts'
import type { RunService } from '../core/services/runs.ts'
import type { CollectionStore, StoredRow } from '../core/stores/stores.ts'
import type { InTurn } from '../core/turns.ts'
import { createTurns } from '../core/turns.ts'
import type { Json } from '../core/values.ts'
import type { DatasetRow, DatasetSummary } from '../core/wire/datasets.ts'
import { createDatasetSchema, datasetRowLimitBytes } from '../core/wire/datasets.ts'
import type { DatasetFigures } from './dataset-figures.ts'
import { changeFigures, datasetFiguresSchema, noFigures, showFigures } from './dataset-figures.ts'
import { createPutPart } from './dataset-imports.ts'
import { rowOfRun } from './dataset-run-row.ts'
import type { Records, Stored } from './records.ts'
import { openRecords } from './records.ts'
import type { Rows } from './rows.ts'
import { openRows } from './rows.ts'

const datasetRecordSchema = z.object({
  name: z.string(),
  description: z.string(),
  /** Null while rows are being written; counted anew when the process died there. */
  figures: datasetFiguresSchema.nullable(),
  /** When the rows changed last. */
  changedAt: z.string(),
  removedAt: z.string().nullable(),
})

type DatasetRecord = z.infer<typeof datasetRecordSchema>

/** Rows are checked where they come in; a hundred thousand of them are not checked again at each reading. */
const storedRowSchema = z.custom<DatasetRow>()

const kind = 'dataset'
const keptRemovedMs = 24 * 3_600_000
const readRows = 1_000

export interface DatasetsOptions {
  readonly collections: CollectionStore
  readonly runs: Pick<RunService, 'get' | 'events' | 'value'>
}

export function createDatasetService({ collections, runs }: DatasetsOptions): DatasetService {
  const context = createContext(collections)
  const { records, rows, find, summarise } = context
  const putRows = createPutRows(context)
  const addRuns: DatasetService['addRuns'] = async (id, runIds, expected) => {
    await find(id)
    const added: DatasetRow[] = []
    for (const runId of runIds) added.push(await rowOfRun(runs, runId, expected))
    return putRows(id, added)
  }
  return {
    ...createLifeCycle(context),
    list: async () =>
      Promise.all(
        (await records.list())
          .filter(({ record }) => record.removedAt === null)
          .map(({ id }) => summarise(id)),
      ),
    get: summarise,
    rows: async (id, request) => {
      await find(id)
      return rows.page(id, request)
    },
    intents: async (id) => {
      await find(id)
      return collections.countRowsBy(kind, id, 'expected.intent')
    },
    pick: async (id, rowIds) => {
      await find(id)
      return lookUp(context, id, rowIds)
    },
    putRows,
    putPart: createPutPart({ get: summarise, putRows }),
    removeRows: createRemoveRows(context),
    addRun: (id, runId, expected) => addRuns(id, [runId], expected),
    addRuns,
    read: async function* (id) {
      await find(id)
      yield* readBatches(rows, id)
    },
  }
}

/** What the parts of the service share. */
interface Context {
  readonly collections: CollectionStore
  readonly records: Records<DatasetRecord>
  readonly rows: Rows<DatasetRow>
  /** @throws DATASET_NOT_FOUND also for one that was removed */
  find(id: string): Promise<Stored<DatasetRecord>>
  summarise(id: string): Promise<DatasetSummary>
  /** Figures and rows of a dataset change in turn. */
  readonly inTurn: InTurn
  /** Within a turn: figures that hold, counted where they are missing. */
  figuresOf(id: string): Promise<DatasetFigures>
  /** Within a turn. @param figures null from before rows are written until they are counted */
  setFigures(id: string, figures: DatasetFigures | null): Promise<Stored<DatasetRecord>>
}

function createContext(collections: CollectionStore): Context {
  const records = openRecords(collections, {
    kind,
    schema: datasetRecordSchema,
    notFound: ['DATASET_NOT_FOUND', 'dataset'],
  })
  const rows = openRows(collections, kind, storedRowSchema, 'expected.intent')
  const inTurn = createTurns()
  const find: Context['find'] = async (id) => {
    const stored = await records.get(id)
    if (stored.record.removedAt !== null) throw failure('DATASET_NOT_FOUND', { dataset: id })
    return stored
  }
  const setFigures: Context['setFigures'] = (id, figures) =>
    records.change(id, (old) => ({ ...old, figures, changedAt: new Date().toISOString() }))
  const figuresOf: Context['figuresOf'] = async (id) => {
    const { record } = await find(id)
    if (record.figures !== null) return record.figures
    let figures = noFigures
    for await (const batch of readBatches(rows, id)) figures = changeFigures(figures, batch)
    await records.change(id, (old) => ({ ...old, figures }))
    return figures
  }
  const summarise: Context['summarise'] = async (id) => {
    const { record } = await find(id)
    const figures = record.figures ?? (await inTurn(id, () => figuresOf(id)))
    return {
      id,
      name: record.name,
      description: record.description,
      updatedAt: record.changedAt,
      ...showFigures(figures),
    }
  }
  return { collections, records, rows, find, summarise, inTurn, figuresOf, setFigures }
}

function createLifeCycle({
  records,
  find,
  summarise,
}: Context): Pick<DatasetService, 'create' | 'describe' | 'remove' | 'restore'> {
  const purge = async () => {
    const before = new Date(Date.now() - keptRemovedMs).toISOString()
    for (const { id, record } of await records.list())
      if (record.removedAt !== null && record.removedAt < before) await records.remove(id)
  }
  return {
    create: async (request) => {
      const { id: wanted, name, description } = createDatasetSchema.parse(request)
      const value: DatasetRecord = {
        name,
        description,
        figures: noFigures,
        changedAt: new Date().toISOString(),
        removedAt: null,
      }
      const { id } = await records.create(value, wanted).catch(async (error: unknown) => {
        const taken =
          error instanceof Failure && error.code === 'RESOURCE_EXISTS' ? error.params['id'] : undefined
        if (typeof taken !== 'string' || (await records.get(taken)).record.removedAt === null) throw error
        await records.remove(taken)
        return records.create(value, taken)
      })
      return summarise(id)
    },
    describe: async (id, change) => {
      await find(id)
      await records.change(id, (old) => ({
        ...old,
        ...(change.name === undefined ? {} : { name: change.name }),
        ...(change.description === undefined ? {} : { description: change.description }),
      }))
      return summarise(id)
    },
    remove: async (id) => {
      await find(id)
      await records.change(id, (old) => ({ ...old, removedAt: new Date().toISOString() }))
      await purge()
    },
    restore: async (id) => {
      await records.change(id, (old) => ({ ...old, removedAt: null }))
      return summarise(id)
    },
  }
}

/** Up to so many rows, what they replace is looked up; more are either all new, or the dataset is counted anew. */
const lookedUpRows = 200

function createPutRows(context: Context): DatasetService['putRows'] {
  const { collections, inTurn, figuresOf, setFigures, summarise } = context
  return (id, added) =>
    inTurn(id, async () => {
      const figures = await figuresOf(id)
      const stored: StoredRow[] = []
      await inSlices(added, (slice) => stored.push(...slice.map(toStored)))
      checkRepeats(added)
      const replaced =
        added.length > lookedUpRows
          ? []
          : await lookUp(
              context,
              id,
              added.map((row) => row.id),
            )
      await setFigures(id, null)
      await collections.putRows(kind, id, stored)
      const grownBy = (await collections.countRows(kind, id)) - figures.rows
      if (grownBy === added.length - replaced.length) {
        let changed = changeFigures(figures, [], replaced)
        await inSlices(added, (slice) => (changed = changeFigures(changed, slice)))
        await setFigures(id, changed)
      } else await figuresOf(id)
    }).then(() => summarise(id))
}

function createRemoveRows(context: Context): DatasetService['removeRows'] {
  const { collections, inTurn, figuresOf, setFigures, summarise } = context
  return (id, rowIds) =>
    inTurn(id, async () => {
      const figures = await figuresOf(id)
      const removed = await lookUp(context, id, [...new Set(rowIds)])
      if (removed.length === 0)
        throw failure('DATASET_ROW_NOT_FOUND', { dataset: id, row: rowIds.join(', ') })
      await setFigures(id, null)
      await collections.removeRows(
        kind,
        id,
        removed.map((row) => row.id),
      )
      await setFigures(id, changeFigures(figures, [], removed))
    }).then(() => summarise(id))
}

/** So many rows are worked on before others get a turn. */
const slicedRows = 500

async function inSlices<Item>(items: readonly Item[], work: (slice: Item[]) => void): Promise<void> {
  const pacer = createPacer()
  for (let at = 0; at < items.length; at += slicedRows) {
    work(items.slice(at, at + slicedRows))
    if (pacer.isDue()) await pacer.pause()
  }
}

/** Those of the rows that are there. */
async function lookUp(
  { collections }: Context,
  id: string,
  rowIds: readonly string[],
): Promise<DatasetRow[]> {
  const found = await Promise.all(rowIds.map((rowId) => collections.row(kind, id, rowId)))
  return found.flatMap((row) => (row === undefined ? [] : [storedRowSchema.parse(row.value)]))
}

/** @throws DATASET_ROW_TOO_LARGE */
function toStored(row: DatasetRow): StoredRow {
  // Through JSON: fields left out are not stored as undefined.
  const text = JSON.stringify(row)
  const bytes = text.length * 3 <= datasetRowLimitBytes ? 0 : new TextEncoder().encode(text).length
  if (bytes > datasetRowLimitBytes)
    throw failure('DATASET_ROW_TOO_LARGE', { row: row.id, bytes, limit: datasetRowLimitBytes })
  return { id: row.id, value: JSON.parse(text) as Json }
}

/** @throws DATASET_ROW_REPEATED with the positions from 1 */
function checkRepeats(rows: readonly DatasetRow[]): void {
  const places = new Map<string, number>()
  for (const [index, { id }] of rows.entries()) {
    const first = places.get(id)
    if (first !== undefined) throw failure('DATASET_ROW_REPEATED', { row: id, first, second: index + 1 })
    places.set(id, index + 1)
  }
}

async function* readBatches(rows: Rows<DatasetRow>, id: string): AsyncGenerator<readonly DatasetRow[], void> {
  for (let after: string | undefined; ;) {
    const { items, next } = await rows.page(id, {
      limit: readRows,
      ...(after === undefined ? {} : { after }),
    })
    if (items.length > 0) yield items
    if (next === undefined) return
    after = next
  }
}
