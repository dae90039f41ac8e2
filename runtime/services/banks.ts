/** Adapter banks: immutable adapters as blobs, aliases that point at them, leases that keep a version to a run's end. */
import { z } from 'zod'
import type { Backend } from '../core/services/backends.ts'
import type { BankService } from '../core/services/banks.ts'
import { failure } from '../core/errors/failure.ts'
import type { JobHandle, JobService } from '../core/services/jobs.ts'
import type { CollectionStore } from '../core/stores/stores.ts'
import type { AdapterSummary, Bank } from '../core/wire/banks.ts'
import {
  adapterSummarySchema,
  aliasNameSchema,
  bankRouteSchema,
  createBankSchema,
  labelledQuestionSchema,
  trainAdapterSchema,
} from '../core/wire/banks.ts'
import { languageSchema } from '../core/wire/indexes.ts'
import type { ReaderWeights } from '../reader/reader-weights.ts'
import type { BankLease } from './admission.ts'
import type { BlobKeeper } from './blob-keeper.ts'
import { createAdapterLoader } from './adapter-loader.ts'
import { describeAdapter } from './describe-adapter.ts'
import { openRecords } from './records.ts'
import { openRows } from './rows.ts'
import type { TrainAdapterOptions } from './train-adapter.ts'
import { trainBankAdapter } from './train-adapter.ts'

const storedAdapterSchema = adapterSummarySchema.extend({
  /** Blobs of PEFT's two files. */
  configBlob: z.string(),
  weightsBlob: z.string(),
})

const bankRecordSchema = z.object({
  name: z.string(),
  language: languageSchema,
  backend: z.string(),
  base: z.string(),
  defaultAlias: aliasNameSchema.nullable(),
  aliases: z.array(z.object({ alias: aliasNameSchema, adapter: z.string() })),
  routes: z.array(bankRouteSchema),
  adapters: z.array(storedAdapterSchema),
  /** The last ones that were removed, newest first, so that a removal can be undone. */
  removed: z.array(storedAdapterSchema).default([]),
})

export type BankRecord = z.infer<typeof bankRecordSchema>
export type StoredAdapter = z.infer<typeof storedAdapterSchema>

const kind = 'bank'
const keptRemoved = 20

export interface BanksOptions {
  readonly collections: CollectionStore
  readonly blobs: BlobKeeper
  readonly jobs: JobService
  readonly backends: ReadonlyMap<string, Backend>
  /** Base weights of the embedded readers, by backend: adapters are trained on these. */
  readonly readers: ReadonlyMap<string, ReaderWeights>
  /** Articles that labelled questions refer to. */
  readonly indexes: TrainAdapterOptions['indexes']
}

export interface BankServiceWithLeases extends BankService {
  lease(id: string): Promise<BankLease>
}

export function createBankService({
  collections,
  blobs,
  jobs,
  backends,
  readers,
  indexes,
}: BanksOptions): BankServiceWithLeases {
  const records = openRecords(collections, {
    kind,
    schema: bankRecordSchema,
    notFound: ['BANK_NOT_FOUND', 'bank'],
  })
  const loader = createAdapterLoader(blobs)

  const backendOf = (id: string): Backend => {
    const backend = backends.get(id)
    if (backend === undefined) throw failure('BACKEND_NOT_FOUND', { backend: id })
    return backend
  }
  const get = async (id: string): Promise<Bank> => {
    const { generation, record } = await records.get(id)
    const { removed: _removed, ...shown } = record
    const adapters = record.adapters.map(({ configBlob: _config, weightsBlob: _weights, ...rest }) => rest)
    return { id, generation, ...shown, adapters, questions: await collections.countRows(kind, id) }
  }
  const change = async (id: string, part: (old: BankRecord) => BankRecord): Promise<Bank> => {
    await records.change(id, part)
    return get(id)
  }
  const findAdapter = (id: string, record: BankRecord, adapter: string) => {
    const found = record.adapters.find((stored) => stored.id === adapter)
    if (found === undefined) throw failure('ADAPTER_NOT_FOUND', { bank: id, adapter })
    return found
  }

  const findAlias = (id: string, record: BankRecord, alias: string) => {
    if (!record.aliases.some((other) => other.alias === alias))
      throw failure('ALIAS_NOT_FOUND', { bank: id, alias })
  }
  /** Runs that were admitted before keep its files to their end. */
  const dropFiles = ({ id, configBlob, weightsBlob }: StoredAdapter) =>
    loader.whenFree(id, () => void blobs.drop([configBlob, weightsBlob]).catch(() => undefined))

  const service: BankServiceWithLeases = {
    list: async () => Promise.all((await records.list()).map(({ id }) => get(id))),
    get,
    create: async (request) => {
      const { id: wanted, name, language, backend: kindOfBackend } = createBankSchema.parse(request)
      const backend = kindOfBackend === 'reader' ? `reader-${language}` : kindOfBackend
      const { base } = backendOf(backend)
      const record: BankRecord = {
        name,
        language,
        backend,
        base,
        defaultAlias: null,
        aliases: [],
        routes: [],
        adapters: [],
        removed: [],
      }
      return get((await records.create(record, wanted)).id)
    },
    remove: async (id) => {
      const { record } = await records.get(id)
      await records.remove(id)
      for (const adapter of [...record.adapters, ...record.removed]) dropFiles(adapter)
    },
    addAdapter: async (id, name, files) => addAdapter(id, name, files, null),
    adapterFiles: async (id, adapterId) => {
      const { record } = await records.get(id)
      return loader.files(findAdapter(id, record, adapterId))
    },
    removeAdapter: async (id, adapterId) => {
      let forgotten: readonly StoredAdapter[] = []
      const bank = await change(id, (old) => {
        const adapter = findAdapter(id, old, adapterId)
        const alias = old.aliases.find((other) => other.adapter === adapterId)?.alias
        if (alias !== undefined) throw failure('ADAPTER_IN_USE', { adapter: adapterId, alias })
        const removed = [adapter, ...old.removed.filter((other) => other.id !== adapterId)]
        forgotten = removed.slice(keptRemoved)
        return {
          ...old,
          adapters: old.adapters.filter((stored) => stored.id !== adapterId),
          removed: removed.slice(0, keptRemoved),
        }
      })
      for (const adapter of forgotten) dropFiles(adapter)
      return bank
    },
    restoreAdapter: (id, adapterId) =>
      change(id, (old) => {
        const removed = old.removed.find((stored) => stored.id === adapterId)
        if (removed === undefined) throw failure('ADAPTER_NOT_FOUND', { bank: id, adapter: adapterId })
        return {
          ...old,
          adapters: [...old.adapters.filter((stored) => stored.id !== adapterId), removed],
          removed: old.removed.filter((stored) => stored.id !== adapterId),
        }
      }),
    flipAlias: async (id, alias, adapterId) => {
      const { record } = await records.get(id)
      const adapter = findAdapter(id, record, adapterId)
      const backend = backendOf(record.backend)
      // The new version answers before the alias points at it; the old one stays until its last lease ends.
      const hold = await loader.hold(backend, adapter)
      try {
        if (!(await backend.hasEffect(adapterId))) throw failure('ADAPTER_NO_EFFECT', { adapter: adapterId })
        return await change(id, (old) => {
          // It may have been removed while it was proven.
          findAdapter(id, old, adapterId)
          const others = old.aliases.filter((other) => other.alias !== alias)
          const aliases = [...others, { alias, adapter: adapterId }]
          return { ...old, aliases: aliases.sort((a, b) => (a.alias < b.alias ? -1 : 1)) }
        })
      } finally {
        hold.release()
      }
    },
    removeAlias: (id, alias) =>
      change(id, (old) => {
        findAlias(id, old, alias)
        return {
          ...old,
          aliases: old.aliases.filter((other) => other.alias !== alias),
          // A route to an alias that is gone would fail every request of its intent.
          routes: old.routes.filter((route) => route.alias !== alias),
          defaultAlias: old.defaultAlias === alias ? null : old.defaultAlias,
        }
      }),
    setRoutes: (id, { routes, defaultAlias }) =>
      change(id, (old) => {
        for (const { alias } of routes) findAlias(id, old, alias)
        if (defaultAlias !== null) findAlias(id, old, defaultAlias)
        return { ...old, routes: [...routes], defaultAlias }
      }),
    questions: async (id, request) => {
      await records.get(id)
      return openRows(collections, kind, labelledQuestionSchema).page(id, request)
    },
    putQuestions: async (id, questions) => {
      await records.get(id)
      // Through JSON: fields left out are not stored as undefined.
      const rows = questions.map((question) => ({
        id: question.id,
        value: z.json().parse(JSON.parse(JSON.stringify(question))),
      }))
      await collections.putRows(kind, id, rows)
      return get(id)
    },
    removeQuestions: async (id, questionIds) => {
      await records.get(id)
      await collections.removeRows(kind, id, questionIds)
      return get(id)
    },
    trainAdapter: async (id, request) => {
      const { record } = await records.get(id)
      const weights = readers.get(record.backend)
      if (weights === undefined) throw failure('BACKEND_NOT_FOUND', { backend: record.backend })
      const train = async (handle: JobHandle) => {
        const trained = await trainBankAdapter({ collections, indexes }, id, weights, request, handle)
        const adapter = await addAdapter(id, request.name, trained.files, trained.training)
        if (request.alias !== undefined) await service.flipAlias(id, request.alias, adapter.id)
        return { adapter: adapter.id, validation: trained.training.validation }
      }
      return jobs.start('adapter-training', id, train, JSON.stringify(trainAdapterSchema.parse(request)))
    },
    open: async (id) => {
      const { bank, release } = await service.lease(id)
      // Nobody tells when a reader outside a run has done; what it uses may be unloaded in between and is loaded again.
      release()
      return bank
    },
    lease: async (id) => {
      const { generation, record } = await records.get(id)
      return loader.lease(id, generation, record, backendOf(record.backend))
    },
  }
  return service

  async function addAdapter(
    id: string,
    name: string,
    files: { config: Uint8Array; weights: Uint8Array },
    training: AdapterSummary['training'],
  ): Promise<AdapterSummary> {
    const { record } = await records.get(id)
    const backend = backendOf(record.backend)
    const summary = { ...describeAdapter(name, files, record.base), training }
    return blobs.keep([files.config, files.weights], async ([configBlob = '', weightsBlob = '']) => {
      const stored = { ...summary, configBlob, weightsBlob }
      // The driver has the last word on whether it can be loaded.
      const hold = await loader.hold(backend, stored)
      hold.release()
      await change(id, (old) =>
        old.adapters.some((other) => other.id === stored.id)
          ? old
          : { ...old, adapters: [...old.adapters, stored] },
      )
      return summary
    })
  }
}
