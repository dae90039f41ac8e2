/**
 * What every storage driver must do. A driver's own test file calls this inside its test runner:
 * `describeStores('sqlite', () => openSqliteStores({ path }))`.
 */
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { sha256Hex } from '../core/document/content-hash.ts'
import type { RunFilter } from '../core/services/runs.ts'
import type { RowQuery, Stores } from '../core/stores/stores.ts'
import type { TraceEvent } from '../core/trace/events.ts'
import type { BankMeasure } from '../core/wire/bank-metrics.ts'
import type { RunSummary } from '../core/wire/runs.ts'
import { describePipelineStore } from './pipeline-store-conformance.ts'
import { describeExperimentStore } from './experiment-store-conformance.ts'

export const runOf = (id: string, startedAt: string, change: Partial<RunSummary> = {}): RunSummary => ({
  id,
  pipelineId: 'p',
  pipelineName: 'P',
  revision: 'r',
  status: 'running',
  startedAt,
  wallMs: null,
  question: `question of ${id}`,
  answer: '',
  intent: null,
  confidence: null,
  adapter: null,
  abstained: null,
  ttftMs: null,
  decisions: [],
  error: null,
  ...change,
})

const measureOf = (bank: string, adapter: string | null): BankMeasure => ({
  bank,
  pipeline: 'p',
  at: '2026-01-01T00:00:00.000Z',
  adapter,
  intent: 'refund',
  hasSucceeded: true,
  abstained: false,
  wallMs: 12.5,
  ttftMs: null,
})

const queued = (seq: number): TraceEvent => ({ type: 'node-queued', seq, at: seq, node: 'n' })

export function describeStores(name: string, open: () => Promise<Stores>): void {
  describe(`${name} stores`, () => {
    let stores: Stores
    beforeEach(async () => {
      stores = await open()
    })
    afterEach(() => stores.close())

    describePipelineStore(() => stores.pipelines)

    describe('runs', () => {
      it('counts those of every pipeline, without the cells of experiments', async () => {
        await stores.runs.putSummary(runOf('r1', '2026-01-01T00:00:00.000Z'))
        await stores.runs.putSummary(runOf('r2', '2026-01-03T00:00:00.000Z'))
        await stores.runs.putSummary(runOf('r3', '2026-01-02T00:00:00.000Z', { pipelineId: 'q' }))
        await stores.runs.putSummary(runOf('r4', '2026-01-04T00:00:00.000Z', { experiment: 'e' }))
        const counts = [...(await stores.runs.counts())].sort((a, b) => a.pipeline.localeCompare(b.pipeline))
        expect(counts).toEqual([
          { pipeline: 'p', runs: 2, lastAt: '2026-01-03T00:00:00.000Z' },
          { pipeline: 'q', runs: 1, lastAt: '2026-01-02T00:00:00.000Z' },
        ])
      })

      it('lists newest first, filters, and pages without gaps', async () => {
        for (let i = 0; i < 5; i += 1) {
          await stores.runs.putSummary(
            runOf(`r${i}`, `2026-01-0${i + 1}T00:00:00.000Z`, { intent: i % 2 ? 'refund' : null }),
          )
        }
        const first = await stores.runs.list({ limit: 2 })
        expect(first.items.map(({ id }) => id)).toEqual(['r4', 'r3'])
        expect(first.total).toBe(5)
        const second = await stores.runs.list({
          limit: 2,
          ...(first.next === undefined ? {} : { after: first.next }),
        })
        expect(second.items.map(({ id }) => id)).toEqual(['r2', 'r1'])
        expect((await stores.runs.list({ intent: 'refund' })).items.map(({ id }) => id)).toEqual(['r3', 'r1'])
        expect((await stores.runs.list({ search: 'OF R2' })).items.map(({ id }) => id)).toEqual(['r2'])
      })

      it('keeps events by seq and ignores a second copy', async () => {
        await stores.runs.putSummary(runOf('r', '2026-01-01T00:00:00.000Z'))
        await stores.runs.appendEvents('r', [queued(0), queued(1)], [])
        await stores.runs.appendEvents('r', [queued(1), queued(2)], [])
        expect((await stores.runs.events('r', 1)).map(({ seq }) => seq)).toEqual([1, 2])
      })

      it('marks runs that were under way as interrupted', async () => {
        await stores.runs.putSummary(runOf('a', '2026-01-01T00:00:00.000Z'))
        await stores.runs.putSummary(runOf('b', '2026-01-01T00:00:00.000Z', { status: 'succeeded' }))
        expect(await stores.runs.closeInterrupted()).toBe(1)
        expect((await stores.runs.get('a'))?.status).toBe('interrupted')
        expect((await stores.runs.get('b'))?.status).toBe('succeeded')
      })

      it('filters by revision, adapter or its name, duration and confidence', async () => {
        const put = (id: string, change: Partial<RunSummary>) =>
          stores.runs.putSummary(runOf(id, `2026-01-01T00:00:0${id}.000Z`, change))
        await put('1', { revision: 'abc1', wallMs: 10, confidence: 0.9, adapter: 'refunds@111111111111' })
        await put('2', { revision: 'abc2', wallMs: 20, confidence: 0.4, adapter: 'refunds@222222222222' })
        await put('3', { revision: 'x%_1', wallMs: 30, adapter: 'refunds-2@111111111111' })
        const found = async (filter: RunFilter) => {
          const { items, total } = await stores.runs.list(filter)
          expect(total).toBe(items.length)
          return items.map(({ id }) => id).join('')
        }
        expect(await found({ revision: 'abc' })).toBe('21')
        expect(await found({ revision: 'abc2' })).toBe('2')
        expect(await found({ revision: '%' })).toBe('')
        expect(await found({ adapter: 'refunds' })).toBe('21')
        expect(await found({ adapter: 'refunds@111111111111' })).toBe('1')
        expect(await found({ slowerThanMs: 10 })).toBe('32')
        expect(await found({ confidenceBelow: 0.9 })).toBe('2')
        expect(await found({ slowerThanMs: 10, confidenceBelow: 0.95 })).toBe('2')
      })

      it('stores the end of a run in one step, and what it told about each bank once', async () => {
        const first = runOf('r', '2026-01-01T00:00:00.000Z')
        await stores.runs.putSummary(first)
        await stores.runs.appendEvents('r', [queued(0)], [{ hash: 'h', value: { text: '很长' } }])
        const summary: RunSummary = { ...first, status: 'succeeded', scores: { intent: 1 } }
        await stores.runs.finish({
          summary,
          events: [queued(1)],
          values: [],
          measures: [measureOf('desk', 'a@1'), measureOf('other', null)],
        })
        expect(await stores.runs.get('r')).toEqual(summary)
        expect((await stores.runs.events('r', 0)).map(({ seq }) => seq)).toEqual([0, 1])
        const [row] = await stores.runs.measures('desk', 0, 10)
        expect(row?.measure).toEqual(measureOf('desk', 'a@1'))
        expect(await stores.runs.measures('desk', row?.id ?? 0, 10)).toEqual([])
        await stores.runs.addFeedback('r', { score: -1 }, '2026-01-01T00:00:01.000Z')
        await stores.runs.addFeedback('r', { label: 'x' }, '2026-01-01T00:00:02.000Z', { em: 0, f1: 0.5 })
        const changed = { feedback: -1, em: 0, f1: 0.5 }
        expect((await stores.runs.measures('desk', 0, 10)).map(({ measure }) => measure)).toEqual([
          { ...measureOf('desk', 'a@1'), ...changed },
        ])
        expect((await stores.runs.get('r'))?.scores).toEqual({ intent: 1, em: 0, f1: 0.5 })
        expect((await stores.runs.feedback('r')).map(({ feedback }) => feedback)).toEqual([
          { score: -1 },
          { label: 'x' },
        ])
      })

      it('stores a run that is whole at once', async () => {
        const summary = runOf('whole', '2026-01-01T00:00:00.000Z', { status: 'succeeded' })
        const values = [{ hash: 'h', value: { text: 'large' } }]
        await stores.runs.finish({ summary, events: [queued(0)], values, measures: [] })
        expect(await stores.runs.get('whole')).toEqual(summary)
        expect((await stores.runs.events('whole', 0)).map(({ seq }) => seq)).toEqual([0])
        expect(await stores.runs.value('h')).toEqual({ text: 'large' })
      })

      it('prunes by age, by number and by size, a slice at a time, never what runs', async () => {
        const day = (n: number) => `2026-01-0${n}T00:00:00.000Z`
        const idsOf = async () => (await stores.runs.list({})).items.map(({ id }) => id).join(' ')
        await stores.runs.putSummary(runOf('live', day(1)))
        for (let i = 1; i <= 6; i += 1)
          await stores.runs.putSummary(runOf(`r${i}`, day(i), { status: 'succeeded' }))
        const all = { before: day(1), keepRuns: 100, keepBytes: 1e9, limit: 10 }
        expect(await stores.runs.prune(all)).toEqual({ runs: 0, values: 0, hasMore: false })
        expect(await stores.runs.prune({ ...all, before: day(4), limit: 2 })).toMatchObject({
          runs: 2,
          hasMore: true,
        })
        expect(await stores.runs.prune({ ...all, before: day(4), limit: 2 })).toMatchObject({
          runs: 1,
          hasMore: false,
        })
        expect(await idsOf()).toBe('r6 r5 r4 live')
        expect((await stores.runs.prune({ ...all, keepRuns: 3 })).runs).toBe(1)
        expect(await idsOf()).toBe('r6 r5 live')
        const { bytes, runs, oldest } = await stores.runs.size()
        expect([runs, oldest]).toEqual([3, day(1)])
        expect((await stores.runs.prune({ ...all, keepBytes: bytes - 1 })).runs).toBe(1)
        expect(await idsOf()).toBe('r6 live')
        await stores.runs.prune({ ...all, keepRuns: 0, keepBytes: 0 })
        expect(await idsOf()).toBe('live')
      })

      it('removes with a run its trace, its measures, and the values that no other run uses', async () => {
        for (const [id, hashes] of [
          ['a', ['only', 'shared']],
          ['b', ['shared']],
        ] as const) {
          const summary = runOf(id, `2026-01-01T00:00:00.00${id === 'a' ? 1 : 2}Z`, { status: 'succeeded' })
          await stores.runs.putSummary(summary)
          const values = hashes.map((hash) => ({ hash, value: hash }))
          await stores.runs.finish({ summary, events: [], values, measures: [measureOf('desk', `${id}@1`)] })
        }
        const request = { before: '', keepRuns: 1, keepBytes: 1e9, limit: 10 }
        expect(await stores.runs.prune(request)).toEqual({ runs: 1, values: 1, hasMore: false })
        expect(await stores.runs.value('only')).toBeUndefined()
        expect(await stores.runs.value('shared')).toBe('shared')
        expect((await stores.runs.measures('desk', 0, 10)).map(({ measure }) => measure.adapter)).toEqual([
          'b@1',
        ])
      })
    })

    describe('collections', () => {
      it('guards a record by its generation', async () => {
        expect((await stores.collections.put('index', 'a', { n: 1 }, 0))?.generation).toBe(1)
        expect(await stores.collections.put('index', 'a', { n: 2 }, 0)).toBeUndefined()
        expect((await stores.collections.put('index', 'a', { n: 2 }, 1))?.generation).toBe(2)
        expect((await stores.collections.get('index', 'a'))?.value).toEqual({ n: 2 })
        expect(await stores.collections.get('bank', 'a')).toBeUndefined()
      })

      it('keeps rows in their order, replaces in place, pages, searches and counts', async () => {
        await stores.collections.put('index', 'a', {})
        await stores.collections.putRows('index', 'a', [
          { id: 'x', value: { title: 'Refunds 100%', kind: 'en' } },
          { id: 'y', value: { title: '退票', kind: 'zh' } },
          { id: 'z', value: { title: 'Luggage_', kind: 'en' } },
        ])
        await stores.collections.putRows('index', 'a', [
          { id: 'x', value: { title: 'Refund fee 100%', kind: 'en' } },
        ])
        const first = await stores.collections.rows('index', 'a', { limit: 2 })
        expect(first.items.map(({ id }) => id)).toEqual(['x', 'y'])
        expect(first.total).toBe(3)
        const rest = await stores.collections.rows('index', 'a', {
          limit: 2,
          ...(first.next === undefined ? {} : { after: first.next }),
        })
        expect(rest.items.map(({ id }) => id)).toEqual(['z'])
        expect(rest.next).toBeUndefined()
        const found = async (search: string) =>
          (await stores.collections.rows('index', 'a', { limit: 9, search })).items.map(({ id }) => id)
        expect(await found('refund')).toEqual(['x'])
        expect(await found('0%')).toEqual(['x'])
        expect(await found('退')).toEqual(['y'])
        expect(await found('title')).toEqual([])
        const english = await stores.collections.rows('index', 'a', {
          limit: 9,
          where: { field: 'kind', equals: 'en' },
        })
        expect(english.items.map(({ id }) => id)).toEqual(['x', 'z'])
        expect(await stores.collections.countRowsBy('index', 'a', 'kind')).toEqual({ en: 2, zh: 1 })
        expect(await stores.collections.removeRows('index', 'a', ['x', 'nope'])).toBe(1)
        expect(await stores.collections.countRows('index', 'a')).toBe(2)
      })

      it('finds what lies deep in a row', async () => {
        const { collections } = stores
        await collections.put('dataset', 'a', {})
        await collections.putRows('dataset', 'a', [
          { id: 'x', value: { inputs: { question: 'Fees \\ "late"' }, expected: { intent: 'fee' } } },
          { id: 'y', value: { inputs: { question: '晚点' }, expected: { answers: ['5 %'], intent: null } } },
          { id: 'z', value: { inputs: { question: 'Dogs' } } },
        ])
        const found = async (query: Omit<RowQuery, 'limit'>) =>
          (await collections.rows('dataset', 'a', { limit: 9, ...query })).items.map(({ id }) => id)
        expect(await found({ search: 'LATE"' })).toEqual(['x'])
        expect(await found({ search: '\\ "' })).toEqual(['x'])
        expect(await found({ search: '5 %' })).toEqual(['y'])
        expect(await found({ search: '晚' })).toEqual(['y'])
        expect(await found({ search: 'question' })).toEqual([])
        expect(await found({ where: { field: 'expected.intent', equals: 'fee' } })).toEqual(['x'])
        expect(await found({ where: { field: 'expected.intent', equals: null } })).toEqual(['y'])
        expect(await collections.countRowsBy('dataset', 'a', 'expected.intent')).toEqual({ fee: 1 })
      })

      it('removes a record with its rows', async () => {
        await stores.collections.put('index', 'a', {})
        await stores.collections.putRows('index', 'a', [{ id: 'x', value: 1 }])
        expect(await stores.collections.remove('index', 'a')).toBe(true)
        expect(await stores.collections.countRows('index', 'a')).toBe(0)
        expect(await stores.collections.remove('index', 'a')).toBe(false)
      })

      it('treats hostile names as names', async () => {
        const hostile = `x'); DROP TABLE records; --`
        await stores.collections.put('index', hostile, { ok: true })
        expect((await stores.collections.get('index', hostile))?.value).toEqual({ ok: true })
        expect(await stores.collections.countRowsBy('index', hostile, `a"') OR 1=1 --`)).toEqual({})
      })
    })

    describe('blobs', () => {
      it('names bytes by their SHA-256 and gives them back', async () => {
        const bytes = Uint8Array.from({ length: 100_000 }, (_, i) => i % 251)
        const hash = await stores.blobs.put(bytes)
        expect(hash).toBe(sha256Hex(bytes))
        expect(await stores.blobs.get(hash)).toEqual(bytes)
        expect(await stores.blobs.remove(hash)).toBe(true)
        expect(await stores.blobs.get(hash)).toBeUndefined()
      })
    })

    describeExperimentStore(() => stores)
  })
}
