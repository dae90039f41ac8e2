/** What the server has, for the pickers in the inspector. */
import type { SignalboxClient } from '../../runtime/client/client.ts'
import type { BackendSummary } from '../../runtime/core/wire/backends.ts'
import type { Bank } from '../../runtime/core/wire/banks.ts'
import type { Credential } from '../../runtime/core/wire/credentials.ts'
import type { DatasetSummary } from '../../runtime/core/wire/datasets.ts'
import type { IndexSummary } from '../../runtime/core/wire/indexes.ts'
import type { IntentSummary } from '../../runtime/core/wire/intents.ts'
import type { PlainMessageKey, Say } from '../messages/catalogue.ts'
import { hrefOf } from './navigation.ts'
import { createServerPipelines } from './server-pipelines.ts'
import { watchServerWork } from './server-work.ts'
import type { PipelineLibrary } from './pipeline-library.ts'
import type { Resource, ResourceKind, ResourceProvider } from './resources.ts'
import { resourceKinds } from './resources.ts'

const views: Readonly<Record<ResourceKind, string>> = {
  index: 'knowledge',
  intents: 'routing',
  bank: 'adapters',
  dataset: 'datasets',
  credential: 'settings',
  backend: 'settings',
}

/** Kinds with a page for each one. */
const paged = new Set<ResourceKind>(['index', 'intents', 'bank', 'dataset'])

/** Further ones are found by searching. */
const shownRows = 50

/** All but `speak`: its words are those of `say`. */
export type ServerResources = Required<Omit<ResourceProvider, 'speak' | 'pipelines'>> & {
  readonly pipelines: Required<PipelineLibrary>
}

export function createServerResources(server: SignalboxClient, say: Say): ServerResources {
  return {
    kinds: resourceKinds,
    list: async (kind) => {
      switch (kind) {
        case 'index':
          return (await server.indexes.list()).map((index) => describeIndex(index, say))
        case 'intents':
          return (await server.intents.list()).map((model) => describeIntents(model, say))
        case 'bank':
          return (await server.banks.list()).map((bank) => describeBank(bank, say))
        case 'dataset':
          return (await server.datasets.list()).map((dataset) => describeDataset(dataset, say))
        case 'credential':
          return (await server.credentials.list()).map(describeCredential)
        case 'backend':
          return (await server.backends.list()).map((backend) => describeBackend(backend, say))
      }
    },
    metricsOf: (bank) => server.banks.metrics(bank),
    create: async (kind, resource) => {
      switch (kind) {
        case 'index':
          return describeIndex(await server.indexes.create(resource), say)
        case 'intents':
          return describeIntents(await server.intents.create(resource), say)
        case 'bank':
          return describeBank(await server.banks.create(resource), say)
        case 'dataset':
          return describeDataset(await server.datasets.create({ name: resource.name }), say)
      }
    },
    rowsOf: async (dataset, search) => {
      const page = { limit: shownRows, ...(search === '' ? {} : { search }) }
      const { items, total } = await server.datasets.rows(dataset, page)
      return { rows: items, total }
    },
    createBackend: async (backend) => describeBackend(await server.backends.create(backend), say),
    createCredential: async (credential) => describeCredential(await server.credentials.create(credential)),
    watchWork: (onChange) => watchServerWork(server, onChange),
    pipelines: createServerPipelines(server, say),
    hrefOf: (kind, id) => hrefOf(views[kind], ...(id === undefined || !paged.has(kind) ? [] : [id])),
  }
}

function describeIndex({ id, name, articles, isStale, builtAt }: IndexSummary, say: Say): Resource {
  const state = say(builtAt === null ? 'inspector.notBuilt' : isStale ? 'inspector.stale' : 'inspector.built')
  return { id, name, isReady: builtAt !== null, detail: say('inspector.indexDetail', { articles, state }) }
}

function describeIntents({ id, name, intents, model, isStale }: IntentSummary, say: Say): Resource {
  const state = say(
    model === null ? 'inspector.notTrained' : isStale ? 'inspector.staleModel' : 'inspector.trained',
  )
  // What belongs to no intent is counted apart from the intents.
  const members = intents.map(({ intent }) => intent).filter((intent) => intent !== 'oos')
  return {
    id,
    name,
    members,
    isReady: model !== null,
    detail: say('inspector.intentsDetail', { n: members.length, state }),
  }
}

function describeBank({ id, name, aliases, adapters, routes, base }: Bank, say: Say): Resource {
  return {
    id,
    name,
    members: aliases.map(({ alias }) => alias),
    routes: routes.map(({ intent, alias }) => ({ intent, alias })),
    detail: say('inspector.bankDetail', { n: adapters.length, base }),
  }
}

const backendKindKeys = {
  embedded: 'inspector.backendEmbedded',
  'in-process': 'inspector.backendInProcess',
  http: 'inspector.backendHttp',
  simulated: 'inspector.backendSimulated',
  other: 'inspector.backendOther',
} as const satisfies Record<BackendSummary['kind'], PlainMessageKey>

/** How one is reached that has no address. */
export const describeReach = (kind: BackendSummary['kind']): PlainMessageKey => backendKindKeys[kind]

export function describeBackend({ id, base, kind, capabilities }: BackendSummary, say: Say): Resource {
  const { languages } = capabilities
  return {
    id,
    name: id,
    detail: say('inspector.backendDetail', { kind: say(backendKindKeys[kind]), base }),
    ...(languages === null ? {} : { languages }),
  }
}

function describeDataset({ id, name, rows }: DatasetSummary, say: Say): Resource {
  return { id, name, detail: say('inspector.datasetDetail', { n: rows }) }
}

const describeCredential = ({ name, origin }: Credential): Resource => ({ id: name, name, detail: origin })
