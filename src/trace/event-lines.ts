/** Joins the pieces of a stream into one line, which stands where the first of them came. Pure. */
import type { TraceEvent } from '../../runtime/core/trace/events.ts'
import { createStreamReader } from '../runs/stream-key.ts'

export interface EventLine {
  readonly first: TraceEvent
  /** How many events stand on the line. */
  readonly count: number
  /** The streamed text; empty for other events. */
  readonly text: string
}

export function joinDeltas(events: readonly TraceEvent[]): readonly EventLine[] {
  const lines = new Map<string | number, EventLine>()
  const readStream = createStreamReader()
  for (const event of events) {
    const key = readStream(event) ?? event.seq
    const { first = event, count = 0, text = '' } = lines.get(key) ?? {}
    const delta = event.type === 'node-delta' ? event.delta : ''
    lines.set(key, { first, count: count + 1, text: text + delta })
  }
  return [...lines.values()]
}
