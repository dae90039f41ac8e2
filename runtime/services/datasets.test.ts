import { beforeEach, describe, expect, it } from 'vitest'
import type { DatasetService } from '../core/services/datasets.ts'
import type { RuntimeServices } from '../core/services/runtime-services.ts'
import type { Stores } from '../core/stores/stores.ts'
import type { DatasetRow } from '../core/wire/datasets.ts'
import { openMemoryStores } from '../storage/memory/open-stores.ts'
import { composeTestServices } from '../testing/compose-test-services.ts'
import { echoPipeline } from '../testing/pipelines.ts'

let stores: Stores
let services: RuntimeServices
let datasets: DatasetService
beforeEach(async () => {
  stores = openMemoryStores()
  services = composeTestServices({ stores }).services
  datasets = services.datasets
  await datasets.create({ id: 'desk', name: 'Desk' })
})

const row = (id: string, question: string, change: Partial<DatasetRow> = {}): DatasetRow => ({
  id,
  inputs: { question },
  ...change,
})
const many = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => row(`r${from + i}`, `Question ${from + i}`))
const idsOf = async (id: string) => {
  const ids: string[] = []
  for await (const batch of datasets.read(id)) ids.push(...batch.map((one) => one.id))
  return ids
}

describe('figures', () => {
  it('count rows, labels, languages and fields', async () => {
    const summary = await datasets.putRows('desk', [
      row('a', 'How much?', { expected: { answers: ['£5'], intent: 'fee' } }),
      row('b', '多少钱？', { expected: { answers: [], documentIds: ['fees'] } }),
      { id: 'c', inputs: { question: '?', extra: 1 }, expected: { intent: null, documentIds: [] } },
    ])
    expect(summary).toMatchObject({
      rows: 3,
      labelled: { answers: 2, intent: 2, documents: 1 },
      languages: { en: 1, zh: 1 },
      fields: { question: 3, extra: 1 },
    })
    expect(await datasets.intents('desk')).toEqual({ fee: 1 })
    expect(await datasets.list()).toEqual([summary])
  })

  it('are those of a fresh count after any changes', async () => {
    await datasets.putRows('desk', many(450))
    await datasets.putRows('desk', [row('r3', '改了', { tags: { source: 'x' } }), row('new', 'New')])
    await datasets.putRows('desk', many(300, 250))
    await datasets.removeRows('desk', ['r0', 'r1', 'r449', 'missing'])
    const kept = await datasets.get('desk')
    expect(kept).toMatchObject({ rows: 548, languages: { en: 547, zh: 1 } })
    await datasets.create({ id: 'copy', name: 'Copy' })
    const all: DatasetRow[] = []
    for await (const batch of datasets.read('desk')) all.push(...batch)
    const copy = await datasets.putRows('copy', all)
    expect({ ...copy, id: 'desk', name: 'Desk', updatedAt: '' }).toEqual({ ...kept, updatedAt: '' })
  })

  it('are counted anew when a write was cut short', async () => {
    const before = await datasets.putRows('desk', many(3))
    const stored = await stores.collections.get('dataset', 'desk')
    await stores.collections.put('dataset', 'desk', { ...(stored?.value as object), figures: null })
    await stores.collections.putRows('dataset', 'desk', [
      { id: 'late', value: { id: 'late', inputs: { question: 'Late' } } },
    ])
    const after = await datasets.get('desk')
    expect(after.rows).toBe(4)
    expect(after.version).not.toBe(before.version)
    expect((await datasets.removeRows('desk', ['late'])).version).toBe(before.version)
  })

  it('stay whole when many write at once', async () => {
    await Promise.all(Array.from({ length: 20 }, (_, i) => datasets.putRows('desk', many(10, i * 5))))
    const { rows, version } = await datasets.get('desk')
    expect(rows).toBe(105)
    await datasets.create({ id: 'copy', name: 'Copy' })
    expect((await datasets.putRows('copy', many(105))).version).toBe(version)
  })
})

describe('the version', () => {
  it('is that of the content: names do not matter, rows do, also the smallest change', async () => {
    const first = await datasets.putRows('desk', many(3))
    const described = await datasets.describe('desk', { name: 'Other', description: 'New' })
    expect(described).toMatchObject({ name: 'Other', description: 'New', version: first.version })
    const changed = await datasets.putRows('desk', [row('r1', 'Question 1 ')])
    expect(changed.version).not.toBe(first.version)
    expect((await datasets.putRows('desk', [row('r1', 'Question 1')])).version).toBe(first.version)
  })

  it('comes back when a removal is undone', async () => {
    const { version } = await datasets.putRows('desk', many(3))
    const removed = await datasets.removeRows('desk', ['r1'])
    expect(removed.version).not.toBe(version)
    expect((await datasets.putRows('desk', [row('r1', 'Question 1')])).version).toBe(version)
  })

  it('of an empty dataset is that of every empty dataset', async () => {
    const { version } = await datasets.get('desk')
    expect((await datasets.create({ name: 'Empty' })).version).toBe(version)
    expect(version).toMatch(/^[0-9a-f]{64}$/)
  })
})

describe('rows', () => {
  it('are read in order in batches, paged, searched and filtered by intent', async () => {
    await datasets.putRows('desk', many(2_500))
    expect(await idsOf('desk')).toEqual(many(2_500).map(({ id }) => id))
    await datasets.putRows('desk', [row('oos', 'Weather?', { expected: { intent: null } })])
    expect((await datasets.rows('desk', { search: 'weather' })).items.map(({ id }) => id)).toEqual(['oos'])
    expect((await datasets.rows('desk', { intent: null })).total).toBe(1)
    const page = await datasets.rows('desk', { limit: 2 })
    expect(page).toMatchObject({ total: 2_501, items: [{ id: 'r0' }, { id: 'r1' }] })
  })

  it('are refused when one stands twice or is too large, and nothing is written', async () => {
    await expect(datasets.putRows('desk', [...many(2), row('r1', 'Again')])).rejects.toMatchObject({
      code: 'DATASET_ROW_REPEATED',
      params: { row: 'r1', first: 2, second: 3 },
    })
    await expect(
      datasets.putRows('desk', [row('ok', 'Fine'), row('big', '长'.repeat(400_000))]),
    ).rejects.toMatchObject({ code: 'DATASET_ROW_TOO_LARGE', params: { row: 'big', limit: 262_144 } })
    expect((await datasets.get('desk')).rows).toBe(0)
  })

  it('that are not there cannot be removed', async () => {
    await expect(datasets.removeRows('desk', ['x'])).rejects.toMatchObject({ code: 'DATASET_ROW_NOT_FOUND' })
  })
})

describe('an import in parts', () => {
  const send = (part: number, of: number, id = 'i') =>
    datasets.putPart('desk', many(10, part * 10), { id, part, of })

  it('is written with its last part', async () => {
    expect(await send(0, 3)).toMatchObject({ rows: 0 })
    expect(await send(1, 3)).toMatchObject({ rows: 0 })
    expect(await send(2, 3)).toMatchObject({ rows: 30 })
    expect(await send(0, 1)).toMatchObject({ rows: 30 })
  })

  it('is not written when a part is missing, repeated or faulty; sent again it is', async () => {
    await send(0, 3)
    await expect(send(2, 3)).rejects.toMatchObject({ code: 'DATASET_PART_MISSING', params: { expected: 2 } })
    await expect(send(2, 3)).rejects.toMatchObject({ code: 'DATASET_PART_MISSING', params: { expected: 1 } })
    await send(0, 2)
    await expect(datasets.putPart('desk', many(1), { id: 'i', part: 1, of: 2 })).rejects.toMatchObject({
      code: 'DATASET_ROW_REPEATED',
    })
    expect((await datasets.get('desk')).rows).toBe(0)
    await send(0, 2)
    expect(await send(1, 2)).toMatchObject({ rows: 20 })
  })

  it('holds so many rows and no more, and gives way to others', async () => {
    await expect(datasets.putPart('desk', many(200_001), { id: 'i', part: 0, of: 2 })).rejects.toMatchObject({
      code: 'DATASET_IMPORT_TOO_LARGE',
    })
    for (const id of ['a', 'b', 'c', 'd', 'e']) await send(0, 2, id)
    await expect(send(1, 2, 'a')).rejects.toMatchObject({ code: 'DATASET_PART_MISSING' })
    expect(await send(1, 2, 'e')).toMatchObject({ rows: 20 })
  })
})

describe('a removed dataset', () => {
  it('is gone, and comes back as it was', async () => {
    const before = await datasets.putRows('desk', many(3))
    await datasets.remove('desk')
    expect(await datasets.list()).toEqual([])
    for (const use of [
      datasets.get('desk'),
      datasets.putRows('desk', many(1)),
      datasets.rows('desk', {}),
      idsOf('desk'),
      datasets.remove('desk'),
    ])
      await expect(use).rejects.toMatchObject({ code: 'DATASET_NOT_FOUND' })
    expect(await datasets.restore('desk')).toEqual(before)
  })

  it('makes room for another of its id', async () => {
    await datasets.putRows('desk', many(3))
    await expect(datasets.create({ id: 'desk', name: 'New' })).rejects.toMatchObject({
      code: 'RESOURCE_EXISTS',
    })
    await datasets.remove('desk')
    expect(await datasets.create({ id: 'desk', name: 'New' })).toMatchObject({ rows: 0, name: 'New' })
    expect(await idsOf('desk')).toEqual([])
  })
})

describe('a run', () => {
  const run = async (question: string) => {
    const { runId, finished } = await services.runs.start('echo', { inputs: { question } })
    await finished
    return runId
  }
  beforeEach(() => services.pipelines.create(echoPipeline))

  it('becomes a row with its whole request and what it answered; a second time replaces it', async () => {
    const question = 'why? '.repeat(1_900)
    const runId = await run(question)
    await datasets.addRun('desk', runId)
    expect((await datasets.addRun('desk', runId)).rows).toBe(1)
    expect((await datasets.rows('desk', {})).items).toEqual([
      {
        id: `run-${runId}`,
        inputs: { question },
        expected: { answers: [`You asked: ${question}`] },
        tags: { source: 'run' },
        runId,
      },
    ])
  })

  it('whose answer is too long for a label is not labelled', async () => {
    // The question is longer than what a trace holds inline.
    const question = 'why? '.repeat(3_900)
    await datasets.addRun('desk', await run(question))
    expect((await datasets.rows('desk', {})).items).toMatchObject([{ inputs: { question } }])
    expect(await datasets.get('desk')).toMatchObject({ rows: 1, labelled: { answers: 0 } })
  })

  it('carries the label that is given instead', async () => {
    const runId = await run('why?')
    await datasets.addRun('desk', runId, { answers: [], intent: null })
    expect((await datasets.rows('desk', {})).items).toMatchObject([
      { expected: { answers: [], intent: null } },
    ])
  })

  it('comes with others, all or none of them', async () => {
    const [first, second] = [await run('why?'), await run('how?')]
    await expect(datasets.addRuns('desk', [first, 'nope'])).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' })
    expect((await datasets.get('desk')).rows).toBe(0)
    await datasets.addRuns('desk', [first, second], {})
    const { items } = await datasets.rows('desk', {})
    expect(items.map(({ runId, expected }) => [runId, expected])).toEqual([
      [first, {}],
      [second, {}],
    ])
  })

  it('that is not there, or not over, is refused', async () => {
    await expect(datasets.addRun('desk', 'nope')).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' })
    const { runId, finished } = await services.runs.start('echo', { inputs: { question: 'x' } })
    await expect(datasets.addRun('desk', runId)).rejects.toMatchObject({ code: 'RUN_NOT_FINISHED' })
    await finished
    await expect(datasets.addRun('nowhere', runId)).rejects.toMatchObject({ code: 'DATASET_NOT_FOUND' })
  })
})
