/** SQLite stores: typed calls in front, the database in a thread of its own behind. */
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import type { FailureData } from '../../core/errors/failure.ts'
import { Failure, failure } from '../../core/errors/failure.ts'
import type { BlobStore, CollectionStore, PipelineStore, Stores } from '../../core/stores/stores.ts'
import type { EncodedRunStore } from './encoded-runs.ts'
import { encodeRuns } from './encoded-runs.ts'
import type { EncodedExperimentStore } from './encoded-cells.ts'
import { encodeExperiments } from './encoded-cells.ts'
import { rememberRecords, rememberVersions } from './remember-reads.ts'
import type { ThreadMessage } from './database-thread.ts'
import type { Executor, StoreCall, StoreName, StoreReply } from './executor.ts'
import { openExecutor, storeFailure } from './executor.ts'

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
  /** Other processes may write to the file too: then every answer is read from it. */
  readonly isShared?: boolean
}

/** Opens the stores; resolves when the schema is current. @throws STORE_FAILED or STORE_NEWER */
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
  let lost: Failure | undefined
  const lose: Lost = (reason) => {
    lost ??= failure('STORE_FAILED', { operation: 'any', reason })
    for (const caller of waiting.values()) caller.reject(lost)
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
                if (lost !== undefined) {
                  reject(lost)
                  return
                }
                const id = nextId++
                waiting.set(id, { resolve, reject })
                channel.send({ id, store, method, args })
              }),
    })
  const pipelines = storeOf<PipelineStore>('pipelines')
  const collections = storeOf<CollectionStore>('collections')
  return {
    pipelines: options.isShared === true ? pipelines : rememberVersions(pipelines),
    runs: encodeRuns(storeOf<EncodedRunStore>('runs')),
    collections: options.isShared === true ? collections : rememberRecords(collections),
    blobs: storeOf<BlobStore>('blobs'),
    experiments: encodeExperiments(storeOf<EncodedExperimentStore>('experiments')),
    close: () => channel.close(),
  }
}

function reviveFailure(data: FailureData): Failure {
  return new Failure(data.code, data.params, data)
}

function inlineChannel(path: string, receive: Receive): Channel {
  const executor = openHere(path)
  return {
    send: (call) => receive(executor.execute([structuredClone(call)])),
    close: () => {
      executor.close()
      return Promise.resolve()
    },
  }
}

function openHere(path: string): Executor {
  try {
    return openExecutor(path)
  } catch (error) {
    throw reviveFailure(storeFailure('open', error))
  }
}

/** So many are worth waking the other thread for before the turn of the event loop is over. */
const enoughCalls = 8

async function threadChannel(path: string, receive: Receive, lose: Lost): Promise<Channel> {
  const worker = new Worker(threadFile(), { workerData: { path } })
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()))
  let waiting: StoreCall[] = []
  let isScheduled = false
  let isAway = false
  const post = () => {
    isAway = true
    worker.postMessage(waiting)
    waiting = []
  }
  const postScheduled = () => {
    isScheduled = false
    if (!isAway && waiting.length > 0) post()
  }
  // Waking the other thread costs more than most calls: what is asked for in one turn of the event loop crosses together,
  // and while a batch is away the next one gathers. In a long turn both threads are to work: enough calls go at once.
  const schedule = () => {
    if (isAway || waiting.length === 0) return
    if (waiting.length >= enoughCalls) post()
    else if (!isScheduled) {
      isScheduled = true
      setImmediate(postScheduled)
    }
  }
  const take: Receive = (replies) => {
    isAway = false
    receive(replies)
    schedule()
  }
  await new Promise<void>((resolve, reject) => {
    worker.on('error', (error) => {
      reject(failure('STORE_FAILED', { operation: 'open', reason: error.message }))
      lose(error.message)
    })
    worker.on('message', (message: ThreadMessage) => {
      if ('replies' in message) take(message.replies)
      else if ('opened' in message && message.opened) resolve()
      else if ('opened' in message) reject(reviveFailure(message.failure))
    })
    worker.once('exit', () => {
      lose('the database thread has ended')
      reject(failure('STORE_FAILED', { operation: 'open', reason: 'the database thread has ended' }))
    })
  })
  return {
    send: (call) => {
      waiting.push(call)
      schedule()
    },
    close: async () => {
      post()
      worker.postMessage('close')
      await ended
    },
  }
}

/** Threads cannot load TypeScript: a program that runs from sources takes the built thread. */
function threadFile(): string {
  const beside = fileURLToPath(new URL('./database-thread.js', import.meta.url))
  return existsSync(beside)
    ? beside
    : fileURLToPath(new URL('../../../dist/runtime/storage/sqlite/database-thread.js', import.meta.url))
}
