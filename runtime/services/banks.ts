/** Adapter banks: immutable adapters as blobs, aliases that point at them, leases that keep a version to a run's end. */
import type { BankService } from '../core/services/banks.ts'
import { failure } from '../core/errors/failure.ts'
import type { JobHandle, JobService } from '../core/services/jobs.ts'
import type { CollectionStore } from '../core/stores/stores.ts'
import { createBankSchema, trainAdapterSchema } from '../core/wire/banks.ts'
import type { ReaderWeights } from '../reader/reader-weights.ts'
import type { BankLease } from './admission.ts'
import type { Drivers } from './backends.ts'
import { embeddedReader } from './backends.ts'
import type { BankMeter } from './bank-meter.ts'
import { createBankAdapters, dropFiles, registerAdapter } from './bank-adapters.ts'
import type { BankAliases } from './bank-aliases.ts'
import { createBankAliases, pinAliases } from './bank-aliases.ts'
import { createBankQuestions } from './bank-questions.ts'
import type { BankContext } from './bank-records.ts'
import { createBankContext } from './bank-records.ts'
import type { BlobKeeper } from './blob-keeper.ts'
import { stopWork } from './jobs.ts'
import type { TrainAdapterOptions } from './train-adapter.ts'
import { trainBankAdapter } from './train-adapter.ts'

export interface BanksOptions {
  readonly collections: CollectionStore
  readonly blobs: BlobKeeper
  readonly jobs: JobService
  readonly backends: Drivers
  /** Base weights of the embedded readers, by backend: adapters are trained on these. */
  readonly readers: ReadonlyMap<string, ReaderWeights>
  /** Articles that labelled questions refer to. */
  readonly indexes: TrainAdapterOptions['indexes']
  readonly meter: BankMeter
}

export interface BankServiceWithLeases extends BankService {
  /**
   * The bank as it is now.
   *
   * @param pinned versions that stand behind aliases instead of those that do now
   * @throws ALIAS_NOT_FOUND, ADAPTER_NOT_FOUND
   */
  lease(id: string, pinned?: Readonly<Record<string, string>>): Promise<BankLease>
}

export function createBankService(options: BanksOptions): BankServiceWithLeases {
  const context = createBankContext(options.collections, options.blobs, options.backends)
  const { records, summaries, loader, backendOf } = context
  const aliases = createBankAliases(context)

  const lease: BankServiceWithLeases['lease'] = async (id, pinned = {}) => {
    const { generation, record } = await records.get(id)
    return loader.lease(id, generation, pinAliases(id, record, pinned), backendOf(record.backend))
  }
  return {
    ...createBankAdapters(context),
    ...aliases,
    ...createBankQuestions(context),
    list: summaries.list,
    get: summaries.get,
    create: createBank(context),
    remove: async (id) => {
      await stopWork(options.jobs, 'adapter-training', id)
      const { record } = await records.get(id)
      await records.remove(id)
      for (const adapter of [...record.adapters, ...record.removed]) dropFiles(context, adapter)
    },
    metrics: async (id, filter = {}) => {
      await records.get(id)
      return options.meter.measure(id, filter)
    },
    trainAdapter: createTraining(options, context, aliases.flipAlias),
    lease,
    open: async (id) => {
      const { bank, release } = await lease(id)
      // Nobody tells when a reader outside a run has done; what it uses may be unloaded in between and is loaded again.
      release()
      return bank
    },
  }
}

function createBank({ summaries, backendOf }: BankContext): BankService['create'] {
  return async (request) => {
    const { id, name, language, backend: wanted } = createBankSchema.parse(request)
    const backend = wanted === embeddedReader ? `reader-${language}` : wanted
    const { base, languages } = backendOf(backend)
    if (languages?.includes(language) === false)
      throw failure('BACKEND_WRONG_LANGUAGE', { backend, language, known: languages.join(', ') })
    const empty = { defaultAlias: null, aliases: [], routes: [], adapters: [], removed: [] }
    return summaries.create({ name, language, backend, base, ...empty }, id)
  }
}

function createTraining(
  { collections, indexes, jobs, readers }: BanksOptions,
  context: BankContext,
  flipAlias: BankAliases['flipAlias'],
): BankService['trainAdapter'] {
  return async (id, request) => {
    const { record } = await context.records.get(id)
    const weights = readers.get(record.backend)
    if (weights === undefined) throw failure('BACKEND_CANNOT_TRAIN', { bank: id, backend: record.backend })
    const train = async (handle: JobHandle) => {
      const trained = await trainBankAdapter({ collections, indexes }, id, weights, request, handle)
      const adapter = await registerAdapter(context, id, { name: request.name, ...trained })
      if (request.alias !== undefined) await flipAlias(id, request.alias, adapter.id)
      return { adapter: adapter.id, validation: trained.training.validation }
    }
    return jobs.start('adapter-training', id, train, JSON.stringify(trainAdapterSchema.parse(request)))
  }
}
