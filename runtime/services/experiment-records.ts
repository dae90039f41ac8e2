/** The records of experiments, and what they are pinned to as blobs. */
import { z } from 'zod'
import { failure } from '../core/errors/failure.ts'
import { createKeeper } from '../core/recently-used.ts'
import type { PinnedRow } from '../core/services/experiments.ts'
import type { CollectionStore } from '../core/stores/stores.ts'
import type { ExperimentSummary } from '../core/wire/experiments.ts'
import {
  experimentDefinitionSchema,
  experimentStates,
  experimentSummarySchema,
} from '../core/wire/experiments.ts'
import type { PinnedInputs } from '../evaluation/experiments/manifest.ts'
import { encodeRows, rowsInBlob, summariseInputs } from '../evaluation/experiments/manifest.ts'
import type { RowPacker } from '../evaluation/experiments/row-pins.ts'
import { createRowPacker } from '../evaluation/experiments/row-pins.ts'
import type { BlobKeeper } from './blob-keeper.ts'
import type { UnreadInputs } from './experiment-inputs.ts'
import { packBatches } from './experiment-inputs.ts'
import type { Records } from './records.ts'
import { openRecords } from './records.ts'

const experimentRecordSchema = z.object({
  name: z.string(),
  definition: experimentDefinitionSchema,
  state: z.enum(experimentStates),
  createdAt: z.string(),
  finishedAt: z.string().nullable(),
  error: experimentSummarySchema.shape.error,
  manifest: experimentSummarySchema.shape.manifest,
  /** Its rows, {@link rowsInBlob} in each blob; none before the first start. */
  rowBlobs: z.array(z.string()).default([]),
  /** One blob of all inputs, as the first experiments had it. */
  inputsBlob: z.string().nullable().default(null),
  /** Cells when it came to rest last. */
  cells: experimentSummarySchema.shape.cells,
})

export type ExperimentRecord = z.infer<typeof experimentRecordSchema>

export interface ExperimentRecords extends Records<ExperimentRecord> {
  /** What it is pinned to; undefined before the first start. */
  inputs(id: string): Promise<PinnedInputs | undefined>
  /** Its rows with their labels; none before the first start. */
  rows(id: string): Promise<readonly PinnedRow[]>
  /** Pins it, before its first cell; only a batch of rows is in memory at a time. @throws DUPLICATE_ID */
  pin(id: string, inputs: UnreadInputs): Promise<PinnedInputs>
}

/** Rows of the experiments looked at last, for their pages. */
const keptRows = 4

export function openExperimentRecords(collections: CollectionStore, blobs: BlobKeeper): ExperimentRecords {
  const records = openRecords(collections, {
    kind: 'experiment',
    schema: experimentRecordSchema,
    notFound: ['EXPERIMENT_NOT_FOUND', 'experiment'],
  })
  const readBatches = async function* ({ rowBlobs, inputsBlob }: ExperimentRecord) {
    for (const hash of inputsBlob === null ? rowBlobs : [inputsBlob]) {
      const bytes = await blobs.get(hash)
      if (bytes === undefined) throw failure('BLOB_CORRUPT', { hash })
      // Written from typed rows, and named by its hash.
      const held = JSON.parse(new TextDecoder().decode(bytes)) as PinnedRow[] | { readonly rows: PinnedRow[] }
      yield 'rows' in held ? held.rows : held
    }
  }
  const keepRows = createKeeper<readonly PinnedRow[]>(keptRows)
  return {
    ...records,
    remove: async (id) => {
      const { rowBlobs, inputsBlob } = (await records.get(id)).record
      await records.remove(id)
      await blobs.drop(inputsBlob === null ? rowBlobs : [inputsBlob])
    },
    inputs: async (id) => {
      const { record } = await records.get(id)
      const { definition, manifest } = record
      if (manifest === null) return undefined
      const { datasetVersion, variants, software } = manifest
      return { definition, datasetVersion, variants, software, rows: await packBatches(readBatches(record)) }
    },
    rows: async (id) => {
      const { record } = await records.get(id)
      if (record.manifest === null) return []
      return keepRows(record.manifest.hash, () => collectRows(readBatches(record)))
    },
    pin: (id, { readRows, ...head }) => {
      const packer = createRowPacker()
      return blobs.keep(encodeBatches(readRows(), packer), async (rowBlobs) => {
        const inputs = { ...head, rows: packer.finish() }
        const again = inputs.rows.findDuplicate()
        if (again !== undefined) throw failure('DUPLICATE_ID', { id: again })
        const manifest = summariseInputs(inputs, rowBlobs)
        await records.change(id, (old) => ({ ...old, manifest, rowBlobs: [...rowBlobs] }))
        return inputs
      })
    },
  }
}

async function collectRows(batches: AsyncIterable<readonly PinnedRow[]>): Promise<readonly PinnedRow[]> {
  const rows: PinnedRow[] = []
  // All rows of an early experiment are one batch: too many to be arguments of one call.
  for await (const batch of batches) for (const row of batch) rows.push(row)
  return rows
}

async function* encodeBatches(
  batches: AsyncIterable<readonly PinnedRow[]>,
  packer: RowPacker,
): AsyncGenerator<Uint8Array> {
  let waiting: PinnedRow[] = []
  for await (const batch of batches) {
    for (const row of batch) {
      packer.add(row)
      waiting.push(row)
      if (waiting.length < rowsInBlob) continue
      yield encodeRows(waiting)
      waiting = []
    }
  }
  if (waiting.length > 0) yield encodeRows(waiting)
}

export function newExperimentRecord(definition: ExperimentRecord['definition']): ExperimentRecord {
  return {
    name: definition.name,
    definition,
    state: 'planned',
    createdAt: new Date().toISOString(),
    finishedAt: null,
    error: null,
    manifest: null,
    rowBlobs: [],
    inputsBlob: null,
    cells: { done: 0, failed: 0, total: 0 },
  }
}

export function summariseExperiment(id: string, record: ExperimentRecord): ExperimentSummary {
  const { definition, state, cells, createdAt, finishedAt, manifest, error } = record
  return { id, definition, state, cells, remainingMs: null, createdAt, finishedAt, manifest, error }
}
