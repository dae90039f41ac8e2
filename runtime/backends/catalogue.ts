/** Drivers of engines over HTTP, each loaded when the first backend of its kind is opened. */
import { failure } from '../core/errors/failure.ts'
import type { Backend, EngineCatalogue } from '../core/services/backends.ts'
import type { EgressClient } from '../core/services/egress.ts'
import type { EngineConnection, EngineName } from '../core/wire/backends.ts'
import type { ChatServer } from '../core/wire/chat-server.ts'
import type { EngineSettings } from './openai/openai-backend.ts'

interface OpenRequest extends EngineSettings {
  readonly connection: EngineConnection
  readonly adaptersPath: string | undefined
}

const drivers: Readonly<Record<EngineName, (request: OpenRequest) => Promise<Backend>>> = {
  openai: async (request) => {
    const { createOpenAiBackend } = await import('./openai/openai-backend.ts')
    return createOpenAiBackend(request)
  },
  vllm: async ({ connection: { adapterFolder: seenAt }, adaptersPath, ...settings }) => {
    const [{ createVllmBackend }, { openAdapterFolder }] = await Promise.all([
      import('./vllm/vllm-backend.ts'),
      import('./vllm/adapter-folder.node.ts'),
    ])
    const folder =
      adaptersPath === undefined
        ? undefined
        : openAdapterFolder({ path: adaptersPath, seenAt: seenAt || adaptersPath, backend: settings.id })
    return createVllmBackend({ ...settings, folder })
  },
}

export interface CatalogueOptions {
  readonly egress: EgressClient
  /** A folder that adapters are written into for engines to read; without it they serve their base models alone. */
  readonly adaptersPath: string | undefined
}

export function createEngineCatalogue({ egress, adaptersPath }: CatalogueOptions): EngineCatalogue {
  const serverOf = ({ address, credential }: EngineConnection): ChatServer => ({
    address,
    credential,
    egress,
  })
  return {
    listModels: async (connection) => {
      const { listModels } = await import('./openai/list-models.ts')
      const signal = AbortSignal.timeout(answerMs)
      try {
        return await listModels(serverOf(connection), signal)
      } catch (error) {
        if (!signal.aborted) throw error
        throw failure('UPSTREAM_TIMEOUT', { origin: new URL(connection.address).origin, timeoutMs: answerMs })
      }
    },
    open: (id, base, connection) =>
      drivers[connection.engine]({ id, base, connection, adaptersPath, server: serverOf(connection) }),
    forget: async (id) => {
      if (adaptersPath === undefined) return
      const { removeAdapterFolder } = await import('./vllm/adapter-folder.node.ts')
      await removeAdapterFolder(adaptersPath, id)
    },
  }
}

/** An engine that lists its models later than this is taken for one that does not answer. */
const answerMs = 15_000
