/** Aliases of a bank, which point at its adapters, and the routes that lead to them. */
import { failure } from '../core/errors/failure.ts'
import type { BankService } from '../core/services/banks.ts'
import type { BankContext, BankRecord } from './bank-records.ts'
import { findAdapter } from './bank-records.ts'

export type BankAliases = Pick<BankService, 'flipAlias' | 'removeAlias' | 'setRoutes'>

export function createBankAliases({ loader, records, summaries, backendOf }: BankContext): BankAliases {
  return {
    flipAlias: async (id, alias, adapterId) => {
      const { record } = await records.get(id)
      const adapter = findAdapter(id, record, adapterId)
      const backend = backendOf(record.backend)
      // The new version answers before the alias points at it; the old one stays until its last lease ends.
      const hold = await loader.hold(backend, adapter)
      try {
        if (!(await backend.hasEffect(adapterId))) throw failure('ADAPTER_NO_EFFECT', { adapter: adapterId })
        return await summaries.change(id, (old) => {
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
      summaries.change(id, (old) => {
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
      summaries.change(id, (old) => {
        for (const { alias } of routes) findAlias(id, old, alias)
        if (defaultAlias !== null) findAlias(id, old, defaultAlias)
        return { ...old, routes: [...routes], defaultAlias }
      }),
  }
}

/** The record with other versions behind some of its aliases. @throws ALIAS_NOT_FOUND, ADAPTER_NOT_FOUND */
export function pinAliases(
  id: string,
  record: BankRecord,
  pinned: Readonly<Record<string, string>>,
): BankRecord {
  for (const [alias, adapter] of Object.entries(pinned)) {
    findAlias(id, record, alias)
    findAdapter(id, record, adapter)
  }
  return {
    ...record,
    aliases: record.aliases.map(({ alias, adapter }) => ({ alias, adapter: pinned[alias] ?? adapter })),
  }
}

function findAlias(id: string, record: BankRecord, alias: string): void {
  if (!record.aliases.some((other) => other.alias === alias))
    throw failure('ALIAS_NOT_FOUND', { bank: id, alias })
}
