/** SQLite stores: typed calls in front, the database in a thread of its own behind. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { FailureData } from '../../core/errors/failure.ts'
import { Failure, failure } from '../../core/errors/failure.ts'
import type { BlobStore, CollectionStore, PipelineStore, RunStore, Stores } from '../../core/stores/stores.ts'
import type { StoreCall, StoreName, StoreReply } from './executor.ts'
import { openExecutor } from './executor.ts'

interface Channel {
  send(call: StoreCall): void
  close(): Promise<void>
}

type Receive = (replies: readonly StoreReply[]) => void
type Lost = (reason: string) => void

export interface SqliteOptions {
  /** A file, created when missing; or `:memory:`. */
  readonly path: string
  /** Runs the database in the calling thread: for tests. */
  readonly inThisThread?: boolean
}

/** Opens the stores; resolves when the schema is current. @throws STORE_FAILED */
export async function openSqliteStores(options: SqliteOptions): Promise<Stores> {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: unknown) => void }>()
  let nextId = 0
  const receive: Receive = (replies) => {
    for (const { id, value, failure: failed } of replies) {
      const caller = waiting.get(id)
      waiting.delete(id)
      if (failed === undefined) caller?.resolve(value)
      else caller?.reject(reviveFailure(failed))
    }
  }
  const lose: Lost = (reason) => {
    for (const caller of waiting.values())
      caller.reject(failure('STORE_FAILED', { operation: 'any', reason }))
    waiting.clear()
  }
  const channel =
    options.inThisThread === true
      ? inlineChannel(options.path, receive)
      : await threadChannel(options.path, receive, lose)
  const storeOf = <Store extends object>(store: StoreName): Store =>
    // One proxy serves every method of the interface; the executor has a table method for each of them.
    new Proxy({} as Store, {
      get: (_target, method) =>
        typeof method !== 'string' || method === 'then'
          ? undefined
          : (...args: unknown[]) =>
              new Promise((resolve, reject) => {
                const id = nextId++
                waiting.set(id, { resolve, reject })
                channel.send({ id, store, method, args })
              }),
    })
  return {
    pipelines: storeOf<PipelineStore>('pipelines'),
    runs: storeOf<RunStore>('runs'),
    collections: storeOf<CollectionStore>('collections'),
    blobs: storeOf<BlobStore>('blobs'),
    close: () => channel.close(),
  }
}

function reviveFailure(data: FailureData): Failure {
  return new Failure(data.code, data.params, data)
}

function inlineChannel(path: string, receive: Receive): Channel {
  const executor = openExecutor(path)
  return {
    send: (call) => receive(executor.execute([structuredClone(call)])),
    close: () => {
      executor.close()
      return Promise.resolve()
    },
  }
}

async function threadChannel(path: string, receive: Receive, lose: Lost): Promise<Channel> {
  const file = fileURLToPath(new URL('./database-thread.js', import.meta.url))
  // Threads cannot load TypeScript: a program that runs from sources takes the built thread.
  const built = existsSync(file)
    ? file
    : fileURLToPath(new URL('../../../dist/runtime/storage/sqlite/database-thread.js', import.meta.url))
  const worker = new Worker(built, { workerData: { path } })
  let isClosing = false
  await new Promise<void>((resolve, reject) => {
    worker.once('error', reject)
    worker.once('message', () => {
      worker.off('error', reject)
      resolve()
    })
  }).catch((error: unknown) => {
    throw failure('STORE_FAILED', {
      operation: 'open',
      reason: error instanceof Error ? error.message : String(error),
    })
  })
  worker.on('message', (message: StoreReply[] | 'closed') => {
    if (message !== 'closed') receive(message)
  })
  worker.on('error', (error) => lose(error.message))
  worker.on('exit', () => {
    if (!isClosing) lose('the database thread has ended')
  })
  return {
    send: (call) => worker.postMessage(call),
    close: async () => {
      isClosing = true
      const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
      worker.postMessage('close')
      await ended
    },
  }
}
