/** Changes of a bank: each is done at once and can be undone from the message that says so. */
import { useQueryClient } from '@tanstack/react-query'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { AdapterSummary, Bank } from '../../runtime/core/wire/banks.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { useServer } from '../session/server-context.tsx'
import { useToast } from '../ui/toast.tsx'

export interface BankChanges {
  flipAlias(alias: string, adapter: string): void
  removeAlias(alias: string): void
  removeAdapter(adapter: AdapterSummary): void
  showFailure(error: unknown): void
  refresh(): Promise<void>
}

export function useBankChanges(bank: Bank): BankChanges {
  const say = useMessages()
  const sayFailure = useFailureText()
  const { banks } = useServer()
  const queries = useQueryClient()
  const showToast = useToast()
  const { id } = bank
  const refresh = () => queries.invalidateQueries({ queryKey: ['banks'] })
  const showFailure = (error: unknown) => showToast({ tone: 'danger', text: sayFailure(toFailure(error)) })
  /** Does it, says so, and offers `undo`. */
  const change = (text: string, doIt: () => Promise<unknown>, undo: () => Promise<unknown>) => {
    const announce = () =>
      showToast({
        text,
        action: {
          label: say('resources.undo'),
          onPress: () => void undo().then(refresh).catch(showFailure),
        },
      })
    doIt().then(announce).then(refresh).catch(showFailure)
  }
  const pointerOf = (alias: string) => bank.aliases.find((one) => one.alias === alias)?.adapter
  return {
    refresh,
    showFailure,
    flipAlias: (alias, adapter) => {
      const before = pointerOf(alias)
      if (before === adapter) return
      change(
        say('adapters.flipped', { alias, adapter }),
        () => banks.flipAlias(id, alias, adapter),
        () => (before === undefined ? banks.removeAlias(id, alias) : banks.flipAlias(id, alias, before)),
      )
    },
    removeAlias: (alias) => {
      const before = pointerOf(alias)
      const { routes, defaultAlias } = bank
      if (before === undefined) return
      change(
        say('adapters.aliasRemoved', { alias }),
        () => banks.removeAlias(id, alias),
        async () => {
          await banks.flipAlias(id, alias, before)
          await banks.setRoutes(id, { routes, defaultAlias })
        },
      )
    },
    removeAdapter: (adapter) =>
      change(
        say('adapters.adapterRemoved', { adapter: adapter.id }),
        () => banks.removeAdapter(id, adapter.id),
        () => banks.restoreAdapter(id, adapter.id),
      ),
  }
}
