/**
 * Events as text. What one node gives the next one takes: in a text a value stands once, and where it comes again there is the
 * place where it stood, `{"same":[seq,port]}`. Texts that repeat their values, as they were written once, are read as well.
 */
import type { TracedValue, TracedValues, TraceEvent } from '../../core/trace/events.ts'

/** A text shorter than that is not worth a reference. */
const shortestText = 64

type Place = readonly [seq: number, port: string]
type WrittenValue = TracedValue | { readonly same: Place }

/**
 * Events as one JSON array in which a value that came before is a reference to its place; {@link readEventText} undoes it. Values
 * count as the same by identity (texts by what they say), as the engine hands them on.
 *
 * @param events of one run, in the order of `seq`, which tells them apart
 */
export function writeEvents(events: readonly TraceEvent[]): string {
  const places = new Map<unknown, Place>()
  const write = (seq: number, values: TracedValues): Readonly<Record<string, WrittenValue>> => {
    let written: Record<string, WrittenValue> | undefined
    for (const port in values) {
      const traced = values[port]
      if (traced === undefined || !('value' in traced) || !isWorthReferring(traced.value)) continue
      const same = places.get(traced.value)
      if (same === undefined) places.set(traced.value, [seq, port])
      else (written ??= { ...values })[port] = { same }
    }
    return written ?? values
  }
  return JSON.stringify(
    events.map((event) => {
      if ('inputs' in event) {
        const inputs = write(event.seq, event.inputs)
        return inputs === event.inputs ? event : { ...event, inputs }
      }
      if (!('outputs' in event)) return event
      const outputs = write(event.seq, event.outputs)
      return outputs === event.outputs ? event : { ...event, outputs }
    }),
  )
}

const isWorthReferring = (value: unknown): boolean =>
  typeof value === 'string' ? value.length >= shortestText : typeof value === 'object' && value !== null

/** The events that `writeEvents` was given. */
export function readEventText(text: string): TraceEvent[] {
  // Written by this store from typed events; not parsed again for speed.
  const events = JSON.parse(text) as TraceEvent[]
  const values = new Map<string, TracedValue>()
  for (const event of events) {
    const ports = portsOf(event)
    for (const [port, written] of Object.entries(ports)) {
      const traced = 'same' in written ? values.get(keyOf(written.same)) : written
      if (traced === undefined) throw new Error(`event ${event.seq} refers to a value that is not there`)
      ports[port] = traced
      values.set(keyOf([event.seq, port]), traced)
    }
  }
  return events
}

const keyOf = ([seq, port]: Place): string => `${seq} ${port}`

/** The inputs or outputs of an event that was just parsed: nobody else has them yet. */
function portsOf(event: TraceEvent): Record<string, WrittenValue> {
  if ('inputs' in event) return event.inputs
  return 'outputs' in event ? event.outputs : {}
}
