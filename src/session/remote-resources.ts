/** What a server has that is reached by its address only: its client and the texts about it are loaded when something first asks. */
import type { SignalboxClient } from '../../runtime/client/client.ts'
import type { Locale } from '../messages/locale.ts'
import { loadTexts } from '../messages/say.ts'
import type { PipelineLibrary } from './pipeline-library.ts'
import type { ResourceProvider } from './resources.ts'
import { resourceKinds } from './resources.ts'
import type { ServerResources } from './server-resources.ts'

/** Nothing leads to pages: the host's page is another than the server's. */
export function createRemoteResources(connect: () => Promise<SignalboxClient>): ResourceProvider {
  let locale: Locale = 'en'
  const served = async (): Promise<ServerResources> => {
    const [client, { createServerResources }, { say }] = await Promise.all([
      connect(),
      import('./server-resources.ts'),
      loadTexts(locale),
    ])
    return createServerResources(client, say)
  }
  return {
    kinds: resourceKinds,
    list: async (kind) => (await served()).list(kind),
    metricsOf: async (bank) => (await served()).metricsOf(bank),
    create: async (kind, resource) => (await served()).create(kind, resource),
    createBackend: async (backend) => (await served()).createBackend(backend),
    createCredential: async (credential) => (await served()).createCredential(credential),
    rowsOf: async (dataset, search) => (await served()).rowsOf(dataset, search),
    watchWork: (onChange) => {
      let stop: (() => void) | undefined
      let isStopped = false
      served().then(
        ({ watchWork }) => {
          if (!isStopped) stop = watchWork(onChange)
        },
        // Whatever else asks says why the client cannot be loaded.
        () => undefined,
      )
      return () => {
        isStopped = true
        stop?.()
      }
    },
    pipelines: listRemotePipelines(async () => (await served()).pipelines),
    speak: (next) => {
      locale = next
    },
  }
}

function listRemotePipelines(library: () => Promise<Required<PipelineLibrary>>): PipelineLibrary {
  return {
    list: async (chosen) => (await library()).list(chosen),
    versions: async (pipeline, pinned) => (await library()).versions(pipeline, pinned),
    create: async (document) => (await library()).create(document),
    saveVersion: async (pipeline) => (await library()).saveVersion(pipeline),
  }
}
