/** The backends of a runtime: drivers that the program registers, those made from the address of an engine, and the banks on each. */
import { z } from 'zod'
import { failure } from '../core/errors/failure.ts'
import type { Backend, BackendService, EngineCatalogue } from '../core/services/backends.ts'
import type { BankService } from '../core/services/banks.ts'
import type { CollectionStore } from '../core/stores/stores.ts'
import { createTurns } from '../core/turns.ts'
import type { BackendSummary, EngineConnection } from '../core/wire/backends.ts'
import { changeBackendSchema, createBackendSchema, engineConnectionSchema } from '../core/wire/backends.ts'
import type { Records } from './records.ts'
import { openRecords } from './records.ts'

export type Drivers = ReadonlyMap<string, Backend>

/** What a bank asks for that wants the embedded reader of its language. */
export const embeddedReader = 'reader'

/** By id. @throws DUPLICATE_ID for an id that is there already, or that stands for the embedded readers */
export function indexDrivers(backends: readonly Backend[]): Map<string, Backend> {
  const drivers = new Map<string, Backend>()
  for (const backend of backends) {
    const { id } = backend
    if (drivers.has(id) || id === embeddedReader) throw failure('DUPLICATE_ID', { id })
    drivers.set(id, backend)
  }
  return drivers
}

/** @throws BACKEND_NOT_FOUND */
export function findDriver(drivers: Drivers, id: string): Backend {
  const backend = drivers.get(id)
  if (backend === undefined) throw failure('BACKEND_NOT_FOUND', { backend: id })
  return backend
}

const recordSchema = z.object({ name: z.string(), base: z.string(), connection: engineConnectionSchema })
type BackendRecord = z.infer<typeof recordSchema>

const kind = 'backend'

/** Those that were made. */
export function openBackendRecords(collections: CollectionStore): Records<BackendRecord> {
  return openRecords(collections, {
    kind,
    schema: recordSchema,
    notFound: ['BACKEND_NOT_FOUND', 'backend'],
  })
}

export interface BackendsOptions {
  readonly collections: CollectionStore
  /** Those that are made come into this map, and go. */
  readonly drivers: Map<string, Backend>
  /** Left out where none are made, as in a page. */
  readonly engines: EngineCatalogue | undefined
  /** Ids of the backends that adapters can be trained on. */
  readonly trainable: { has(id: string): boolean }
  readonly banks: Pick<BankService, 'list'>
}

export interface StoredBackends extends BackendService {
  /** Opens what was made earlier: to be called once, before anything is asked for. Nothing is sent. */
  openStored(): Promise<void>
}

export function createBackendService(options: BackendsOptions): StoredBackends {
  const { collections, drivers, engines, trainable, banks } = options
  const records = openBackendRecords(collections)
  /** How those that were made are reached. */
  const connections = new Map<string, EngineConnection>()

  const banksOn = async (id: string) =>
    (await banks.list())
      .filter(({ backend }) => backend === id)
      .map((bank) => ({ id: bank.id, name: bank.name }))
  const summarise = async ({
    id,
    base,
    kind: reached = 'other',
    languages,
    takesAdapters = true,
  }: Backend): Promise<BackendSummary> => ({
    id,
    base,
    kind: reached,
    capabilities: {
      languages: languages === undefined ? null : [...languages],
      adapters: takesAdapters,
      training: trainable.has(id),
    },
    connection: connections.get(id) ?? null,
    banks: await banksOn(id),
  })
  const get = async (id: string) => summarise(findDriver(drivers, id))
  const open = async (id: string, { base, connection }: BackendRecord) => {
    if (engines === undefined) throw failure('BACKENDS_NOT_KEPT', { backend: id })
    drivers.set(id, await engines.open(id, base, connection))
    connections.set(id, connection)
  }
  return {
    list: () => Promise.all([...drivers.values()].map(summarise)),
    get,
    open: async (id) => findDriver(drivers, id),
    openStored: async () => {
      if (engines === undefined) return
      for (const { id, record } of await records.list()) if (!drivers.has(id)) await open(id, record)
    },
    ...createChanges({ ...options, records, connections, get, open, banksOn }),
  }
}

interface ChangesContext extends Pick<BackendsOptions, 'drivers' | 'engines'> {
  readonly records: Records<BackendRecord>
  readonly connections: Map<string, EngineConnection>
  readonly get: BackendService['get']
  open(id: string, record: BackendRecord): Promise<void>
  banksOn(id: string): Promise<BackendSummary['banks']>
}

/** Changes of one backend wait for one another: what is open is what was stored last. */
function createChanges(context: ChangesContext): Pick<BackendService, 'create' | 'change' | 'remove'> {
  const { drivers, engines, records, connections, get, open, banksOn } = context
  const inTurn = createTurns()
  const requireEngines = (id: string) => {
    if (engines === undefined) throw failure('BACKENDS_NOT_KEPT', { backend: id })
    return engines
  }
  const findMade = async (id: string) => {
    if (drivers.has(id) && !connections.has(id)) throw failure('BACKEND_OF_PROGRAM', { backend: id })
    return records.get(id)
  }
  return {
    create: async (request) => {
      const { id, model, ...connection } = createBackendSchema.parse(request)
      return inTurn(id, async () => {
        const catalogue = requireEngines(id)
        if (drivers.has(id) || id === embeddedReader) throw failure('RESOURCE_EXISTS', { kind, id })
        const base = await findModel(catalogue, connection, model)
        const { record } = await records.create({ name: id, base, connection }, id)
        await open(id, record)
        return get(id)
      })
    },
    change: async (id, request) => {
      const changes = changeBackendSchema.parse(request)
      return inTurn(id, async () => {
        const { record } = await findMade(id)
        // Left out, not undefined.
        const connection = engineConnectionSchema.parse({ ...record.connection, ...changes })
        await findModel(requireEngines(id), connection, record.base)
        const changed = await records.change(id, (old) => ({ ...old, connection }))
        await open(id, changed.record)
        return get(id)
      })
    },
    remove: (id) =>
      inTurn(id, async () => {
        await findMade(id)
        const users = await banksOn(id)
        if (users.length > 0)
          throw failure('BACKEND_IN_USE', { backend: id, banks: users.map(({ name }) => name).join(', ') })
        await records.remove(id)
        drivers.delete(id)
        connections.delete(id)
        // Files that stay are in nobody's way.
        await engines?.forget(id).catch(() => undefined)
      }),
  }
}

/** The base model that a backend stands for: the one that is named, else the only one. */
async function findModel(
  engines: EngineCatalogue,
  connection: EngineConnection,
  wanted: string,
): Promise<string> {
  const models = await engines.listModels(connection)
  const [only = ''] = models
  if (wanted === '' && models.length === 1) return only
  if (models.includes(wanted)) return wanted
  const place = { origin: new URL(connection.address).origin, served: clip(models.join(', ')) }
  if (wanted === '') throw failure('BACKEND_MODEL_UNCLEAR', place, { path: '/model' })
  throw failure('BACKEND_MODEL_UNKNOWN', { ...place, model: wanted }, { path: '/model' })
}

/** A model hub lists thousands. */
const longestList = 600
const clip = (text: string) => (text.length > longestList ? `${text.slice(0, longestList)}…` : text)
