/** What a page hands over for its runs, as the pickers in the inspector list it. */
import type { Resource, ResourceKind, ResourceProvider } from '../../session/resources.ts'
import type { PageResources } from './page-resources.ts'

/** They are ready as soon as a run asks for them. */
export function listPageResources({ indexes, intents, banks }: PageResources): ResourceProvider {
  const named = ({ id, name }: { id: string; name?: string | undefined }) => ({ id, name: name ?? id })
  const kinds: Readonly<Partial<Record<ResourceKind, readonly Resource[]>>> = {
    index: (indexes ?? []).map(named),
    intents: (intents ?? []).map((model) => ({
      ...named(model),
      members: [...new Set(model.utterances.map(({ intent }) => intent))].filter(
        (intent) => intent !== 'oos',
      ),
    })),
    bank: (banks ?? []).map((bank) => ({
      ...named(bank),
      members: bank.adapters.map(({ alias }) => alias),
      routes: (bank.routes ?? []).map(({ intent, alias }) => ({ intent, alias })),
    })),
  }
  return { list: async (kind) => kinds[kind] ?? [] }
}
