/** Joins the pieces of a stream that follow one another into one line. Pure. */
import type { TraceEvent } from '../../runtime/core/trace/events.ts'

export interface EventLine {
  readonly first: TraceEvent
  /** How many events stand on the line. */
  readonly count: number
  /** The streamed text; empty for other events. */
  readonly text: string
}

export function joinDeltas(events: readonly TraceEvent[]): readonly EventLine[] {
  const lines: EventLine[] = []
  for (const event of events) {
    const last = lines.at(-1)
    if (event.type !== 'node-delta') {
      lines.push({ first: event, count: 1, text: '' })
    } else if (last !== undefined && isSameStream(last.first, event)) {
      lines[lines.length - 1] = { ...last, count: last.count + 1, text: last.text + event.delta }
    } else {
      lines.push({ first: event, count: 1, text: event.delta })
    }
  }
  return lines
}

function isSameStream(a: TraceEvent, b: TraceEvent & { type: 'node-delta' }): boolean {
  return a.type === 'node-delta' && a.node === b.node && a.port === b.port
}
