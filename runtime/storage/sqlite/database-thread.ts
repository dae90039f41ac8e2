/** The thread that owns the database, so that a slow disk never stalls a stream. */
import type { MessagePort } from 'node:worker_threads'
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import type { FailureData } from '../../core/errors/failure.ts'
import type { Executor, StoreCall, StoreReply } from './executor.ts'
import { openExecutor, storeFailure } from './executor.ts'

/** What the thread says: once how opening went, then the replies of each batch, at last that it has closed. */
export type ThreadMessage =
  | { readonly opened: true }
  | { readonly opened: false; readonly failure: FailureData }
  | { readonly replies: readonly StoreReply[] }
  | { readonly closed: true }

function serve(executor: Executor, port: MessagePort): void {
  let pending: StoreCall[] = []
  let isScheduled = false
  const say = (message: ThreadMessage) => port.postMessage(message)
  const flush = () => {
    isScheduled = false
    const calls = pending
    pending = []
    if (calls.length > 0) say({ replies: executor.execute(calls) })
  }
  port.on('message', (message: readonly StoreCall[] | 'close') => {
    if (message === 'close') {
      flush()
      executor.close()
      say({ closed: true })
      port.close()
      return
    }
    pending.push(...message)
    if (isScheduled) return
    isScheduled = true
    // All messages that have arrived by then share one transaction.
    setImmediate(flush)
  })
  say({ opened: true })
}

function open(port: MessagePort): void {
  let executor: Executor
  try {
    executor = openExecutor(z.object({ path: z.string() }).parse(workerData).path)
  } catch (error) {
    // An error that crosses threads as it is loses its code.
    port.postMessage({ opened: false, failure: storeFailure('open', error) } satisfies ThreadMessage)
    port.close()
    return
  }
  serve(executor, port)
}

if (parentPort !== null) open(parentPort)
