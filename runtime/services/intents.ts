/** Intent models: utterances in a collection, the trained model as one blob, its report beside it. */
import { z } from 'zod'
import { failure } from '../core/errors/failure.ts'
import type { IntentService, OpenIntentModel } from '../core/services/intents.ts'
import type { JobHandle, JobService } from '../core/services/jobs.ts'
import type { CollectionStore } from '../core/stores/stores.ts'
import type { Json } from '../core/values.ts'
import { languageSchema } from '../core/wire/indexes.ts'
import type { IntentReport, IntentSummary } from '../core/wire/intents.ts'
import { createIntentsSchema, intentReportSchema, utteranceSchema } from '../core/wire/intents.ts'
import type { BlobKeeper } from './blob-keeper.ts'
import { idFromName, openRecords } from './records.ts'
import { readAllRows } from './rows.ts'
import { readIntentModel, trainAndReport } from './train-intents.ts'

const intentRecordSchema = z.object({
  name: z.string(),
  language: languageSchema,
  /** Raised by every training. */
  generation: z.int(),
  blob: z.string().nullable(),
  model: z.string().nullable(),
  modelBytes: z.int(),
  trainedAt: z.string().nullable(),
  trainSeconds: z.number().nullable(),
  isStale: z.boolean(),
  report: intentReportSchema.nullable(),
})

type IntentRecord = z.infer<typeof intentRecordSchema>

const kind = 'intents'
const pageRows = 100

export interface IntentsOptions {
  readonly collections: CollectionStore
  readonly blobs: BlobKeeper
  readonly jobs: JobService
}

export function createIntentService({ collections, blobs, jobs }: IntentsOptions): IntentService {
  const records = openRecords(collections, {
    kind,
    schema: intentRecordSchema,
    notFound: ['INTENTS_NOT_FOUND', 'intents'],
  })
  const opened = new Map<string, { blob: string; model: Promise<OpenIntentModel> }>()

  const summarise = async (id: string, record: IntentRecord): Promise<IntentSummary> => {
    const { blob: _blob, generation: _generation, ...shown } = record
    const counts = await collections.countRowsBy(kind, id, 'intent')
    const intents = Object.entries(counts).map(([intent, n]) => ({ intent, n }))
    return { id, ...shown, intents, utterances: intents.reduce((sum, { n }) => sum + n, 0) }
  }
  const markStale = (id: string) => records.change(id, (old) => ({ ...old, isStale: old.blob !== null }))

  const load = async (id: string, hash: string): Promise<OpenIntentModel> => {
    const bytes = await blobs.get(hash)
    if (bytes === undefined) throw failure('INTENTS_NOT_TRAINED', { intents: id })
    return readIntentModel(id, bytes)
  }

  return {
    open: async (id) => {
      const { record } = await records.get(id)
      if (record.blob === null) throw failure('INTENTS_NOT_TRAINED', { intents: id })
      const known = opened.get(id)
      if (known?.blob === record.blob) return known.model
      const model = load(id, record.blob)
      opened.set(id, { blob: record.blob, model })
      // A failed load must not be remembered.
      model.catch(() => opened.delete(id))
      return model
    },
    list: async () => Promise.all((await records.list()).map(({ id, record }) => summarise(id, record))),
    get: async (id) => summarise(id, (await records.get(id)).record),
    create: async (request) => {
      const { id: wanted, name, language } = createIntentsSchema.parse(request)
      const id = wanted ?? idFromName(name, `intents-${(await records.list()).length + 1}`)
      const record = emptyRecord(name, language)
      await records.create(id, record)
      return summarise(id, record)
    },
    remove: async (id) => {
      const { record } = await records.get(id)
      await records.remove(id)
      opened.delete(id)
      if (record.blob !== null) await blobs.drop([record.blob])
    },
    utterances: async (id, { after, limit = pageRows, search, intent }) => {
      await records.get(id)
      const page = await collections.rows(kind, id, {
        limit,
        ...(after === undefined ? {} : { after }),
        ...(search === undefined ? {} : { search }),
        ...(intent === undefined ? {} : { where: { field: 'intent', equals: intent } }),
      })
      return { ...page, items: page.items.map(({ value }) => utteranceSchema.parse(value)) }
    },
    putUtterances: async (id, utterances) => {
      await records.get(id)
      await collections.putRows(
        kind,
        id,
        utterances.map((utterance) => ({ id: utterance.id, value: { ...utterance } })),
      )
      return summarise(id, await markStale(id))
    },
    removeUtterances: async (id, utteranceIds) => {
      await records.get(id)
      await collections.removeRows(kind, id, utteranceIds)
      return summarise(id, await markStale(id))
    },
    train: async (id, { seed = 1 } = {}) => {
      await records.get(id)
      return jobs.start('intent-training', id, (handle) => train(id, seed, handle), String(seed))
    },
  }

  async function train(id: string, seed: number, handle: JobHandle): Promise<Json> {
    const startedMs = performance.now()
    const { record } = await records.get(id)
    // Cleared first: an utterance that changes during the training leaves the model stale.
    await records.change(id, (old) => ({ ...old, isStale: false }))
    try {
      const utterances = await readAllRows(collections, kind, id, utteranceSchema)
      const { bytes, model, report } = await trainAndReport(id, utterances, {
        language: record.language,
        seed,
        handle,
      })
      const trainSeconds = (performance.now() - startedMs) / 1000
      await blobs.keep([bytes], ([blob = null]) =>
        records.change(id, (old) => ({
          ...old,
          generation: old.generation + 1,
          blob,
          model,
          modelBytes: bytes.length,
          trainedAt: new Date().toISOString(),
          trainSeconds,
          report,
        })),
      )
      if (record.blob !== null) await blobs.drop([record.blob])
      return summaryOf(model, trainSeconds, report)
    } catch (error) {
      await markStale(id)
      throw error
    }
  }
}

function summaryOf(model: string, trainSeconds: number, { n, accuracy, macroF1, ece }: IntentReport): Json {
  return { model, trainSeconds, n, accuracy, macroF1, ece }
}

function emptyRecord(name: string, language: IntentRecord['language']): IntentRecord {
  return {
    name,
    language,
    generation: 0,
    blob: null,
    model: null,
    modelBytes: 0,
    trainedAt: null,
    trainSeconds: null,
    isStale: false,
    report: null,
  }
}
