/** Writes the events of one run in batches, in order, beside the run. */
import type { LargeValue, RunEnd, RunStore } from '../core/stores/stores.ts'
import type { TraceEvent } from '../core/trace/events.ts'
import type { Json } from '../core/values.ts'

const batchEvents = 100
/** What a killed process may lose of a run under way. */
const batchDelayMs = 200

export interface EventWriter {
  add(event: TraceEvent): void
  addValue(hash: string, value: Json): void
  /** Stores what there is: the summary of the run that has begun, and its events so far. */
  flush(): void
  /** Stores the end with what is left; resolves when everything is stored. @throws the first failure of the store */
  finish(end: Pick<RunEnd, 'summary' | 'measures'>): Promise<void>
}

/** A run that ends within the delay is stored in one step. */
export function createEventWriter(store: RunStore, begun: RunEnd['summary']): EventWriter {
  let isBegunStored = false
  let events: TraceEvent[] = []
  let values: LargeValue[] = []
  let timer: ReturnType<typeof setTimeout> | undefined
  const writes: Promise<void>[] = []

  const take = () => {
    clearTimeout(timer)
    timer = undefined
    const taken = { events, values }
    events = []
    values = []
    return taken
  }
  const flush = () => {
    if (!isBegunStored) track(store.putSummary(begun))
    isBegunStored = true
    const taken = take()
    if (taken.events.length + taken.values.length > 0)
      track(store.appendEvents(begun.id, taken.events, taken.values))
  }
  const track = (done: Promise<void>) => {
    // Failures are reported by `finish`; until then the rejection must count as handled.
    done.catch(() => undefined)
    writes.push(done)
  }
  timer = setTimeout(flush, batchDelayMs)
  return {
    add: (event) => {
      events.push(event)
      if (events.length >= batchEvents) flush()
      else timer ??= setTimeout(flush, batchDelayMs)
    },
    // The event that refers to it follows.
    addValue: (hash, value) => void values.push({ hash, value }),
    flush,
    finish: async (end) => {
      track(store.finish({ ...end, ...take() }))
      await Promise.all(writes)
    },
  }
}
