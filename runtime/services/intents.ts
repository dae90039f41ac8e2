/** Intent models: utterances in a collection, the trained model as one blob, its report beside it. */
import { z } from 'zod'
import { failure } from '../core/errors/failure.ts'
import type { IntentService, OpenIntentModel, PinnedIntents } from '../core/services/intents.ts'
import type { JobHandle, JobService } from '../core/services/jobs.ts'
import type { CollectionStore } from '../core/stores/stores.ts'
import type { TellProgress } from '../core/trace/events.ts'
import type { Json } from '../core/values.ts'
import { languageSchema } from '../core/wire/indexes.ts'
import type { IntentReport, IntentSummary, Utterance } from '../core/wire/intents.ts'
import { createIntentsSchema, intentReportSchema, utteranceSchema } from '../core/wire/intents.ts'
import type { BlobKeeper } from './blob-keeper.ts'
import { stopWork } from './jobs.ts'
import { createOpenedVersions } from './opened-versions.ts'
import type { Records, SummarisedRecords } from './records.ts'
import { openRecords, summariseRecords } from './records.ts'
import type { Rows } from './rows.ts'
import { openRows } from './rows.ts'
import { readIntentModel, trainAndReport } from './train-intents.ts'

const formerReportSchema = z.looseObject({
  coverage: z.array(z.looseObject({ coverage: z.number() })),
})

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
  report: z.preprocess(renameCoverage, intentReportSchema.nullable()),
})

/** A report of before the share that clears a threshold had a name of its own. */
function renameCoverage(report: unknown): unknown {
  const old = formerReportSchema.safeParse(report)
  if (!old.success) return report
  const { coverage, ...rest } = old.data
  return {
    ...rest,
    thresholds: coverage.map(({ coverage: cleared, ...point }) => ({ ...point, cleared })),
  }
}

type IntentRecord = z.infer<typeof intentRecordSchema>

const kind = 'intents'

export interface IntentsOptions {
  readonly collections: CollectionStore
  readonly blobs: BlobKeeper
  readonly jobs: JobService
}

export function createIntentService(options: IntentsOptions): IntentService {
  const { blobs, jobs } = options
  const context = createContext(options)
  const { records, summaries } = context
  const opened = createOpenedVersions<OpenIntentModel>()
  const pin = async (id: string): Promise<PinnedIntents> => {
    const { blob, model, name } = (await records.get(id)).record
    if (blob === null || model === null) throw failure('INTENTS_NOT_TRAINED', { intents: id })
    const load = (tell: TellProgress) => loadModel(blobs, { id, blob, name }, tell)
    return { version: model, open: opened.open(id, blob, load).wait }
  }

  return {
    ...createUtteranceMethods(context),
    pin,
    open: async (id, tell) => (await pin(id)).open(tell),
    list: summaries.list,
    get: summaries.get,
    create: async (request) => {
      const { id, name, language } = createIntentsSchema.parse(request)
      return summaries.create(emptyRecord(name, language), id)
    },
    remove: async (id) => {
      await stopWork(jobs, 'intent-training', id)
      const { record } = await records.get(id)
      await records.remove(id)
      opened.forget(id)
      if (record.blob !== null) await blobs.drop([record.blob])
    },
    train: async (id, { seed = 1 } = {}) => {
      await records.get(id)
      return jobs.start(
        'intent-training',
        id,
        (handle) => trainIntents(context, id, seed, handle),
        String(seed),
      )
    },
  }
}

/** What the parts of the service share. */
interface Context {
  readonly collections: CollectionStore
  readonly blobs: BlobKeeper
  readonly records: Records<IntentRecord>
  readonly utterances: Rows<Utterance>
  readonly summaries: SummarisedRecords<IntentRecord, IntentSummary>
  markStale(id: string): Promise<IntentSummary>
}

function createContext({ collections, blobs }: IntentsOptions): Context {
  const records = openRecords(collections, {
    kind,
    schema: intentRecordSchema,
    notFound: ['INTENTS_NOT_FOUND', 'intents'],
  })
  const summaries = summariseRecords(records, async ({ id, record }): Promise<IntentSummary> => {
    const { blob: _blob, generation: _generation, ...shown } = record
    const counts = await collections.countRowsBy(kind, id, 'intent')
    const intents = Object.entries(counts).map(([intent, n]) => ({ intent, n }))
    return { id, ...shown, intents, utterances: intents.reduce((sum, { n }) => sum + n, 0) }
  })
  return {
    collections,
    blobs,
    records,
    utterances: openRows(collections, kind, utteranceSchema),
    summaries,
    markStale: (id) => summaries.change(id, (old) => ({ ...old, isStale: old.blob !== null })),
  }
}

function createUtteranceMethods({
  collections,
  records,
  utterances,
  markStale,
}: Context): Pick<IntentService, 'utterances' | 'putUtterances' | 'removeUtterances'> {
  return {
    utterances: async (id, request) => {
      await records.get(id)
      return utterances.page(id, request)
    },
    putUtterances: async (id, added) => {
      await records.get(id)
      await collections.putRows(
        kind,
        id,
        added.map((utterance) => ({ id: utterance.id, value: { ...utterance } })),
      )
      return markStale(id)
    },
    removeUtterances: async (id, utteranceIds) => {
      await records.get(id)
      await collections.removeRows(kind, id, utteranceIds)
      return markStale(id)
    },
  }
}

async function loadModel(
  blobs: BlobKeeper,
  { id, blob, name }: { readonly id: string; readonly blob: string; readonly name: string },
  tell: TellProgress,
): Promise<OpenIntentModel> {
  const toldShare = (share: number) => tell({ done: share, total: 1, activity: 'model-load', note: name })
  toldShare(0)
  const bytes = await blobs.get(blob)
  if (bytes === undefined) throw failure('INTENTS_NOT_TRAINED', { intents: id })
  return readIntentModel(id, bytes, toldShare)
}

async function trainIntents(
  { records, utterances, blobs, markStale }: Context,
  id: string,
  seed: number,
  handle: JobHandle,
): Promise<Json> {
  const startedMs = performance.now()
  const { record } = await records.get(id)
  // Cleared first: an utterance that changes during the training leaves the model stale.
  await records.change(id, (old) => ({ ...old, isStale: false }))
  try {
    const examples = await utterances.all(id)
    const { bytes, model, report } = await trainAndReport(id, examples, {
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
