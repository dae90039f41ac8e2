import { describe, expect, it } from 'vitest'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { failure } from '../../runtime/core/errors/failure.ts'
import type { TraceEvent, TraceEventBody } from '../../runtime/core/trace/events.ts'
import type { Runner } from './runner.ts'
import { createRunStore } from './run-store.ts'

const document: PipelineDocument = {
  ...emptyPipeline('desk', 'Desk'),
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
        if (attempt === 1) throw failure('SERVER_UNREACHABLE', { url: 'here' })
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

  it('asks a server to end the run and shows its last events', async () => {
    const asked: string[] = []
    let end: () => void = () => undefined
    const ended = new Promise<void>((resolve) => {
      end = resolve
    })
    const store = createRunStore({
      ...runnerOf(async function* () {
        yield eventsOf('r4')[0] as TraceEvent
        await ended
        yield { type: 'run-finished', status: 'cancelled', outputs: {}, timing, seq: 1, at: 1 }
      }),
      cancel: async (runId) => {
        asked.push(runId)
        end()
      },
    })
    const running = store.getState().start(document, { question: 'slow' })
    await expect.poll(() => store.getState().view.status).toBe('running')
    store.getState().cancel()
    await running
    expect(asked).toEqual(['r4'])
    expect(store.getState().view).toMatchObject({ status: 'cancelled', timing })
  })

  it('keeps what had arrived when the connection is lost for good', async () => {
    const store = createRunStore(
      runnerOf(async function* () {
        const delta: TraceEventBody = { type: 'node-delta', node: 'a', port: 'answer', delta: 'half an ' }
        const started: TraceEventBody = { type: 'node-started', node: 'a', attempt: 1, inputs: {} }
        yield* eventsOf('r5', [started, delta]).slice(0, 3)
        throw failure('STREAM_BROKEN', { reason: 'gone' })
      }),
    )
    await store.getState().start(document, { question: 'lost?' })
    const [turn] = store.getState().turns
    expect(turn?.failure?.code).toBe('STREAM_BROKEN')
    expect(turn?.view).toMatchObject({
      status: 'interrupted',
      nodes: { a: { state: 'failed', streamed: { answer: 'half an ' } } },
    })
    expect(store.getState()).toMatchObject({ isRunning: false, view: turn?.view })
  })

  it('leaves an earlier run on the canvas while another goes on', async () => {
    let go: () => void = () => undefined
    const gate = new Promise<void>((resolve) => {
      go = resolve
    })
    const store = createRunStore(
      runnerOf(async function* () {
        const [first, ...rest] = eventsOf('r6')
        yield first as TraceEvent
        await gate
        yield* rest
      }),
    )
    const running = store.getState().start(document, { question: 'new' })
    await expect.poll(() => store.getState().view.runId).toBe('r6')
    await store.getState().show('old')
    go()
    await running
    expect(store.getState().view.runId).toBe('old')
    expect(store.getState().turns[0]?.view).toMatchObject({ runId: 'r6', status: 'succeeded' })
    await store.getState().show('r6')
    expect(store.getState().view).toBe(store.getState().turns[0]?.view)
  })

  it('shows a stored run without an end as interrupted', async () => {
    const store = createRunStore({
      ...runnerOf(async function* () {}),
      trace: async function* (runId) {
        yield* eventsOf(runId).slice(0, 1)
      },
    })
    await store.getState().show('broken')
    expect(store.getState().view).toMatchObject({ status: 'interrupted', error: { code: 'RUN_INTERRUPTED' } })
  })

  it('shows an earlier run from its stored trace', async () => {
    const store = createRunStore(runnerOf(async function* () {}))
    await store.getState().show('old')
    expect(store.getState().view).toMatchObject({ runId: 'old', status: 'succeeded' })
  })
})
