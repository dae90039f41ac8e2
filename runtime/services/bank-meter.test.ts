import { describe, expect, it } from 'vitest'
import type { RunStore } from '../core/stores/stores.ts'
import type { BankMeasure } from '../core/wire/bank-metrics.ts'
import type { RunSummary } from '../core/wire/runs.ts'
import { scoreMeanInterval } from '../evaluation/stats/mean-interval.ts'
import { wilsonInterval } from '../evaluation/stats/wilson.ts'
import { openMemoryStores } from '../storage/memory/open-stores.ts'
import { createBankMeter } from './bank-meter.ts'

const hour = '2026-01-01T10'

async function addRun(store: RunStore, id: string, change: Partial<BankMeasure> = {}): Promise<void> {
  const measure: BankMeasure = {
    bank: 'desk',
    pipeline: 'p',
    at: `${hour}:30:00.000Z`,
    adapter: 'refunds@1',
    intent: 'refund',
    hasSucceeded: true,
    abstained: false,
    wallMs: 100,
    ttftMs: 20,
    ...change,
  }
  const summary: RunSummary = {
    id,
    pipelineId: measure.pipeline,
    pipelineName: 'P',
    revision: 'r',
    status: 'succeeded',
    startedAt: measure.at,
    wallMs: measure.wallMs,
    ttftMs: measure.ttftMs,
    question: '',
    answer: '',
    intent: measure.intent,
    confidence: null,
    adapter: measure.adapter,
    abstained: null,
    decisions: [],
    error: null,
  }
  await store.putSummary(summary)
  await store.finish({ summary, events: [], values: [], measures: [measure] })
}

describe('bank meter', () => {
  it('counts each run once, however often and from how many places it is asked', async () => {
    const store = openMemoryStores().runs
    const meter = createBankMeter(store)
    for (let i = 0; i < 4; i += 1) await addRun(store, `a${i}`)
    const counts = async () => (await meter.measure('desk', {})).total.n
    expect(await Promise.all([counts(), counts(), counts()])).toEqual([4, 4, 4])
    await addRun(store, 'a4')
    expect(await Promise.all([counts(), counts()])).toEqual([5, 5])
    // Another process opens the same data.
    expect((await createBankMeter(store).measure('desk', {})).total.n).toBe(5)
    expect((await meter.measure('other', {})).groups).toEqual([])
  })

  it('says nothing about fewer than five, and gives intervals from then on', async () => {
    const store = openMemoryStores().runs
    const meter = createBankMeter(store)
    for (let i = 0; i < 4; i += 1) await addRun(store, `r${i}`, { em: 1, f1: 0.5 })
    const none = { value: null, low: null, high: null }
    expect((await meter.measure('desk', {})).total).toMatchObject({
      n: 4,
      latencyMs: { n: 4, p50: null, p95: null, p99: null },
      em: { n: 4, ...none },
      feedback: { n: 0, ...none },
    })
    await addRun(store, 'r4', { em: 0, f1: 0.5, abstained: true, wallMs: 500 })
    const { total } = await meter.measure('desk', {})
    expect(Math.abs((total.latencyMs.p50 ?? 0) - 100)).toBeLessThan(1)
    expect(Math.abs((total.latencyMs.p99 ?? 0) - 500)).toBeLessThan(5)
    expect(total.em).toEqual({ n: 5, value: 0.8, ...wilsonInterval(4, 5) })
    expect(total.f1).toEqual({ n: 5, value: 0.5, ...scoreMeanInterval([0.5, 0.5, 0.5, 0.5, 0.5]) })
    expect(total.abstained).toEqual({ n: 5, value: 0.2, ...wilsonInterval(1, 5) })
  })

  it('gives graded scores the interval that experiments give them, merged from hours and adapters', async () => {
    const store = openMemoryStores().runs
    const meter = createBankMeter(store)
    const scores = [1, 1, 0.667, 1, 0, 0.4, 1, 0.8, 1, 0.5, 1, 0]
    for (const [i, f1] of scores.entries())
      await addRun(store, `r${i}`, {
        f1,
        at: `2026-01-01T1${i % 3}:00:00.000Z`,
        adapter: i % 2 === 0 ? 'refunds@1' : null,
      })
    const { f1 } = (await meter.measure('desk', {})).total
    const interval = scoreMeanInterval(scores)
    expect(f1).toEqual({
      n: 12,
      value: expect.closeTo(0.69725, 12),
      low: expect.closeTo(interval?.low ?? NaN, 12),
      high: expect.closeTo(interval?.high ?? NaN, 12),
    })
    // By hand: s² = 0.151000, Wilson's formula at n = 16.7756 and z = 1.959964.
    expect(f1.low).toBeCloseTo(0.458799, 6)
    expect(f1.high).toBeCloseTo(0.862196, 6)
    // What takes it for a share is wider.
    const share = wilsonInterval(8.367, 12)
    expect((f1.high ?? 1) - (f1.low ?? 0)).toBeLessThan(share.high - share.low)
  })

  it('keeps adapters and intents apart, and failed runs out of the figures', async () => {
    const store = openMemoryStores().runs
    const meter = createBankMeter(store)
    for (let i = 0; i < 6; i += 1) await addRun(store, `a${i}`)
    for (let i = 0; i < 2; i += 1) await addRun(store, `b${i}`, { adapter: null, intent: null })
    await addRun(store, 'f', { hasSucceeded: false, wallMs: 9_000 })
    const { groups, total } = await meter.measure('desk', {})
    expect(groups.map(({ adapter, intent, n, failed }) => ({ adapter, intent, n, failed }))).toEqual([
      { adapter: 'refunds@1', intent: 'refund', n: 6, failed: 1 },
      { adapter: null, intent: null, n: 2, failed: 0 },
    ])
    expect([total.n, total.failed]).toEqual([8, 1])
    await addRun(store, 'c', { intent: 'timetable' })
    // Over all intents of a version; too few of one intent may be enough together.
    const { adapters } = await meter.measure('desk', {})
    expect(adapters.map(({ adapter, n, failed }) => ({ adapter, n, failed }))).toEqual([
      { adapter: 'refunds@1', n: 7, failed: 1 },
      { adapter: null, n: 2, failed: 0 },
    ])
    expect(adapters[0]?.latencyMs.n).toBe(7)
    expect(total.latencyMs.p99).toBeLessThan(101)
  })

  it('narrows by pipeline and by time, to the hour', async () => {
    const store = openMemoryStores().runs
    const meter = createBankMeter(store)
    await addRun(store, 'a')
    await addRun(store, 'b', { pipeline: 'q' })
    await addRun(store, 'c', { at: '2026-01-01T11:30:00.000Z' })
    const count = async (filter: { since?: string; pipeline?: string }) =>
      (await meter.measure('desk', filter)).total.n
    expect(await count({ pipeline: 'q' })).toBe(1)
    expect(await count({ since: '2026-01-01T10:59:00.000Z' })).toBe(3)
    expect(await count({ since: '2026-01-01T12:10:00+01:00' })).toBe(1)
    expect((await meter.measure('desk', { since: '2026-01-01T11:59:00Z' })).since).toBe(
      '2026-01-01T11:00:00.000Z',
    )
  })

  it('makes its sums anew after it was told to forget', async () => {
    const store = openMemoryStores().runs
    const meter = createBankMeter(store)
    for (let i = 0; i < 5; i += 1) await addRun(store, `r${i}`)
    await meter.measure('desk', {})
    for (let i = 0; i < 5; i += 1) await store.addFeedback(`r${i}`, { score: i === 0 ? 1 : -1 }, '')
    await store.addFeedback('r1', { score: 1 }, '')
    meter.forget()
    expect((await meter.measure('desk', {})).total.feedback).toMatchObject({
      n: 5,
      value: expect.closeTo(-0.2),
    })
    await store.prune({ before: '', keepRuns: 1, keepBytes: 1e9, limit: 10 })
    meter.forget()
    expect((await meter.measure('desk', {})).total.n).toBe(1)
  })
})
