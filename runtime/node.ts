/** Entry "./node": the composition root for Node. */
import { randomUUID } from 'node:crypto'
import { builtinNodes } from '../nodes/index.ts'
import { createReaderBackend } from './backends/reader/reader-backend.ts'
import type { PipelineDocument } from './core/document/document.ts'
import { parsePipeline } from './core/document/parse.ts'
import type { NodeDefinition } from './core/node/define-node.ts'
import { createNodeRegistry } from './core/node/registry.ts'
import type { Backend } from './core/services/backends.ts'
import type { RuntimeServices } from './core/services/runtime-services.ts'
import type { Stores } from './core/stores/stores.ts'
import type { RunOptions, RunResult } from './engine/run-result.ts'
import { loadShippedWeights } from './reader/shipped-weights.node.ts'
import { createServices } from './services/create-services.ts'
import { openMemoryStores } from './storage/memory/open-stores.ts'
import { openSqliteStores } from './storage/sqlite/open-stores.ts'

export type { RunningServer, ServerOptions } from './server/create-server.ts'
export { createServer } from './server/create-server.ts'
export { lockDataDirectory } from './storage/sqlite/data-directory.ts'
export { openMemoryStores, openSqliteStores }

export interface RuntimeOptions {
  /** SQLite file; without it everything lives in memory. */
  readonly databaseFile?: string
  /** Another process may have the database open: the runs under way in it are left alone. */
  readonly isShared?: boolean
  /** Stores of another driver; they win over `databaseFile`. */
  readonly stores?: Stores
  /** Node types beside the built-in ones. */
  readonly nodes?: readonly NodeDefinition[]
  /** Backends beside the embedded reader. */
  readonly backends?: readonly Backend[]
}

export interface Runtime {
  readonly services: RuntimeServices
  /** Runs a stored pipeline by id, or a document as it is. A document's run is not stored. */
  run(
    pipeline: string | PipelineDocument,
    inputs: Readonly<Record<string, unknown>>,
    options?: RunOptions & { readonly revision?: string },
  ): Promise<RunResult>
  /** Cancels what runs, waits for it, and closes the stores. */
  close(): Promise<void>
}

/** @throws STORE_FAILED when the database cannot be opened, STORE_NEWER when a newer Signalbox has written it */
export async function createRuntime(options: RuntimeOptions = {}): Promise<Runtime> {
  const stores =
    options.stores ??
    (options.databaseFile === undefined
      ? openMemoryStores()
      : await openSqliteStores({ path: options.databaseFile }))
  if (options.isShared !== true) await stores.runs.closeInterrupted()
  const [english, chinese] = await Promise.all([loadShippedWeights('en'), loadShippedWeights('zh')])
  const readers = new Map([
    ['reader-en', english],
    ['reader-zh', chinese],
  ])
  const composed = createServices({
    stores,
    nodes: createNodeRegistry([...builtinNodes, ...(options.nodes ?? [])]),
    readers,
    backends: [
      ...[...readers].map(([id, weights]) => createReaderBackend(id, weights)),
      ...(options.backends ?? []),
    ],
    createId: () => randomUUID(),
  })
  return {
    services: composed.services,
    run: async (pipeline, inputs, runOptions = {}) => {
      const document =
        typeof pipeline === 'string'
          ? await findDocument(composed.services, pipeline, runOptions.revision)
          : parsePipeline(pipeline)
      return composed.compileCached(document).run(inputs, runOptions)
    },
    close: async () => {
      await composed.close()
      await stores.close()
    },
  }
}

async function findDocument(
  services: RuntimeServices,
  id: string,
  revision?: string,
): Promise<PipelineDocument> {
  const stored =
    revision === undefined
      ? await services.pipelines.get(id)
      : await services.pipelines.revision(id, revision)
  return stored.document
}
