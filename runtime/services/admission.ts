/** Admission: resolves once, before the first node starts, everything a run uses, and holds it to the run's end. */
import { failure } from '../core/errors/failure.ts'
import type { BackendReader } from '../core/services/backends.ts'
import type { OpenBank } from '../core/services/banks.ts'
import type { FindAnnotation, IndexService, OpenIndex, PinnedIndex } from '../core/services/indexes.ts'
import type { IntentService, PinnedIntents } from '../core/services/intents.ts'
import type { EgressClient } from '../core/services/egress.ts'
import type { ResourceReader } from '../core/services/resources.ts'
import type { Admit, HostServices } from '../core/services/services.ts'
import type { RunPins } from '../core/trace/events.ts'

/** A bank held by a run: its adapter versions stay loaded until the release. */
export interface BankLease {
  readonly bank: OpenBank
  /** Alias to `name@sha12`. */
  readonly aliases: Readonly<Record<string, string>>
  /** Loads the version where it is one of this bank on that backend, and keeps it; does nothing where it is not. */
  keepLoaded(backend: string, adapter: string): Promise<void>
  release(): void
}

export interface AdmissionSources {
  readonly indexes: Pick<IndexService, 'pin'>
  readonly intents: Pick<IntentService, 'pin'>
  readonly banks: { lease(id: string): Promise<BankLease> }
  readonly backends: BackendReader
  readonly egress: EgressClient
  readonly resources: ResourceReader
}

type OpenBackend = Awaited<ReturnType<BackendReader['open']>>

interface Admitted {
  readonly indexes: ReadonlyMap<string, PinnedIndex>
  readonly intents: ReadonlyMap<string, PinnedIntents>
  readonly leases: ReadonlyMap<string, BankLease>
  readonly backends: ReadonlyMap<string, OpenBackend>
}

export function createAdmit(sources: AdmissionSources): Admit {
  return async (requests, signal) => {
    const indexes = new Map<string, PinnedIndex>()
    const intents = new Map<string, PinnedIntents>()
    const leases = new Map<string, BankLease>()
    /** A run keeps the one it was admitted with, though it be changed or removed meanwhile. */
    const backends = new Map<string, OpenBackend>()
    const release = () => {
      for (const lease of leases.values()) lease.release()
      leases.clear()
    }
    try {
      for (const { kind, id } of requests) {
        signal.throwIfAborted()
        if (kind === 'index' && !indexes.has(id)) indexes.set(id, await sources.indexes.pin(id))
        if (kind === 'intents' && !intents.has(id)) intents.set(id, await sources.intents.pin(id))
        if (kind === 'backend') backends.set(id, await sources.backends.open(id))
        if (kind === 'bank' && !leases.has(id)) leases.set(id, await sources.banks.lease(id))
      }
    } catch (error) {
      release()
      throw error
    }
    return {
      pins: pinsOf(indexes, intents, leases),
      services: boundServices(sources, { indexes, intents, leases, backends }),
      release,
    }
  }
}

function pinsOf(
  indexes: ReadonlyMap<string, PinnedIndex>,
  intents: ReadonlyMap<string, PinnedIntents>,
  leases: ReadonlyMap<string, BankLease>,
): Omit<RunPins, 'revision'> {
  return {
    indexes: Object.fromEntries([...indexes].map(([id, { version }]) => [id, version])),
    intents: Object.fromEntries([...intents].map(([id, { version }]) => [id, version])),
    banks: Object.fromEntries(
      [...leases].map(([id, { bank, aliases }]) => [id, { generation: bank.generation, aliases }]),
    ),
  }
}

/** A node sees only what its definition pinned: anything else would not stand in the trace. */
function boundServices(
  sources: AdmissionSources,
  { indexes, intents, leases, backends }: Admitted,
): HostServices {
  const opened = new Map<string, OpenIndex>()
  for (const [id, { open }] of indexes) {
    // Whoever opens it hears why it cannot be.
    open().then(
      (index) => opened.set(id, index),
      () => undefined,
    )
  }
  const annotationOf: FindAnnotation = (passage, name) => {
    for (const index of opened.values()) {
      const found = index.annotationOf?.(passage, name)
      if (found !== undefined) return found
    }
    return undefined
  }
  return {
    indexes: {
      open: async (index, tell) => {
        const found = await indexes.get(index)?.open(tell)
        if (found === undefined) throw failure('INDEX_NOT_FOUND', { index })
        return found
      },
    },
    intents: {
      open: async (id, tell) => {
        const found = await intents.get(id)?.open(tell)
        if (found === undefined) throw failure('INTENTS_NOT_FOUND', { intents: id })
        return found
      },
    },
    banks: {
      open: async (id) => {
        const { bank } = leases.get(id) ?? {}
        if (bank === undefined) throw failure('BANK_NOT_FOUND', { bank: id })
        return { ...bank, generate: (request) => bank.generate({ annotationOf, ...request }) }
      },
    },
    backends: {
      open: async (id) => {
        const backend = backends.get(id) ?? (await sources.backends.open(id))
        const generate: typeof backend.generate = async function* (request) {
          // What a bank decided on for others to generate with is loaded by whoever does.
          if (request.adapter !== null)
            for (const lease of leases.values()) await lease.keepLoaded(backend.id, request.adapter)
          return yield* backend.generate({ annotationOf, ...request })
        }
        return { id: backend.id, base: backend.base, generate }
      },
    },
    egress: sources.egress,
    resources: sources.resources,
  }
}
