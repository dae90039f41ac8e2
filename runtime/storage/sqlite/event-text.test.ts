import { describe, expect, it } from 'vitest'
import type { Json } from '../../core/values.ts'
import type { TracedValue, TraceEvent } from '../../core/trace/events.ts'
import { readEventText, writeEvents } from './event-text.ts'

const documents: Json = [{ id: 'd1', text: '退票费是票价的百分之五。'.repeat(5) }]
const question = 'How do I claim a refund for a train that was cancelled on the day of travel?'

const started = (seq: number, node: string, inputs: Record<string, TracedValue>): TraceEvent => ({
  type: 'node-started',
  seq,
  at: seq,
  node,
  attempt: 1,
  inputs,
})
const finished = (seq: number, node: string, outputs: Record<string, TracedValue>): TraceEvent => ({
  type: 'node-finished',
  seq,
  at: seq,
  node,
  durationMs: 1,
  outputs,
})

const events: TraceEvent[] = [
  started(0, 'retriever', { query: { value: question } }),
  finished(1, 'retriever', { documents: { value: documents }, again: { value: documents } }),
  { type: 'node-queued', seq: 2, at: 2, node: 'reader' },
  started(3, 'reader', { documents: { value: documents }, question: { value: question } }),
  finished(4, 'reader', { answer: { value: 'x' }, large: { hash: 'h', bytes: 20_000, preview: '…' } }),
  // Looks like a reference, and is a value.
  finished(5, 'other', { out: { value: { same: [0, 'query'] } } }),
]

describe('events as text', () => {
  it('hold a value once, and give back the trace as it was', () => {
    const text = writeEvents(events)
    expect(text.split('退票费是').length - 1).toBe(5)
    expect(text.split(question).length - 1).toBe(1)
    expect(text).toContain('"documents":{"same":[1,"documents"]}')
    expect(readEventText(text)).toEqual(events)
  })

  it('leaves the events alone that it is given', () => {
    const before = structuredClone(events)
    writeEvents(events)
    expect(events).toEqual(before)
  })

  it('are read as they were written before values stood once', () => {
    expect(readEventText(JSON.stringify(events))).toEqual(events)
  })

  it('say so when a value is missing', () => {
    const torn = JSON.stringify([started(7, 'a', {})]).replace('{}', '{"in":{"same":[1,"out"]}}')
    expect(() => readEventText(torn)).toThrow('event 7')
  })
})
