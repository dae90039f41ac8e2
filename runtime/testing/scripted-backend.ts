/** A backend that says what a test tells it to, and remembers what it was asked. */
import { parsePeft } from '../adapters/peft.ts'
import { failure } from '../core/errors/failure.ts'
import type { Backend, GenerateRequest } from '../core/services/backends.ts'
import type { Answer } from '../core/values.ts'

export interface ScriptedReply {
  /** Streamed one by one; joined they are the answer. */
  readonly pieces: readonly string[]
  /** Waited for before each piece. */
  readonly pause?: () => Promise<void>
  /** Thrown after the pieces. */
  readonly error?: Error
}

export interface ScriptedBackendOptions {
  /** @default 'scripted' */
  readonly id?: string
  /** @default 'scripted-base' */
  readonly base?: string
  readonly reply: (request: GenerateRequest) => ScriptedReply
  /** Waited for while an adapter loads. */
  readonly load?: (adapter: string) => Promise<void>
}

export interface ScriptedBackend extends Backend {
  readonly requests: readonly GenerateRequest[]
  /** Adapters that are loaded now. */
  readonly loaded: ReadonlySet<string>
  readonly isClosed: boolean
}

export function createScriptedBackend(options: ScriptedBackendOptions): ScriptedBackend {
  const { id = 'scripted', base = 'scripted-base', reply, load } = options
  const requests: GenerateRequest[] = []
  /** Whether each loaded adapter has an effect. */
  const loaded = new Map<string, boolean>()
  let isClosed = false
  const requireAdapter = (adapter: string): boolean => {
    const hasEffect = loaded.get(adapter)
    if (hasEffect === undefined) throw failure('ADAPTER_NOT_FOUND', { bank: id, adapter })
    return hasEffect
  }
  return {
    id,
    base,
    requests,
    get loaded() {
      return new Set(loaded.keys())
    },
    get isClosed() {
      return isClosed
    },
    generate: async function* (request): AsyncGenerator<string, Answer, void> {
      const { adapter, signal } = request
      if (adapter !== null) requireAdapter(adapter)
      requests.push(request)
      const { pieces, pause, error } = reply(request)
      for (const piece of pieces) {
        await pause?.()
        signal.throwIfAborted()
        yield piece
      }
      signal.throwIfAborted()
      if (error !== undefined) throw error
      return { text: pieces.join(''), citations: [], abstained: false, adapter, model: base }
    },
    loadAdapter: async ({ id: adapter, config, weights }) => {
      const parsed = parsePeft({ config, weights })
      if (parsed.base !== base) throw failure('ADAPTER_WRONG_BASE', { base: parsed.base, expected: base })
      await load?.(adapter)
      const isZero = (values: Float32Array) => values.every((value) => value === 0)
      loaded.set(adapter, ![...parsed.modules.values()].every(({ a, b }) => isZero(a) || isZero(b)))
    },
    unloadAdapter: async (adapter) => {
      loaded.delete(adapter)
    },
    hasEffect: async (adapter) => requireAdapter(adapter),
    close: async () => {
      isClosed = true
      loaded.clear()
    },
  }
}
