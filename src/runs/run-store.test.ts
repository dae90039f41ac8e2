import { describe, expect, it } from 'vitest'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { failure } from '../../runtime/core/errors/failure.ts'
import type { TraceEvent, TraceEventBody } from '../../runtime/core/trace/events.ts'
import type { Runner } from './runner.ts'
import { createRunStore } from './run-store.ts'

const document: PipelineDocument = {
  format: 'signalbox/pipeline',
  version: 1,
  id: 'desk',
  name: 'Desk',
  description: '',
  nodes: [],
  edges: [],
  notes: [],
  groups: [],
}

const timing = {
  wallMs: 3,
  parts: { node: 3, queue: 0, engine: 0, load: 0 },
  offPathMs: 0,
  criticalPath: [],
  nodes: [],
}
const pins = { revision: 'r', indexes: {}, intents: {}, banks: {} }

function eventsOf(runId: string, bodies: readonly TraceEventBody[] = []): TraceEvent[] {
  const all: TraceEventBody[] = [
    {
      type: 'run-started',
      runId,
      startedAt: '2026-01-01T00:00:00.000Z',
      pipeline: { id: 'desk', name: 'Desk' },
      pins,
      inputs: {},
    },
    ...bodies,
    { type: 'run-finished', status: 'succeeded', outputs: { answer: { value: 'yes' } }, timing },
  ]
  return all.map((body, seq) => ({ ...body, seq, at: seq }) as TraceEvent)
}

function runnerOf(run: Runner['run']): Runner {
  return {
    run,
    history: () => Promise.resolve({ items: [], total: 0 }),
    trace: async function* (runId) {
      yield* eventsOf(runId)
    },
    value: () => Promise.resolve(null),
  }
}

describe('run store', () => {
  it('folds the events of a run into the view and the conversation', async () => {
    const store = createRunStore(
      runnerOf(async function* () {
        yield* eventsOf('r1', [{ type: 'node-queued', node: 'a' }])
      }),
    )
    await store.getState().start(document, { question: 'Refund?' })
    const { view, turns, isRunning } = store.getState()
    expect(view.status).toBe('succeeded')
    expect(view.nodes['a']?.state).toBe('queued')
    expect(turns).toMatchObject([{ question: 'Refund?', failure: null }])
    expect(turns[0]?.view).toBe(view)
    expect(isRunning).toBe(false)
  })

  it('says what failed outside the run and stays usable', async () => {
    let attempt = 0
    const store = createRunStore(
      runnerOf(async function* () {
        attempt += 1
        if (attempt === 1) throw failure('SERVER_UNREACHABLE', { url: 'here', reason: 'gone' })
        yield* eventsOf('r2')
      }),
    )
    await store.getState().start(document, { question: 'one' })
    expect(store.getState().failure?.code).toBe('SERVER_UNREACHABLE')
    await store.getState().start(document, { question: 'two' })
    expect(store.getState()).toMatchObject({ failure: null, view: { runId: 'r2', status: 'succeeded' } })
    expect(store.getState().turns.map(({ failure: failed }) => failed?.code)).toEqual([
      'SERVER_UNREACHABLE',
      undefined,
    ])
  })

  it('cancels by aborting the signal and shows the run as cancelled', async () => {
    let seen: AbortSignal | undefined
    const store = createRunStore(
      runnerOf(async function* (_request, signal) {
        seen = signal
        yield eventsOf('r3')[0] as TraceEvent
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
      }),
    )
    const running = store.getState().start(document, { question: 'slow' })
    await expect.poll(() => store.getState().view.status).toBe('running')
    store.getState().cancel()
    await running
    expect(seen?.aborted).toBe(true)
    expect(store.getState()).toMatchObject({ isRunning: false, view: { status: 'cancelled' } })
  })

  it('shows an earlier run from its stored trace', async () => {
    const store = createRunStore(runnerOf(async function* () {}))
    await store.getState().show('old')
    expect(store.getState().view).toMatchObject({ runId: 'old', status: 'succeeded' })
  })
})
