/** The records of experiments, and what they are pinned to as blobs. */
import { z } from 'zod'
import { canonicalJson } from '../core/document/content-hash.ts'
import { failure } from '../core/errors/failure.ts'
import type { CollectionStore } from '../core/stores/stores.ts'
import type { ExperimentSummary } from '../core/wire/experiments.ts'
import {
  experimentDefinitionSchema,
  experimentStates,
  experimentSummarySchema,
} from '../core/wire/experiments.ts'
import type { PinnedInputs } from '../evaluation/experiments/manifest.ts'
import { summariseInputs } from '../evaluation/experiments/manifest.ts'
import type { BlobKeeper } from './blob-keeper.ts'
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
  /** Blob of the {@link PinnedInputs}; null before the first start. */
  inputsBlob: z.string().nullable(),
  /** Cells when it came to rest last. */
  cells: experimentSummarySchema.shape.cells,
})

export type ExperimentRecord = z.infer<typeof experimentRecordSchema>

export interface ExperimentRecords extends Records<ExperimentRecord> {
  /** What it is pinned to; undefined before the first start. */
  inputs(id: string): Promise<PinnedInputs | undefined>
  /** Pins it, before its first cell. */
  pin(id: string, inputs: PinnedInputs): Promise<void>
}

/** Inputs of the experiments looked at last, for their pages. */
const keptInputs = 4

export function openExperimentRecords(collections: CollectionStore, blobs: BlobKeeper): ExperimentRecords {
  const records = openRecords(collections, {
    kind: 'experiment',
    schema: experimentRecordSchema,
    notFound: ['EXPERIMENT_NOT_FOUND', 'experiment'],
  })
  const kept = new Map<string, PinnedInputs>()
  const keep = (blob: string, inputs: PinnedInputs) => {
    kept.set(blob, inputs)
    for (const oldest of kept.keys()) {
      if (kept.size <= keptInputs) break
      kept.delete(oldest)
    }
    return inputs
  }
  return {
    ...records,
    remove: async (id) => {
      const { record } = await records.get(id)
      await records.remove(id)
      if (record.inputsBlob !== null) await blobs.drop([record.inputsBlob])
    },
    inputs: async (id) => {
      const blob = (await records.get(id)).record.inputsBlob
      if (blob === null) return undefined
      const bytes = kept.has(blob) ? undefined : await blobs.get(blob)
      const known = kept.get(blob)
      if (known !== undefined) return known
      if (bytes === undefined) throw failure('BLOB_CORRUPT', { hash: blob })
      // Written by `pin` from typed inputs, and named by its hash.
      return keep(blob, JSON.parse(new TextDecoder().decode(bytes)) as PinnedInputs)
    },
    pin: (id, inputs) =>
      blobs.keep([new TextEncoder().encode(canonicalJson(inputs))], async ([inputsBlob = '']) => {
        keep(inputsBlob, inputs)
        const manifest = summariseInputs(inputs)
        await records.change(id, (old) => ({ ...old, manifest, inputsBlob }))
      }),
  }
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
    inputsBlob: null,
    cells: { done: 0, failed: 0, total: 0 },
  }
}

export function summariseExperiment(id: string, record: ExperimentRecord): ExperimentSummary {
  const { definition, state, cells, createdAt, finishedAt, manifest, error } = record
  return { id, definition, state, cells, remainingMs: null, createdAt, finishedAt, manifest, error }
}
