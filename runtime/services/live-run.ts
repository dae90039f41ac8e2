/** A run under way: what has happened so far, who follows it, and how it is stored. */
import type { PipelineDocument } from '../core/document/document.ts'
import type { EndedRun, RunOutcome } from '../core/services/runs.ts'
import type { RunStore } from '../core/stores/stores.ts'
import type { TraceEvent } from '../core/trace/events.ts'
import type { Json } from '../core/values.ts'
import type { RunSummary } from '../core/wire/runs.ts'
import type { Broadcast } from './broadcast.ts'
import { createBroadcast } from './broadcast.ts'
import { EventWriter } from './event-writer.ts'
import { readOutcome } from './run-outcome.ts'
import { measureRun, summariseRun } from './run-summary.ts'

/** A run that is stored. */
export interface FinishedRun {
  readonly summary: RunSummary
  readonly outcome: RunOutcome
}

export class LiveRun {
  /** As it began. */
  readonly first: RunSummary
  readonly document: PipelineDocument
  readonly events: TraceEvent[] = []
  readonly #writer: EventWriter
  /** Made for the first one who follows. */
  #broadcast: Broadcast<TraceEvent> | undefined
  #isOver = false

  constructor(store: RunStore, first: RunSummary, document: PipelineDocument) {
    this.first = first
    this.document = document
    this.#writer = new EventWriter(store, first)
  }

  add(event: TraceEvent): void {
    this.events.push(event)
    this.#writer.add(event)
    this.#broadcast?.publish(event)
  }

  addValue(hash: string, value: Json): void {
    this.#writer.addValue(hash, value)
  }

  /** Stores what there is so far: from then on it is there for others. */
  flush(): void {
    this.#writer.flush()
  }

  /** @throws the store's failure; the run's own is in the summary */
  async carryOut(ended: Promise<unknown>, onEnd: (run: EndedRun) => void): Promise<FinishedRun> {
    try {
      await ended
      const { events, document } = this
      const read = readOutcome(events)
      const summary = summariseRun(this.first, read)
      onEnd({ summary, events, document })
      await this.#writer.finish({ summary, measures: measureRun(summary, read) })
      return { summary, outcome: read.outcome }
    } finally {
      this.#isOver = true
      this.#broadcast?.close()
    }
  }

  /** The events from `fromSeq` on and then those that follow. */
  async *follow(fromSeq: number, signal?: AbortSignal): AsyncGenerator<TraceEvent, void> {
    const following = this.#openBroadcast().subscribe(signal)
    const soFar = this.events.slice(fromSeq)
    let next = fromSeq + soFar.length
    yield* soFar
    for await (const event of following) {
      if (event.seq < next) continue
      next = event.seq + 1
      yield event
    }
  }

  #openBroadcast(): Broadcast<TraceEvent> {
    this.#broadcast ??= createBroadcast()
    if (this.#isOver) this.#broadcast.close()
    return this.#broadcast
  }
}
