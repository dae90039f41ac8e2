/** Tells the streams of a run apart. Their pieces come interleaved where nodes run beside or inside one another. */
import type { TraceEvent } from '../../runtime/core/trace/events.ts'

/**
 * A reader of all events of a run in their order: for the piece of a stream it gives the stream's key, made of node, port and the
 * attempt that streams; undefined for other events.
 */
export function createStreamReader(): (event: TraceEvent) => string | undefined {
  const startedAt = new Map<string, number>()
  return (event) => {
    if (event.type === 'node-started') startedAt.set(event.node, event.seq)
    return event.type === 'node-delta'
      ? `${event.node} ${event.port} ${startedAt.get(event.node)}`
      : undefined
  }
}
