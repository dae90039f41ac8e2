/** Keeps adapters loaded in their backend as long as somebody holds them, and a little longer. */
import { failure } from '../core/errors/failure.ts'
import type { TellProgress } from '../core/trace/events.ts'
import type { AdapterFiles, Backend } from '../core/services/backends.ts'
import type { BankLease } from './admission.ts'
import type { BankRecord, StoredAdapter } from './bank-records.ts'
import type { BlobKeeper } from './blob-keeper.ts'

interface Resident {
  holders: number
  isLoaded: boolean
  readonly loaded: Promise<void>
  readonly backend: Backend
}

export interface AdapterHold {
  /** How long it was waited for; 0 when it was loaded already. */
  readonly loadMs: number
  release(): void
}

export interface AdapterLoader {
  files(adapter: StoredAdapter): Promise<AdapterFiles>
  /** Loads the adapter where it is not, which `tell` hears, and keeps it until the release. */
  hold(backend: Backend, adapter: StoredAdapter, tell?: TellProgress): Promise<AdapterHold>
  /** The same for one that is not stored yet. */
  holdNew(backend: Backend, adapter: AdapterFiles): Promise<AdapterHold>
  /** The bank as it is now, its versions kept until the release. */
  lease(id: string, generation: number, record: BankRecord, backend: Backend): BankLease
  /** Calls `then` once no lease holds the adapter: now, or when the last of them ends. */
  whenFree(adapter: string, then: () => void): void
}

/** Versions that nobody holds stay loaded until this many stand; the one unused longest goes first. */
const idleAdapters = 16

export function createAdapterLoader(blobs: Pick<BlobKeeper, 'get'>): AdapterLoader {
  const residents = new Map<string, Resident>()
  const leases = createLeaseCounts()

  const files = async (adapter: StoredAdapter): Promise<AdapterFiles> => {
    const [config, weights] = await Promise.all([
      blobs.get(adapter.configBlob),
      blobs.get(adapter.weightsBlob),
    ])
    if (config === undefined || weights === undefined)
      throw failure('BLOB_CORRUPT', { hash: adapter.weightsBlob })
    return { id: adapter.id, config, weights }
  }
  const unloadIdle = () => {
    const idle = [...residents].filter(([, { holders }]) => holders === 0)
    for (const [key, { backend }] of idle.slice(0, Math.max(0, idle.length - idleAdapters))) {
      residents.delete(key)
      backend.unloadAdapter(key.slice(key.indexOf(' ') + 1)).catch(() => undefined)
    }
  }

  const holdWith = async (
    backend: Backend,
    id: string,
    read: () => Promise<AdapterFiles>,
    tell?: TellProgress,
  ): Promise<AdapterHold> => {
    const key = `${backend.id} ${id}`
    const known = residents.get(key)
    // A backend that is reached in another way than before has loaded nothing there.
    const resident: Resident =
      known?.backend === backend
        ? known
        : { holders: 0, isLoaded: false, backend, loaded: read().then((files) => backend.loadAdapter(files)) }
    // Taken out and put back: the map's order is the order of use.
    residents.delete(key)
    residents.set(key, resident)
    resident.holders += 1
    const waitedFrom = performance.now()
    const { isLoaded } = resident
    if (!isLoaded) tell?.({ done: 0, activity: 'adapter-load', note: id })
    try {
      await resident.loaded
      resident.isLoaded = true
    } catch (error) {
      if (residents.get(key) === resident) residents.delete(key)
      throw error
    }
    let isHeld = true
    return {
      loadMs: isLoaded ? 0 : performance.now() - waitedFrom,
      release: () => {
        if (!isHeld) return
        isHeld = false
        resident.holders -= 1
        unloadIdle()
      },
    }
  }
  const hold: AdapterLoader['hold'] = (backend, adapter, tell) =>
    holdWith(backend, adapter.id, () => files(adapter), tell)
  return {
    files,
    hold,
    holdNew: (backend, adapter) => holdWith(backend, adapter.id, async () => adapter),
    lease: createLease(hold, leases),
    whenFree: leases.whenFree,
  }
}

function createLease(
  hold: AdapterLoader['hold'],
  leases: ReturnType<typeof createLeaseCounts>,
): AdapterLoader['lease'] {
  return (id, generation, record, backend) => {
    const versions = new Map(record.aliases.map(({ alias, adapter }) => [alias, adapter]))
    const stored = new Map(record.adapters.map((adapter) => [adapter.id, adapter]))
    const held: AdapterHold[] = []
    let isReleased = false
    leases.add(versions.values())
    const resolve = (alias: string): string => {
      const adapter = versions.get(alias)
      if (adapter === undefined) throw failure('ALIAS_NOT_FOUND', { bank: id, alias })
      return adapter
    }
    const keep = async (adapter: StoredAdapter, tell?: TellProgress): Promise<number> => {
      const one = await hold(backend, adapter, tell)
      if (isReleased) one.release()
      else held.push(one)
      return one.loadMs
    }
    const prepare = async (
      alias: string,
      tell: TellProgress | undefined,
    ): Promise<{ adapter: string; loadMs: number }> => {
      const adapter = stored.get(resolve(alias))
      if (adapter === undefined) throw failure('ADAPTER_NOT_FOUND', { bank: id, adapter: resolve(alias) })
      return { adapter: adapter.id, loadMs: await keep(adapter, tell) }
    }
    return {
      aliases: Object.fromEntries(versions),
      keepLoaded: async (wanted, adapter) => {
        const known = stored.get(adapter)
        if (known !== undefined && wanted === backend.id) await keep(known)
      },
      bank: {
        id,
        generation,
        base: record.base,
        defaultAlias: record.defaultAlias,
        routes: record.routes,
        resolve,
        generate: async function* ({ alias, ...request }) {
          const prepared = alias === null ? null : await prepare(alias, request.tell)
          if (prepared !== null && prepared.loadMs > 0) request.onAdapterLoad?.(prepared.loadMs)
          return yield* backend.generate({
            ...request,
            language: record.language,
            adapter: prepared?.adapter ?? null,
          })
        },
      },
      release: () => {
        if (isReleased) return
        isReleased = true
        for (const one of held.splice(0)) one.release()
        leases.remove(versions.values())
      },
    }
  }
}

/** How many leases hold each adapter version. */
function createLeaseCounts() {
  const counts = new Map<string, number>()
  const waiting = new Map<string, (() => void)[]>()
  return {
    add: (adapters: Iterable<string>) => {
      for (const adapter of adapters) counts.set(adapter, (counts.get(adapter) ?? 0) + 1)
    },
    remove: (adapters: Iterable<string>) => {
      for (const adapter of adapters) {
        const left = (counts.get(adapter) ?? 0) - 1
        if (left > 0) {
          counts.set(adapter, left)
          continue
        }
        counts.delete(adapter)
        const calls = waiting.get(adapter) ?? []
        waiting.delete(adapter)
        for (const call of calls) call()
      }
    },
    whenFree: (adapter: string, then: () => void) => {
      if (!counts.has(adapter)) then()
      else waiting.set(adapter, [...(waiting.get(adapter) ?? []), then])
    },
  }
}
