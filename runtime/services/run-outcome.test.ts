import { describe, expect, it } from 'vitest'
import type { DecisionRecord } from '../core/trace/decision.ts'
import type { TraceEvent } from '../core/trace/events.ts'
import { foldTrace } from '../core/trace/run-view.ts'
import { readOutcome } from './run-outcome.ts'

const decision: DecisionRecord = {
  node: 'each#0/bank',
  kind: 'bank',
  outcome: 'adapter',
  intent: 'refund',
  confidence: 0.9,
  margin: null,
  runnerUp: null,
  threshold: null,
  marginThreshold: null,
  abstained: false,
  reason: 'cleared',
  rule: null,
  port: 'answer',
  bank: 'desk',
  alias: 'a',
  adapter: 'a@1',
  model: null,
}
const finished = (node: string, kept: object = {}) =>
  ({ type: 'node-finished', node, outputs: {}, durationMs: 1, ...kept }) as const
const timing = {
  wallMs: 9,
  parts: { node: 9, queue: 0, engine: 0, load: 0 },
  offPathMs: 0,
  criticalPath: [],
  nodes: [],
}

const events = [
  {
    type: 'run-started',
    runId: 'r',
    startedAt: '2026-01-01T00:00:00.000Z',
    pipeline: { id: 'p', name: 'P' },
    pins: { revision: 'v', indexes: {}, intents: {}, banks: {} },
    inputs: {},
  },
  { type: 'sub-run-started', node: 'each#0', inputs: {} },
  finished('each#0/held', { pinned: true }),
  finished('each#0/reused', { fromCache: true }),
  // Tried again: what was inside is forgotten.
  { type: 'sub-run-started', node: 'each#0', inputs: {} },
  { type: 'node-delta', node: 'each#0/bank', port: 'answer', delta: 'inside' },
  { type: 'decision', node: 'each#0/bank', decision },
  { type: 'node-delta', node: 'bank', port: 'answer', delta: 'outside' },
  finished('each#1/held', { pinned: true }),
  finished('each#2/held', { pinned: true }),
  finished('kept', { fromCache: true }),
  {
    type: 'run-finished',
    status: 'failed',
    outputs: { answer: { value: 'x' } },
    timing,
    error: { code: 'X', params: {}, message: '' },
    scores: { em: 1 },
  },
].map((event, seq) => ({ ...event, seq, at: seq }) as TraceEvent)

describe('the outcome of a run', () => {
  it('is what the folded trace has', () => {
    const { outcome, startedAt, ttftMs, pinned, isReused } = readOutcome(events)
    const view = foldTrace(events)
    expect(view).toMatchObject({ ...outcome, startedAt })
    expect(outcome.decisions).toEqual(view.decisions)
    expect(ttftMs).toBe(7)
    expect(pinned).toEqual(['each/held'])
    const paths = ['kept', 'kept#4/inner', 'each#0/reused', 'each#1/held', 'other']
    expect(paths.filter(isReused)).toEqual(['kept', 'kept#4/inner'])
  })

  it('of a trace without an end is that the run was interrupted', () => {
    const { outcome } = readOutcome(events.slice(0, -1))
    expect(outcome).toEqual({ status: 'interrupted', outputs: {}, decisions: [decision] })
    expect(readOutcome([]).startedAt).toBeUndefined()
  })

  it('forgets what a sub-run held that was tried again', () => {
    const once = readOutcome(events.slice(0, 4))
    expect([once.pinned, once.isReused('each#0/reused')]).toEqual([['each/held'], true])
    expect(readOutcome(events.slice(0, 5)).pinned).toEqual([])
  })
})
