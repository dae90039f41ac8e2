import { expect, it } from 'vitest'
import type { TraceEvent } from '../../runtime/core/trace/events.ts'
import { emptyRunView, reduceTrace } from '../../runtime/core/trace/run-view.ts'
import { listSteps } from './replay.ts'

const stream: readonly TraceEvent[] = [
  { type: 'node-queued', seq: 0, at: 0, node: 'a' },
  { type: 'node-started', seq: 1, at: 1, node: 'a', attempt: 1, inputs: {} },
  { type: 'node-delta', seq: 2, at: 2, node: 'a', port: 'text', delta: 'on' },
  { type: 'node-delta', seq: 3, at: 3, node: 'a', port: 'text', delta: 'ce' },
  { type: 'node-finished', seq: 4, at: 4, node: 'a', outputs: { text: { value: 'once' } }, durationMs: 3 },
]

it('stands at each event with the run as it was then, a stream being one step', () => {
  const steps = listSteps(stream)
  expect(steps.map(({ event }) => event.type)).toEqual([
    'node-queued',
    'node-started',
    'node-delta',
    'node-finished',
  ])
  expect(steps.map(({ view }) => view.nodes['a']?.state)).toEqual([
    'queued',
    'running',
    'running',
    'finished',
  ])
  expect(steps[2]?.view.nodes['a']?.streamed).toEqual({ text: 'once' })
  expect(steps.at(-1)?.view).toEqual(stream.reduce(reduceTrace, emptyRunView))
})

it('keeps each stream one step, though those inside a node and beside it come in between', () => {
  const delta = (seq: number, node: string, text: string): TraceEvent => ({
    type: 'node-delta',
    seq,
    at: seq,
    node,
    port: 'text',
    delta: text,
  })
  const started = (seq: number, node: string, attempt = 1): TraceEvent => ({
    type: 'node-started',
    seq,
    at: seq,
    node,
    attempt,
    inputs: {},
  })
  const steps = listSteps([
    started(0, 's'),
    started(1, 's/r'),
    delta(2, 's/r', 'so '),
    delta(3, 's', 'so '),
    started(4, 'beside'),
    delta(5, 's/r', 'far'),
    delta(6, 's', 'far'),
    // Tried again, it streams anew.
    started(7, 's/r', 2),
    delta(8, 's/r', 'again'),
  ])
  expect(steps.map(({ event }) => event.seq)).toEqual([0, 1, 4, 5, 6, 7, 8])
  expect(steps[2]?.view.nodes['s']?.streamed).toEqual({ text: 'so ' })
  expect(steps[4]?.view.nodes['s']?.streamed).toEqual({ text: 'so far' })
})

it('refuses a trace with events missing', () => {
  expect(() => listSteps(stream.slice(2))).toThrow(expect.objectContaining({ code: 'RUN_EVENT_GAP' }))
})
