/** Writes the events of one run in batches, in order, beside the run. */
import type { RunStore } from '../core/stores/stores.ts'
import type { TraceEvent } from '../core/trace/events.ts'
import type { Json } from '../core/values.ts'

const batchEvents = 100
const batchDelayMs = 50

export interface EventWriter {
  add(event: TraceEvent): void
  addValue(hash: string, value: Json): void
  /** Resolves when everything added so far is stored. @throws the first failure of the store */
  flush(): Promise<void>
}

export function createEventWriter(store: RunStore, runId: string): EventWriter {
  let pending: TraceEvent[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const writes: Promise<void>[] = []

  const write = () => {
    clearTimeout(timer)
    timer = undefined
    if (pending.length === 0) return
    const batch = pending
    pending = []
    track(store.appendEvents(runId, batch))
  }
  const track = (done: Promise<void>) => {
    // Failures are reported by `flush`; until then the rejection must count as handled.
    done.catch(() => undefined)
    writes.push(done)
  }
  return {
    add: (event) => {
      pending.push(event)
      if (pending.length >= batchEvents) write()
      else timer ??= setTimeout(write, batchDelayMs)
    },
    addValue: (hash, value) => track(store.putValue(hash, value)),
    flush: async () => {
      write()
      await Promise.all(writes)
    },
  }
}
