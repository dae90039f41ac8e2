import { describe, expect, it } from 'vitest'
import { openMemoryStores } from '../storage/memory/open-stores.ts'
import type { RunSummary } from '../core/wire/runs.ts'
import { createRetention, defaultRetention } from './retention.ts'

const dayMs = 24 * 3_600_000
const now = Date.parse('2026-06-01T00:00:00.000Z')

const runOf = (id: string, ageDays: number): RunSummary => ({
  id,
  pipelineId: 'p',
  pipelineName: 'P',
  revision: 'r',
  status: 'succeeded',
  startedAt: new Date(now - ageDays * dayMs).toISOString(),
  wallMs: 1,
  ttftMs: null,
  question: '',
  answer: '',
  intent: null,
  confidence: null,
  adapter: null,
  abstained: null,
  decisions: [],
  error: null,
})

describe('retention', () => {
  it('removes in slices what is too old, and tells when something went', async () => {
    const store = openMemoryStores().runs
    for (let i = 0; i < 250; i += 1) await store.putSummary(runOf(`old-${i}`, 100))
    await store.putSummary(runOf('new', 1))
    const slices: number[] = []
    let pruned = 0
    const retention = createRetention({
      store: {
        ...store,
        prune: async (request) => {
          const result = await store.prune(request)
          slices.push(result.runs)
          return result
        },
      },
      limits: defaultRetention,
      onPruned: () => (pruned += 1),
      now: () => now,
    })
    expect(await retention.sweep()).toBe(250)
    expect(slices).toEqual([100, 100, 50])
    expect((await store.list({})).items.map(({ id }) => id)).toEqual(['new'])
    expect(await retention.sweep()).toBe(0)
    expect(pruned).toBe(1)
  })

  it('keeps the newest runs, and no more megabytes than it may', async () => {
    const store = openMemoryStores().runs
    for (let i = 0; i < 20; i += 1)
      await store.putSummary({ ...runOf(`r${i}`, i), answer: 'x'.repeat(1_000) })
    const sweep = (part: Partial<typeof defaultRetention>) =>
      createRetention({
        store,
        limits: { ...defaultRetention, ...part },
        onPruned: () => undefined,
        now: () => now,
      }).sweep()
    expect(await sweep({ keepRuns: 15 })).toBe(5)
    expect(await sweep({ keepMegabytes: 0.008 })).toBeGreaterThan(5)
    expect((await store.size()).bytes).toBeLessThanOrEqual(8_000)
    expect((await store.list({})).items[0]?.id).toBe('r0')
  })

  it('survives a store that fails, and stops in the middle of its work when it is closed', async () => {
    const store = openMemoryStores().runs
    let calls = 0
    const retention = createRetention({
      store: {
        ...store,
        prune: () => {
          calls += 1
          return calls === 1
            ? Promise.resolve({ runs: 100, values: 0, hasMore: true })
            : Promise.reject(new Error('disk full'))
        },
      },
      limits: defaultRetention,
      onPruned: () => undefined,
    })
    retention.start()
    await retention.close()
    expect(calls).toBeLessThanOrEqual(2)
  })
})
