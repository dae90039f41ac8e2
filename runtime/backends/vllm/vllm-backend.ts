/**
 * vLLM as a backend: adapters are written into a folder that the engine reads, and loaded and unloaded while it runs.
 * It has to be started with `--enable-lora` and `VLLM_ALLOW_RUNTIME_LORA_UPDATING=True`.
 */
import { parsePeft } from '../../adapters/peft.ts'
import { Failure, failure } from '../../core/errors/failure.ts'
import type { AdapterFiles, Backend, GenerateRequest, Generation } from '../../core/services/backends.ts'
import { sendToChatServer } from '../../core/wire/chat-server.ts'
import { readText } from '../../core/wire/chat-completions.ts'
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

export function createVllmBackend({ id, base, server, folder }: VllmSettings): Backend {
  /** Where the engine finds each that was loaded. */
  const loaded = new Map<string, string>()

  const call = async (path: string, body: object) => {
    const signal = new AbortController().signal
    const { body: answer } = await sendToChatServer(server, path, { body: JSON.stringify(body), signal })
    // Read to its end, so that the connection is free; it says no more than that it is done.
    await readText(answer)
  }
  const load = async (adapter: string, path: string) => {
    try {
      await call('/load_lora_adapter', { lora_name: adapter, lora_path: path })
    } catch (error) {
      // Names are of one content for ever: one that is there is the one that is wanted.
      if (isRefusal(error, 400, /already been loaded/)) return
      if (isRefusal(error, 404, /^Not Found$/)) throw failure('BACKEND_ADAPTERS_OFF', { backend: id })
      if (isRefusal(error, 404)) throw failure('BACKEND_FOLDER_UNSEEN', { backend: id, path })
      throw error
    }
  }
  const requirePath = (adapter: string): string => {
    const path = loaded.get(adapter)
    if (path === undefined) throw failure('ADAPTER_NOT_FOUND', { bank: id, adapter })
    return path
  }

  /** An engine that was restarted, or that needed the room, has forgotten the adapter: it is told once more. */
  async function* generateWithAdapter(adapter: string, request: GenerateRequest): Generation {
    const path = requirePath(adapter)
    try {
      return yield* generateOverHttp(server, adapter, request)
    } catch (error) {
      if (!isRefusal(error, 404)) throw error
    }
    await load(adapter, path)
    return yield* generateOverHttp(server, adapter, request)
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
    loadAdapter: async (files) => {
      if (folder === undefined) throw failure('BACKEND_WITHOUT_ADAPTERS', { backend: id })
      const adapter = parsePeft(files)
      if (adapter.base !== base) throw failure('ADAPTER_WRONG_BASE', { base: adapter.base, expected: base })
      const path = await folder.write(files)
      await load(files.id, path)
      loaded.set(files.id, path)
    },
    unloadAdapter: async (adapter) => {
      if (!loaded.delete(adapter)) return
      await call('/unload_lora_adapter', { lora_name: adapter }).catch((error: unknown) => {
        if (!isRefusal(error, 404)) throw error
      })
      await folder?.remove(adapter)
    },
    hasEffect: async (adapter) => {
      requirePath(adapter)
      const without = await probeModel(server, base)
      const withIt = await probeModel(server, adapter)
      return !isSameReply(without, withIt)
    },
    close: () => Promise.resolve(),
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
