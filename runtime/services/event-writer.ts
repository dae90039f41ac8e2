/** Writes the events of one run in batches, in order, beside the run. */
import type { LargeValue, RunEnd, RunStore } from '../core/stores/stores.ts'
import type { TraceEvent } from '../core/trace/events.ts'
import type { Json } from '../core/values.ts'

const batchEvents = 100
/** What a killed process may lose of a run under way. */
const batchDelayMs = 200

export interface EventWriter {
  /** Stores the summary of the run that begins. */
  begin(summary: RunEnd['summary']): void
  add(event: TraceEvent): void
  addValue(hash: string, value: Json): void
  /** Stores the end with what is left; resolves when everything is stored. @throws the first failure of the store */
  finish(end: Pick<RunEnd, 'summary' | 'measures'>): Promise<void>
}

export function createEventWriter(store: RunStore, runId: string): EventWriter {
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
  const write = () => {
    const taken = take()
    track(store.appendEvents(runId, taken.events, taken.values))
  }
  const track = (done: Promise<void>) => {
    // Failures are reported by `finish`; until then the rejection must count as handled.
    done.catch(() => undefined)
    writes.push(done)
  }
  return {
    begin: (summary) => track(store.putSummary(summary)),
    add: (event) => {
      events.push(event)
      if (events.length >= batchEvents) write()
      else timer ??= setTimeout(write, batchDelayMs)
    },
    // The event that refers to it follows.
    addValue: (hash, value) => void values.push({ hash, value }),
    finish: async (end) => {
      track(store.finish({ ...end, ...take() }))
      await Promise.all(writes)
    },
  }
}
