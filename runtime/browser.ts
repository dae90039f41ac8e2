/** Entry "./browser": the composition root for a page or a worker. Everything lives in memory; nothing needs a server. */
import { builtinNodes } from '../nodes/index.ts'
import { createReaderBackend } from './backends/reader/reader-backend.ts'
import { failure } from './core/errors/failure.ts'
import type { NodeDefinition } from './core/node/define-node.ts'
import { createNodeRegistry } from './core/node/registry.ts'
import type { Backend } from './core/services/backends.ts'
import type { Stores } from './core/stores/stores.ts'
import type { ReaderWeights } from './reader/reader-weights.ts'
import { parseReaderWeights } from './reader/reader-weights.ts'
import { createServices } from './services/create-services.ts'
import type { Runtime } from './services/open-runtime.ts'
import { openRuntime } from './services/open-runtime.ts'
import { openMemoryStores } from './storage/memory/open-stores.ts'

export type { Runtime } from './services/open-runtime.ts'
export { openMemoryStores }

/** A file of reader weights: its bytes, or where to fetch it. */
export type WeightsSource = Uint8Array | URL | string

export interface BrowserRuntimeOptions {
  /** Weights of the embedded reader by language; without them banks have no base model here. */
  readonly readers?: { readonly en?: WeightsSource; readonly zh?: WeightsSource }
  /** Node types beside the built-in ones. */
  readonly nodes?: readonly NodeDefinition[]
  /** Backends beside the embedded reader. */
  readonly backends?: readonly Backend[]
  /** Memory when left out. */
  readonly stores?: Stores
  /** @default the platform's own */
  readonly fetch?: typeof globalThis.fetch
}

/** @throws READER_WEIGHTS_DAMAGED when a file of weights cannot be fetched or is none */
export async function createBrowserRuntime(options: BrowserRuntimeOptions = {}): Promise<Runtime> {
  const { stores = openMemoryStores(), fetch = globalThis.fetch } = options
  const readers = new Map<string, ReaderWeights>()
  for (const language of ['en', 'zh'] as const) {
    const source = options.readers?.[language]
    if (source !== undefined) readers.set(`reader-${language}`, await loadWeights(source, fetch))
  }
  const composed = createServices({
    stores,
    readers,
    nodes: createNodeRegistry([...builtinNodes, ...(options.nodes ?? [])]),
    backends: [
      ...[...readers].map(([id, weights]) => createReaderBackend(id, weights)),
      ...(options.backends ?? []),
    ],
    createId: () => crypto.randomUUID(),
  })
  return openRuntime(composed, () => stores.close())
}

async function loadWeights(source: WeightsSource, fetch: typeof globalThis.fetch): Promise<ReaderWeights> {
  if (source instanceof Uint8Array) return parseReaderWeights(source, 'The given file')
  const damaged = (reason: string, cause?: unknown) =>
    failure('READER_WEIGHTS_DAMAGED', { source: String(source), reason }, { cause })
  const response = await fetch(source).catch((error: unknown) => {
    throw damaged(error instanceof Error ? error.message : String(error), error)
  })
  if (!response.ok) throw damaged(`the server answered with status ${response.status}`)
  return parseReaderWeights(new Uint8Array(await response.arrayBuffer()), String(source))
}
