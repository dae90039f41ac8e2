import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { echoPipeline } from '../testing/pipelines.ts'
import type { TestServer } from '../testing/start-test-server.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await server.client.pipelines.create(echoPipeline)
})
afterAll(() => server.close())

let made = 0
const create = async () => (await server.client.datasets.create({ name: `Desk ${(made += 1)}` })).id
const send = async (method: string, path: string, body: unknown) => {
  const response = await fetch(`${server.address}/api/datasets${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  const json = (await response.json()) as { error?: { code: string; path?: string; params: object } }
  return { status: response.status, error: json.error }
}

describe('datasets over HTTP', () => {
  it('are created, filled, read by pages, searched, renamed, removed and restored', async () => {
    const { datasets } = server.client
    const id = await create()
    await datasets.putRows(id, [
      { id: 'a', inputs: { question: 'How much?' }, expected: { answers: ['£5'], intent: 'fee' } },
      { id: 'b', inputs: { question: '多少钱？' }, expected: { intent: null } },
      { id: 'c', inputs: { question: 'When?' } },
    ])
    const first = await datasets.rows(id, { limit: 2 })
    expect(first).toMatchObject({ total: 3, items: [{ id: 'a' }, { id: 'b' }] })
    const rest = await datasets.rows(id, first.next === undefined ? {} : { after: first.next })
    expect(rest.items).toEqual([{ id: 'c', inputs: { question: 'When?' } }])
    expect((await datasets.rows(id, { search: '£5' })).items).toMatchObject([{ id: 'a' }])
    expect((await datasets.rows(id, { intent: 'fee' })).items).toMatchObject([{ id: 'a' }])
    expect((await datasets.rows(id, { intent: null })).items).toMatchObject([{ id: 'b' }])
    expect(await datasets.intents(id)).toEqual({ fee: 1 })
    expect(await datasets.describe(id, { name: 'Fees' })).toMatchObject({ name: 'Fees', rows: 3 })
    expect(await datasets.removeRows(id, ['a', 'b'])).toMatchObject({ rows: 1 })
    await datasets.remove(id)
    await expect(datasets.get(id)).rejects.toMatchObject({ code: 'DATASET_NOT_FOUND' })
    expect(await datasets.restore(id)).toMatchObject({ name: 'Fees', rows: 1 })
    expect((await datasets.list()).map((one) => one.id)).toContain(id)
  })

  it('take many rows in parts that are written together', async () => {
    const { datasets } = server.client
    const id = await create()
    const rows = Array.from({ length: 2_500 }, (_, i) => ({ id: `r${i}`, inputs: { question: `Q ${i}` } }))
    const shares: number[] = []
    await datasets.importRows(id, rows, 'import-1', (share) => shares.push(Number(share.toFixed(2))))
    expect(shares).toEqual([0.33, 0.67, 1])
    expect(await datasets.get(id)).toMatchObject({ rows: 2_500 })
  })

  it('take a run in with the label that is given', async () => {
    const { datasets, runs } = server.client
    const id = await create()
    let runId = ''
    for await (const event of runs.stream('echo', { inputs: { question: 'why?' } }))
      if (event.type === 'run-started') runId = event.runId
    await datasets.addRun(id, runId)
    expect((await datasets.rows(id)).items).toMatchObject([
      { expected: { answers: ['You asked: why?'] }, runId },
    ])
    await datasets.addRun(id, runId, { answers: ['Because.'], intent: 'reason' })
    expect((await datasets.rows(id)).items).toMatchObject([{ expected: { answers: ['Because.'] } }])
    await expect(datasets.addRun(id, 'nope')).rejects.toMatchObject({ code: 'RUN_NOT_FOUND' })
  })
})

describe('bad input', () => {
  it.each([
    ['an unknown field', { items: [{ id: 'a', inputs: {}, label: 'x' }] }, 'BODY_INVALID', '/items/0'],
    ['an id with a slash', { items: [{ id: 'a/b', inputs: {} }] }, 'BODY_INVALID', '/items/0/id'],
    ['no inputs', { items: [{ id: 'a' }] }, 'BODY_INVALID', '/items/0/inputs'],
    ['no rows', { items: [] }, 'BODY_INVALID', '/items'],
    ['broken JSON', '{"items": [', 'INVALID_JSON', undefined],
    [
      'an answer that is no text',
      { items: [{ id: 'a', inputs: { q: 1 }, expected: { answers: [5] } }] },
      'BODY_INVALID',
      '/items/0/expected/answers/0',
    ],
    [
      'an id twice',
      {
        items: [
          { id: 'a', inputs: { q: 1 } },
          { id: 'a', inputs: { q: 2 } },
        ],
      },
      'DATASET_ROW_REPEATED',
      undefined,
    ],
    [
      'a row of 1 MB',
      {
        items: [
          { id: 'fine', inputs: { q: 1 } },
          { id: 'big', inputs: { q: 'x'.repeat(1_000_000) } },
        ],
      },
      'DATASET_ROW_TOO_LARGE',
      undefined,
    ],
  ])('with %s is refused as a whole', async (_name, body, code, path) => {
    const id = await create()
    const { error } = await send('PUT', `/${id}/rows`, body)
    expect(error).toMatchObject({ code, ...(path === undefined ? {} : { path }) })
    expect((await server.client.datasets.get(id)).rows).toBe(0)
  })

  it('of a name, a filter or a place is named', async () => {
    const id = await create()
    expect((await send('POST', '', { name: ' ' })).error).toMatchObject({
      code: 'BODY_INVALID',
      path: '/name',
    })
    expect((await send('PATCH', `/${id}`, { rows: 7 })).error?.code).toBe('BODY_INVALID')
    expect(await send('POST', `/${id}/rows/remove`, { ids: ['x'] })).toMatchObject({
      status: 404,
      error: { code: 'DATASET_ROW_NOT_FOUND' },
    })
    expect(await send('PUT', '/nowhere/rows', { items: [{ id: 'a', inputs: {} }] })).toMatchObject({
      status: 404,
      error: { code: 'DATASET_NOT_FOUND', params: { dataset: 'nowhere' } },
    })
    const taken = await send('POST', '', { id, name: 'Again' })
    expect([taken.status, taken.error?.code]).toEqual([409, 'RESOURCE_EXISTS'])
  })
})
