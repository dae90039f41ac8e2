/** The events of a run, as they happen, for one reader. */
import type { TraceEvent } from '../core/trace/events.ts'

/** What is behind a stream: started when the reader first asks, cancelled when the reader leaves. */
export interface EventSource {
  start(onEvent: (event: TraceEvent) => void): Promise<unknown>
  cancel(): void
}

const end: IteratorReturnResult<undefined> = { done: true, value: undefined }

/** An iterator written out: an async generator costs several turns of the microtask queue for each event. */
export class EventStream implements AsyncIterableIterator<TraceEvent, undefined> {
  readonly #source: EventSource
  #events: TraceEvent[] = []
  #next = 0
  #isStarted = false
  #isOver = false
  /** Readers that wait, in order. */
  #waiting: ((result: IteratorResult<TraceEvent, undefined>) => void)[] = []

  constructor(source: EventSource) {
    this.#source = source
  }

  [Symbol.asyncIterator](): this {
    return this
  }

  next(): Promise<IteratorResult<TraceEvent, undefined>> {
    if (!this.#isStarted) this.#start()
    const value = this.#events[this.#next]
    if (value !== undefined) {
      this.#next += 1
      return Promise.resolve({ done: false, value })
    }
    if (this.#isOver) return Promise.resolve(end)
    return new Promise((resolve) => this.#waiting.push(resolve))
  }

  /** Leaving the loop cancels the run. */
  return(): Promise<IteratorResult<TraceEvent, undefined>> {
    if (this.#isStarted && !this.#isOver) this.#source.cancel()
    this.#isStarted = true
    this.#close()
    return Promise.resolve(end)
  }

  #start(): void {
    this.#isStarted = true
    const started = this.#source.start((event) => {
      if (!this.#isOver) this.#push(event)
    })
    // A run never rejects; whatever its source does, the reader is let go.
    started.then(
      () => this.#finish(),
      () => this.#finish(),
    )
  }

  #push(event: TraceEvent): void {
    const reader = this.#waiting.shift()
    if (reader !== undefined) return reader({ done: false, value: event })
    if (this.#next === this.#events.length) {
      this.#events = []
      this.#next = 0
    }
    this.#events.push(event)
  }

  #finish(): void {
    this.#isOver = true
    for (const reader of this.#waiting.splice(0)) reader(end)
  }

  #close(): void {
    this.#events = []
    this.#next = 0
    this.#finish()
  }
}
