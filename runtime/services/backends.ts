/** The backends of a runtime: its drivers, which are registered once and stay as they are, and the banks on each. */
import { failure } from '../core/errors/failure.ts'
import type { Backend, BackendService } from '../core/services/backends.ts'
import type { BankService } from '../core/services/banks.ts'
import type { BackendSummary } from '../core/wire/backends.ts'

export type Drivers = ReadonlyMap<string, Backend>

/** What a bank asks for that wants the embedded reader of its language. */
export const embeddedReader = 'reader'

/** By id. @throws DUPLICATE_ID for an id that is there already, or that stands for the embedded readers */
export function indexDrivers(backends: readonly Backend[]): Drivers {
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

/** @param trainable ids of the backends that adapters can be trained on */
export function createBackendService(
  drivers: Drivers,
  trainable: { has(id: string): boolean },
  banks: Pick<BankService, 'list'>,
): BackendService {
  const list = async (): Promise<BackendSummary[]> => {
    const all = await banks.list()
    return [...drivers.values()].map(({ id, base, kind = 'other', languages }) => ({
      id,
      base,
      kind,
      capabilities: {
        languages: languages === undefined ? null : [...languages],
        training: trainable.has(id),
      },
      banks: all.filter(({ backend }) => backend === id).map((bank) => ({ id: bank.id, name: bank.name })),
    }))
  }
  return {
    list,
    get: async (id) => {
      const found = (await list()).find((backend) => backend.id === id)
      if (found === undefined) throw failure('BACKEND_NOT_FOUND', { backend: id })
      return found
    },
    open: async (id) => findDriver(drivers, id),
  }
}
