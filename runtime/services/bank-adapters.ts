/** Adapters of a bank: added from files or by training, removed, and put back. */
import { failure } from '../core/errors/failure.ts'
import type { AdapterFiles } from '../core/services/backends.ts'
import type { BankService } from '../core/services/banks.ts'
import type { AdapterSummary } from '../core/wire/banks.ts'
import type { BankContext, StoredAdapter } from './bank-records.ts'
import { findAdapter } from './bank-records.ts'
import { describeAdapter } from './describe-adapter.ts'

const keptRemoved = 20

interface NewAdapter {
  readonly name: string
  readonly files: Omit<AdapterFiles, 'id'>
  /** How it was trained here; null when it comes from files. */
  readonly training: AdapterSummary['training']
}

export type BankAdapters = Pick<
  BankService,
  'addAdapter' | 'adapterFiles' | 'removeAdapter' | 'restoreAdapter'
>

export function createBankAdapters(context: BankContext): BankAdapters {
  const { loader, records, summaries } = context
  return {
    addAdapter: (id, name, files) => registerAdapter(context, id, { name, files, training: null }),
    adapterFiles: async (id, adapterId) => {
      const { record } = await records.get(id)
      return loader.files(findAdapter(id, record, adapterId))
    },
    removeAdapter: async (id, adapterId) => {
      let forgotten: readonly StoredAdapter[] = []
      const bank = await summaries.change(id, (old) => {
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
      for (const adapter of forgotten) dropFiles(context, adapter)
      return bank
    },
    restoreAdapter: (id, adapterId) =>
      summaries.change(id, (old) => {
        const removed = old.removed.find((stored) => stored.id === adapterId)
        if (removed === undefined) throw failure('ADAPTER_NOT_FOUND', { bank: id, adapter: adapterId })
        return {
          ...old,
          adapters: [...old.adapters.filter((stored) => stored.id !== adapterId), removed],
          removed: old.removed.filter((stored) => stored.id !== adapterId),
        }
      }),
  }
}

/** @throws ADAPTER_INVALID, ADAPTER_WRONG_BASE */
export async function registerAdapter(
  { blobs, loader, records, backendOf }: BankContext,
  id: string,
  { name, files, training }: NewAdapter,
): Promise<AdapterSummary> {
  const { record } = await records.get(id)
  const backend = backendOf(record.backend)
  const summary = { ...describeAdapter(name, files, record.base), training }
  // The driver has the last word on whether it can be loaded. An engine takes its time, in which others write their files.
  const hold = await loader.holdNew(backend, { id: summary.id, ...files })
  hold.release()
  return blobs.keep([files.config, files.weights], async ([configBlob = '', weightsBlob = '']) => {
    const stored = { ...summary, configBlob, weightsBlob }
    await records.change(id, (old) =>
      old.adapters.some((other) => other.id === stored.id)
        ? old
        : { ...old, adapters: [...old.adapters, stored] },
    )
    return summary
  })
}

/** Runs that were admitted before keep its files to their end. */
export function dropFiles(
  { blobs, loader }: BankContext,
  { id, configBlob, weightsBlob }: StoredAdapter,
): void {
  loader.whenFree(id, () => void blobs.drop([configBlob, weightsBlob]).catch(() => undefined))
}
