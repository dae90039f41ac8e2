import { afterAll, beforeAll, expect, it } from 'vitest'
import { echoPipeline, node, pipelineOf } from '../testing/pipelines.ts'
import type { TestServer } from '../testing/start-test-server.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.close())

const create = (id: string) => server.client.pipelines.create({ ...echoPipeline, id, name: id })
const patch = async (id: string, body: unknown) => {
  const response = await fetch(`${server.address}/api/pipelines/${id}`, {
    method: 'PATCH',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, json: (await response.json()) as { error?: object } }
}

it('files a pipeline without touching its draft; archived ones still run', async () => {
  const { pipelines, runs } = server.client
  const draft = await create('filed')
  const filed = await pipelines.file('filed', { tags: ['desk', '客服', 'desk'], isArchived: true })
  expect(filed).toMatchObject({ tags: ['desk', '客服'], isArchived: true, counter: 1 })
  expect(await pipelines.get('filed')).toEqual(draft)
  for await (const event of runs.stream('filed', { inputs: { question: 'Still here?' } }))
    if (event.type === 'run-finished') expect(event.status).toBe('succeeded')
  expect(await runs.counts()).toMatchObject([{ pipeline: 'filed', runs: 1 }])
  expect(await pipelines.file('filed', { isArchived: false })).toMatchObject({ tags: ['desk', '客服'] })
})

it.each([
  ['a tag with a comma', { tags: ['a, b'] }],
  ['a tag that begins with a blank', { tags: [' a'] }],
  ['an empty tag', { tags: [''] }],
  ['21 tags', { tags: Array.from({ length: 21 }, (_, i) => `t${i}`) }],
  ['a name, which is part of the document', { name: 'Other' }],
])('refuses %s and changes nothing', async (_name, body) => {
  await create('untouched').catch(() => undefined)
  expect(await patch('untouched', body)).toMatchObject({
    status: 422,
    json: { error: { code: 'BODY_INVALID' } },
  })
  expect(await server.client.pipelines.list()).toContainEqual(
    expect.objectContaining({ id: 'untouched', tags: [], isArchived: false }),
  )
})

it('lists those that use a resource, and says what it does not know', async () => {
  const { pipelines } = server.client
  const finding = pipelineOf([node('find', 'bm25-retriever', { index: 'desk' })], [], 'finding')
  await pipelines.create(finding)
  expect((await pipelines.list({ index: 'desk' })).map(({ id }) => id)).toEqual(['finding'])
  expect(await pipelines.list({ index: 'other' })).toEqual([])
  for (const query of ['index=', 'model=desk', `bank=${'b'.repeat(65)}`]) {
    const response = await fetch(`${server.address}/api/pipelines?${query}`)
    expect([response.status, await response.text()], query).toEqual([
      400,
      expect.stringContaining('PARAM_INVALID'),
    ])
  }
})

it('brings a deleted pipeline back with its revisions and what was published', async () => {
  const { pipelines } = server.client
  await create('back')
  const { hash } = await pipelines.saveRevision('back', { name: 'First', note: 'as it was' })
  const { counter } = await pipelines.publish('back', hash)
  await pipelines.remove('back', counter)
  await expect(pipelines.get('back')).rejects.toMatchObject({ code: 'PIPELINE_NOT_FOUND' })
  await expect(pipelines.file('back', { tags: [] })).rejects.toMatchObject({ code: 'PIPELINE_NOT_FOUND' })
  expect(await pipelines.restore('back')).toMatchObject({ counter, publishedRevision: hash })
  expect(await pipelines.revisions('back')).toMatchObject({
    items: [{ hash, name: 'First', note: 'as it was' }],
  })
  await expect(pipelines.restore('back')).rejects.toMatchObject({ code: 'PIPELINE_NOT_FOUND' })
})

it('names a revision that a run has pinned, and changes its texts later', async () => {
  const { pipelines, runs } = server.client
  await create('named')
  for await (const _ of runs.stream('named', { inputs: { question: 'Hi' } }));
  const {
    items: [pinned],
  } = await pipelines.revisions('named')
  expect(pinned).toMatchObject({ name: '', note: '' })
  const saved = await pipelines.saveRevision('named', { name: 'Spring' })
  expect(saved).toMatchObject({ hash: pinned?.hash, name: 'Spring', note: '' })
  await pipelines.describeRevision('named', saved.hash, { name: 'Spring', note: 'before the fares changed' })
  // A run pins the same content again and leaves what people wrote.
  for await (const _ of runs.stream('named', { inputs: { question: 'Hi' } }));
  expect(await pipelines.revisions('named', { isNamed: true, limit: 1 })).toMatchObject({
    items: [{ name: 'Spring', note: 'before the fares changed' }],
    total: 1,
  })
  await expect(
    pipelines.describeRevision('named', 'f'.repeat(64), { name: '', note: '' }),
  ).rejects.toMatchObject({ code: 'REVISION_NOT_FOUND' })
})
