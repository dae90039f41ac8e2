/**
 * vLLM as a backend: adapters are written into a folder that the engine reads, and loaded and unloaded while it runs.
 * It has to be started with `--enable-lora` and `VLLM_ALLOW_RUNTIME_LORA_UPDATING=True`.
 */
import { parsePeft } from '../../adapters/peft.ts'
import { Failure, failure } from '../../core/errors/failure.ts'
import type { AdapterFiles, Backend, GenerateRequest, Generation } from '../../core/services/backends.ts'
import { createTurns } from '../../core/turns.ts'
import { readText } from '../../core/wire/chat-completions.ts'
import { sendToChatServer } from '../../core/wire/chat-server.ts'
import type { EngineSettings } from '../openai/openai-backend.ts'
import { generateOverHttp } from '../openai/openai-backend.ts'
import { isSameReply, probeModel } from './probe-model.ts'

/** Where adapters are put for engines to read. */
export interface AdapterFolder {
  /** Writes both files of an adapter, whole or not at all. @returns where the engine finds them */
  write(adapter: AdapterFiles): Promise<string>
  remove(adapter: string): Promise<void>
}

export interface VllmSettings extends EngineSettings {
  /** Undefined where nothing is written to disk. */
  readonly folder: AdapterFolder | undefined
}

export function createVllmBackend(settings: VllmSettings): Backend {
  const { id, base, server, folder } = settings
  const adapters = createEngineAdapters(settings)

  async function* generateWithAdapter(adapter: string, request: GenerateRequest): Generation {
    adapters.require(adapter)
    try {
      return yield* generateOverHttp(server, adapter, request)
    } catch (error) {
      if (!isRefusal(error, 404)) throw error
    }
    await adapters.loadAgain(adapter)
    return yield* generateOverHttp(server, adapter, request)
  }

  const probeWithAdapter = async (adapter: string) => {
    try {
      return await probeModel(server, adapter)
    } catch (error) {
      if (!isRefusal(error, 404)) throw error
    }
    await adapters.loadAgain(adapter)
    return probeModel(server, adapter)
  }

  return {
    id,
    base,
    kind: 'http',
    takesAdapters: folder !== undefined,
    generate: (request) =>
      request.adapter === null
        ? generateOverHttp(server, base, request)
        : generateWithAdapter(request.adapter, request),
    loadAdapter: adapters.load,
    unloadAdapter: adapters.unload,
    hasEffect: async (adapter) => {
      adapters.require(adapter)
      const without = await probeModel(server, base)
      return !isSameReply(without, await probeWithAdapter(adapter))
    },
    close: () => Promise.resolve(),
  }
}

const refusals: ReadonlySet<string> = new Set([
  'MODEL_REFUSED',
  'BACKEND_ADAPTERS_OFF',
  'BACKEND_FOLDER_UNSEEN',
])

/** The adapters that the engine was told of. */
function createEngineAdapters({ id, base, server, folder }: VllmSettings) {
  /** Where the engine finds each that was loaded. */
  const loaded = new Map<string, string>()
  /** What is loaded again while it is still being unloaded must not lose its files after that. */
  const inTurn = createTurns()

  const call = async (path: string, body: object) => {
    const { signal } = new AbortController()
    const { body: answer } = await sendToChatServer(server, path, { body: JSON.stringify(body), signal })
    // Read to its end, so that the connection is free; it says no more than that it is done.
    await readText(answer)
  }
  const tellOf = async (adapter: string, path: string) => {
    try {
      await call('/load_lora_adapter', { lora_name: adapter, lora_path: path })
    } catch (error) {
      // Names are of one content for ever: one that is there is the one that is wanted.
      if (isRefusal(error, 400, /already been loaded/)) return
      if (isRefusal(error, 404, /no adapter found/i))
        throw failure('BACKEND_FOLDER_UNSEEN', { backend: id, path })
      // Without the variable the route is not there, nor is it on other servers.
      if (isRefusal(error, 404)) throw failure('BACKEND_ADAPTERS_OFF', { backend: id })
      throw error
    }
  }
  /** @throws ADAPTER_NOT_FOUND */
  const require = (adapter: string): string => {
    const path = loaded.get(adapter)
    if (path === undefined) throw failure('ADAPTER_NOT_FOUND', { bank: id, adapter })
    return path
  }
  return {
    require,
    load: async (files: AdapterFiles) => {
      if (folder === undefined) throw failure('BACKEND_WITHOUT_ADAPTERS', { backend: id })
      const adapter = parsePeft(files)
      if (adapter.base !== base) throw failure('ADAPTER_WRONG_BASE', { base: adapter.base, expected: base })
      await inTurn(files.id, async () => {
        const path = await folder.write(files)
        try {
          await tellOf(files.id, path)
        } catch (error) {
          // What the engine will not have need not lie there. One that is merely silent may be reading it.
          if (error instanceof Failure && refusals.has(error.code))
            await folder.remove(files.id).catch(() => undefined)
          throw error
        }
        loaded.set(files.id, path)
      })
    },
    /** For an engine that was restarted, or that needed the room, and has forgotten it. */
    loadAgain: (adapter: string) => inTurn(adapter, () => tellOf(adapter, require(adapter))),
    unload: (adapter: string) =>
      inTurn(adapter, async () => {
        if (!loaded.delete(adapter)) return
        await call('/unload_lora_adapter', { lora_name: adapter }).catch((error: unknown) => {
          if (!isRefusal(error, 404)) throw error
        })
        await folder?.remove(adapter)
      }),
  }
}

/** An engine's own no: with the status, and where given with these words. */
function isRefusal(error: unknown, status: number, words = /(?:)/): boolean {
  return (
    error instanceof Failure &&
    error.code === 'MODEL_REFUSED' &&
    error.params['status'] === status &&
    words.test(String(error.params['reason']))
  )
}
