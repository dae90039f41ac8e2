/** The thread that owns the database, so that a slow disk never stalls a stream. */
import { parentPort, workerData } from 'node:worker_threads'
import { z } from 'zod'
import type { StoreCall } from './executor.ts'
import { openExecutor } from './executor.ts'

const { path } = z.object({ path: z.string() }).parse(workerData)
const executor = openExecutor(path)
const port = parentPort
if (port === null) throw new Error('The database thread was started without a parent.')

let pending: StoreCall[] = []
let isScheduled = false

function flush(): void {
  isScheduled = false
  const calls = pending
  pending = []
  if (calls.length > 0) port?.postMessage(executor.execute(calls))
}

port.on('message', (message: StoreCall | 'close') => {
  if (message === 'close') {
    flush()
    executor.close()
    port.postMessage('closed')
    port.close()
    return
  }
  pending.push(message)
  if (!isScheduled) {
    isScheduled = true
    // All messages that have arrived by then share one transaction.
    setImmediate(flush)
  }
})
port.postMessage('ready')
