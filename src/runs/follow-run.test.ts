import { describe, expect, it } from 'vitest'
import { failure } from '../../runtime/core/errors/failure.ts'
import type { TraceEvent } from '../../runtime/core/trace/events.ts'
import { followRun } from './follow-run.ts'

const timing = {
  wallMs: 1,
  parts: { node: 1, queue: 0, engine: 0, load: 0 },
  offPathMs: 0,
  criticalPath: [],
  nodes: [],
}
const all: readonly TraceEvent[] = [
  {
    type: 'run-started',
    runId: 'r1',
    startedAt: '2026-01-01T00:00:00.000Z',
    pipeline: { id: 'p', name: 'P' },
    pins: { revision: 'r', indexes: {}, intents: {}, banks: {} },
    inputs: {},
    seq: 0,
    at: 0,
  },
  { type: 'node-queued', node: 'a', seq: 1, at: 1 },
  { type: 'node-started', node: 'a', attempt: 1, inputs: {}, seq: 2, at: 2 },
  { type: 'run-finished', status: 'succeeded', outputs: {}, timing, seq: 3, at: 3 },
]

/** The events from `from` to `to`, and then a broken connection or a plain end. */
async function* part(from: number, to: number, end: 'breaks' | 'ends'): AsyncGenerator<TraceEvent, void> {
  yield* all.slice(from, to)
  if (end === 'breaks') throw failure('STREAM_BROKEN', { reason: 'gone' })
}

async function readAll(events: AsyncIterable<TraceEvent>): Promise<number[]> {
  const seen: number[] = []
  for await (const { seq } of events) seen.push(seq)
  return seen
}

const { signal } = new AbortController()
const quick = [0, 0, 0]

describe('following a run', () => {
  it('fetches what a broken connection kept back, each event once', async () => {
    const asked: number[] = []
    const told: string[] = []
    const resume = (_runId: string, fromSeq: number) => {
      asked.push(fromSeq)
      // A server may repeat what was seen already.
      return asked.length === 1 ? part(1, 3, 'breaks') : part(fromSeq, 4, 'ends')
    }
    const events = followRun(part(0, 2, 'breaks'), {
      signal,
      resume,
      onConnection: (connection) => told.push(connection),
      delaysMs: quick,
    })
    expect(await readAll(events)).toEqual([0, 1, 2, 3])
    expect(asked).toEqual([2, 3])
    expect(told).toEqual(['lost', 'live', 'lost', 'live'])
  })

  it('goes on when a stream ends before its run', async () => {
    const resume = (_runId: string, fromSeq: number) => part(fromSeq, 4, 'ends')
    expect(await readAll(followRun(part(0, 2, 'ends'), { signal, resume, delaysMs: quick }))).toEqual([
      0, 1, 2, 3,
    ])
  })

  it('gives up after its patience with the reason of the last attempt', async () => {
    let attempts = 0
    const resume = () => {
      attempts += 1
      throw failure('SERVER_UNREACHABLE', { url: 'here' })
    }
    const reading = readAll(followRun(part(0, 2, 'breaks'), { signal, resume, delaysMs: quick }))
    await expect(reading).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' })
    expect(attempts).toBe(3)
  })

  it('says that a run was interrupted when the server has no more of it', async () => {
    const resume = (_runId: string, fromSeq: number) => part(fromSeq, 3, 'ends')
    const reading = readAll(followRun(part(0, 2, 'breaks'), { signal, resume, delaysMs: quick }))
    await expect(reading).rejects.toMatchObject({ code: 'RUN_INTERRUPTED' })
  })

  it('does not try again what was refused', async () => {
    async function* refused(): AsyncGenerator<TraceEvent, void> {
      yield* all.slice(0, 1)
      throw failure('UNAUTHORIZED', {})
    }
    const resume = () => part(0, 4, 'ends')
    await expect(readAll(followRun(refused(), { signal, resume, delaysMs: quick }))).rejects.toMatchObject({
      code: 'UNAUTHORIZED',
    })
  })

  it('stops waiting when its signal says so', async () => {
    const controller = new AbortController()
    const reading = readAll(
      followRun(part(0, 2, 'breaks'), {
        signal: controller.signal,
        resume: () => part(0, 4, 'ends'),
        onConnection: () => controller.abort(),
        delaysMs: [60_000],
      }),
    )
    expect(await reading).toEqual([0, 1])
  })
})
