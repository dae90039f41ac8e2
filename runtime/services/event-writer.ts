/** Writes the events of one run in batches, in order, beside the run. */
import type { LargeValue, RunEnd, RunStore } from '../core/stores/stores.ts'
import type { TraceEvent } from '../core/trace/events.ts'
import type { Json } from '../core/values.ts'

const batchEvents = 100
/** What a killed process may lose of a run under way. */
const batchDelayMs = 200

/** A run that ends within the delay is stored in one step. */
export class EventWriter {
  readonly #store: RunStore
  readonly #begun: RunEnd['summary']
  #isBegunStored = false
  #events: TraceEvent[] = []
  #values: LargeValue[] = []
  #timer: ReturnType<typeof setTimeout> | undefined
  /** Resolves when what was given to the store so far is stored; undefined while that is nothing. */
  #written: Promise<unknown> | undefined

  constructor(store: RunStore, begun: RunEnd['summary']) {
    this.#store = store
    this.#begun = begun
    this.#startTimer()
  }

  add(event: TraceEvent): void {
    this.#events.push(event)
    if (this.#events.length >= batchEvents) this.flush()
    else if (this.#timer === undefined) this.#startTimer()
  }

  addValue(hash: string, value: Json): void {
    // The event that refers to it follows.
    this.#values.push({ hash, value })
  }

  /** Stores what there is: the summary of the run that has begun, and its events so far. */
  flush(): void {
    if (!this.#isBegunStored) this.#track(this.#store.putSummary(this.#begun))
    this.#isBegunStored = true
    const { events, values } = this.#take()
    if (events.length + values.length > 0)
      this.#track(this.#store.appendEvents(this.#begun.id, events, values))
  }

  /** Stores the end with what is left; resolves when everything is stored. @throws the first failure of the store */
  async finish({ summary, measures }: Pick<RunEnd, 'summary' | 'measures'>): Promise<void> {
    const { events, values } = this.#take()
    const finished = this.#store.finish({ summary, measures, events, values })
    await (this.#written === undefined ? finished : Promise.all([this.#written, finished]))
  }

  #startTimer(): void {
    this.#timer = setTimeout(() => this.flush(), batchDelayMs)
  }

  #take(): Pick<RunEnd, 'events' | 'values'> {
    clearTimeout(this.#timer)
    this.#timer = undefined
    const taken = { events: this.#events, values: this.#values }
    this.#events = []
    this.#values = []
    return taken
  }

  #track(done: Promise<void>): void {
    this.#written = this.#written === undefined ? done : Promise.all([this.#written, done])
    // Failures are reported by `finish`; until then the rejection must count as handled.
    this.#written.catch(() => undefined)
    done.catch(() => undefined)
  }
}
