/** The indexes, intent models and banks of the server, for the pickers in the inspector. */
import type { SignalboxClient } from '../../../runtime/client/client.ts'
import { hrefOf } from '../../session/navigation.ts'
import type { ResourceKind, ResourceProvider } from '../../session/resources.ts'

const views: Readonly<Record<ResourceKind, string>> = {
  index: 'knowledge',
  intents: 'routing',
  bank: 'adapters',
}

export function createServerResources(server: SignalboxClient): ResourceProvider {
  return {
    list: async (kind) => {
      switch (kind) {
        case 'index':
          return (await server.indexes.list()).map(({ id, name }) => ({ id, name }))
        case 'intents':
          return (await server.intents.list()).map(({ id, name, intents }) => ({
            id,
            name,
            members: intents.map(({ intent }) => intent),
          }))
        case 'bank':
          return (await server.banks.list()).map(({ id, name, aliases }) => ({
            id,
            name,
            members: aliases.map(({ alias }) => alias),
          }))
      }
    },
    hrefOf: (kind) => hrefOf(views[kind]),
  }
}
