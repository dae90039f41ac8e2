/** The events of one run and the clock that stamps them. */
import type { TracedValue, TraceEvent } from '../core/trace/events.ts'
import type { OnLargeValue } from '../core/trace/traced-value.ts'
import { traceValue } from '../core/trace/traced-value.ts'
import type { NodeOutputs } from './node-cache.ts'

export type TracedRecord = Record<string, TracedValue>

export class RunTrace {
  readonly events: TraceEvent[] = []
  readonly #clock: () => number
  readonly #startedAt: number
  readonly #onLargeValue: OnLargeValue | undefined
  readonly #onBrokenListener: (error: unknown) => void
  #onEvent: ((event: TraceEvent) => void) | undefined
  #isClosed = false
  #stamp = 0
  #isStampStale = false

  /** `onBrokenListener` hears, in a microtask, what `onEvent` threw; `onEvent` is not called again. */
  constructor(
    clock: () => number,
    {
      onEvent,
      onLargeValue,
    }: { onEvent?: ((event: TraceEvent) => void) | undefined; onLargeValue?: OnLargeValue | undefined },
    onBrokenListener: (error: unknown) => void,
  ) {
    this.#clock = clock
    this.#startedAt = clock()
    this.#onEvent = onEvent
    this.#onLargeValue = onLargeValue
    this.#onBrokenListener = onBrokenListener
  }

  /** The `seq` of the next event. */
  get seq(): number {
    return this.events.length
  }

  /** Milliseconds since the run started. One reading serves all that the engine does until other code has run. */
  now(): number {
    if (this.#isStampStale) {
      this.#stamp = this.#clock() - this.#startedAt
      this.#isStampStale = false
    }
    return this.#stamp
  }

  /** Other code has run: the time has moved on. */
  touchClock(): void {
    this.#isStampStale = true
  }

  /** Its `seq` must be that of the trace. Nothing is recorded after the run's end. */
  record(event: TraceEvent): void {
    if (this.#isClosed) return
    this.events.push(event)
    if (this.#onEvent !== undefined) this.#tell(this.#onEvent, event)
  }

  close(): void {
    this.#isClosed = true
  }

  /** @throws TypeError for a large value that contains itself */
  traceAll(values: NodeOutputs): TracedRecord {
    const traced: TracedRecord = {}
    for (const name in values) {
      const value = values[name]
      if (value !== undefined) traced[name] = traceValue(value, this.#onLargeValue)
    }
    return traced
  }

  #tell(onEvent: (event: TraceEvent) => void, event: TraceEvent): void {
    try {
      onEvent(event)
    } catch (error) {
      // A listener that throws must not leave the run half done.
      this.#onEvent = undefined
      queueMicrotask(() => this.#onBrokenListener(error))
    }
  }
}
