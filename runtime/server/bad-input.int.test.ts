import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { writePeft } from '../adapters/peft.ts'
import type { NodeRecord, PipelineDocument } from '../core/document/document.ts'
import { openDatabase } from '../storage/sqlite/database.ts'
import { feeUtterances, fillFeeDesk } from '../testing/fee-desk.ts'
import { deskPipeline, echoPipeline, node, wire } from '../testing/pipelines.ts'
import type { TestServer } from '../testing/start-test-server.ts'
import { startTestServer } from '../testing/start-test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await startTestServer()
  await fillFeeDesk(server.runtime.services)
})
// Whatever came in, the process answers afterwards.
afterEach(async () => expect((await fetch(`${server.address}/healthz`)).status).toBe(200))
afterAll(() => server.close())

const send = async (method: string, path: string, body: unknown, headers: Record<string, string> = {}) => {
  const response = await fetch(`${server.address}${path}`, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: body instanceof Uint8Array || typeof body === 'string' ? (body as BodyInit) : JSON.stringify(body),
  })
  const json: unknown = await response.json()
  const { error } = json as { error?: Record<string, unknown> }
  return { status: response.status, error, json }
}
const run = (id: string, inputs: unknown) => send('POST', `/api/pipelines/${id}/runs`, { inputs })

let drafts = 0
async function createDraft(document: PipelineDocument): Promise<string> {
  const id = `draft-${(drafts += 1)}`
  await server.client.pipelines.create({ ...document, id })
  return id
}

describe('a document with a fault is kept as it is, and refused when it is run', () => {
  const [ask, fill, answer] = echoPipeline.nodes as [NodeRecord, NodeRecord, NodeRecord]
  const loop = node('loop', 'template', { template: '{{ q }}' })
  it.each([
    [
      'an unknown node type',
      { nodes: [ask, { ...fill, type: 'teleport' }, answer] },
      'UNKNOWN_NODE_TYPE',
      /^\/nodes\/1\/type$/,
    ],
    [
      'a missing port',
      { edges: [echoPipeline.edges[0], wire('fill.smell', 'answer.value')] },
      'MISSING_PORT',
      /^\/edges\/1/,
    ],
    [
      'a cycle',
      {
        nodes: [ask, { ...fill, config: { template: '{{ q }}{{ r }}' } }, answer, loop],
        edges: [...echoPipeline.edges, wire('fill.text', 'loop.q'), wire('loop.text', 'fill.r')],
      },
      'CYCLE',
      /^\/nodes\/[13]$/,
    ],
    [
      'two edges into one port',
      { edges: [...echoPipeline.edges, wire('ask.question', 'answer.value')] },
      'INPUT_TAKEN',
      /^\/edges\/2/,
    ],
  ])('%s', async (_name, change, code, path) => {
    const document = { ...echoPipeline, ...(change as Partial<PipelineDocument>) }
    const id = await createDraft(document)
    const refused = await run(id, { question: 'x' })
    expect([refused.status, refused.error]).toMatchObject([422, { code, path: expect.stringMatching(path) }])
    expect((await server.client.pipelines.get(id)).document.nodes).toEqual(document.nodes)
    expect((await server.client.runs.list({ pipelineId: id })).items).toEqual([])
  })

  it('also on a stream', async () => {
    const id = await createDraft({ ...echoPipeline, edges: [] })
    const refused = await send('POST', `/api/pipelines/${id}/runs`, { inputs: {}, stream: true })
    expect([refused.status, refused.error]).toMatchObject([422, { code: 'INPUT_MISSING' }])
  })
})

describe('what is no document changes nothing', () => {
  it.each([
    ['a newer version', JSON.stringify({ ...echoPipeline, version: 2 }), 422, 'NEWER_FORMAT', '/version'],
    ['broken JSON', '{"format": "signalbox/pipeline", ', 400, 'INVALID_JSON', undefined],
    ['broken UTF-8', Buffer.from('{"name":"Café"}', 'latin1'), 400, 'INVALID_UTF8', undefined],
    ['a list', '[]', 422, 'DOCUMENT_INVALID', undefined],
  ])('%s', async (_name, body, status, code, path) => {
    const id = await createDraft(echoPipeline)
    const refused = await send('PUT', `/api/pipelines/${id}`, body, { 'if-match': '"1"' })
    expect([refused.status, refused.error?.['code']]).toEqual([status, code])
    if (path !== undefined) expect(refused.error?.['path']).toBe(path)
    expect(await server.client.pipelines.get(id)).toMatchObject({ counter: 1, document: { name: 'Test' } })
  })

  it('two saves at once: one wins, the other gets what stands now', async () => {
    const id = await createDraft(echoPipeline)
    const save = (name: string) =>
      send('PUT', `/api/pipelines/${id}`, { ...echoPipeline, id, name }, { 'if-match': '"1"' })
    const replies = await Promise.all([save('One'), save('Two')])
    expect(replies.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 412])
    const winner = replies.findIndex(({ status }) => status === 200) === 0 ? 'One' : 'Two'
    const loser = replies.find(({ status }) => status === 412)
    expect(loser?.json).toMatchObject({
      error: { code: 'REVISION_CONFLICT' },
      current: { counter: 2, document: { name: winner } },
    })
    expect((await server.client.pipelines.get(id)).document.name).toBe(winner)
  })
})

describe('questions', () => {
  it.each([
    ['of no characters', { question: '' }, 'required'],
    ['of blanks', { question: ' \n ' }, 'required'],
    ['of 1 MB', { question: 'x'.repeat(1_000_000) }, '20000'],
    ['under another name', { q: 'x' }, 'no such field'],
    ['that are a number', { question: 7 }, 'not a text'],
  ])('%s end the run with the field named', async (_name, inputs, reason) => {
    const id = await createDraft(deskPipeline)
    const result = await run(id, inputs)
    expect(result.json).toMatchObject({
      status: 'failed',
      error: { code: 'INPUT_INVALID', path: expect.stringMatching(/^\/inputs\//) },
    })
    expect(JSON.stringify(result.error)).toContain(reason)
    expect((await server.client.runs.list({ pipelineId: id })).items).toMatchObject([{ status: 'failed' }])
  })

  it('of 5 MB are not read at all', async () => {
    const id = await createDraft(echoPipeline)
    const result = await run(id, { question: 'x'.repeat(5_000_000) })
    expect([result.status, result.error?.['code']]).toEqual([413, 'BODY_TOO_LARGE'])
  })

  it('cannot bring a graph or settings with them', async () => {
    const id = await createDraft(echoPipeline)
    const extra = { inputs: { question: 'x' }, document: echoPipeline }
    expect((await send('POST', `/api/pipelines/${id}/runs`, extra)).error).toMatchObject({
      code: 'BODY_INVALID',
    })
  })

  it('that hold tags of other frameworks are text', async () => {
    const id = await createDraft(echoPipeline)
    const question = '{"lc":1,"type":"secret","id":["KEY"]} {{ 7*7 }} ${process.env.HOME}'
    expect((await run(id, { question })).json).toMatchObject({
      outputs: { answer: `You asked: ${question}` },
    })
  })
})

describe('what a pipeline needs and is gone', () => {
  it('an index: the run says which', async () => {
    const { indexes, jobs } = server.runtime.services
    await indexes.create({ id: 'short-lived', name: 'Short-lived' })
    const search = node('find', 'bm25-retriever', { index: 'short-lived' })
    const id = await createDraft({
      ...echoPipeline,
      nodes: [echoPipeline.nodes[0] as NodeRecord, search, echoPipeline.nodes[2] as NodeRecord],
      edges: [wire('ask.question', 'find.query'), wire('find.documents', 'answer.value')],
    })
    expect((await run(id, { question: 'x' })).json).toMatchObject({ error: { code: 'INDEX_NOT_BUILT' } })
    await indexes.putArticles('short-lived', [{ id: 'a', title: 'A', text: 'Dogs are free.' }])
    await jobs.wait((await indexes.build('short-lived')).id)
    expect((await run(id, { question: 'dogs' })).json).toMatchObject({ status: 'succeeded' })
    await server.client.indexes.remove('short-lived')
    const gone = await run(id, { question: 'dogs' })
    expect(gone.json).toMatchObject({
      status: 'failed',
      error: { code: 'INDEX_NOT_FOUND', params: { index: 'short-lived' } },
    })
  })

  it('a bank: the run says which', async () => {
    const bank = node('bank', 'adapter-bank', { bank: 'nowhere' })
    const nodes = deskPipeline.nodes.map((one) => (one.id === 'bank' ? bank : one))
    const id = await createDraft({ ...deskPipeline, nodes })
    expect((await run(id, { question: 'x' })).json).toMatchObject({
      error: { code: 'BANK_NOT_FOUND', params: { bank: 'nowhere' } },
    })
  })
})

describe('adapter files', () => {
  const filesOf = (base: string) => {
    const update = { rank: 1, inputs: 2, outputs: 2, a: Float32Array.of(1, 2), b: Float32Array.of(3, 4) }
    return writePeft({ base, rank: 1, alpha: 1, scale: 1, modules: new Map([['scorer', update]]) })
  }
  const add = (config: Uint8Array, weights: Uint8Array) =>
    send('POST', '/api/banks/desk/adapters', {
      name: 'foreign',
      config: Buffer.from(config).toString('base64'),
      weights: Buffer.from(weights).toString('base64'),
    })

  it('of another base, of another shape, and with a flipped byte are refused; the bank stays as it is', async () => {
    const before = await server.client.banks.get('desk')
    const { config, weights } = filesOf('llama-2-7b')
    expect(await add(config, weights)).toMatchObject({
      status: 422,
      error: { code: 'ADAPTER_WRONG_BASE', params: { base: 'llama-2-7b', expected: before.base } },
    })
    const ours = filesOf(before.base)
    expect(await add(ours.config, ours.weights)).toMatchObject({
      status: 422,
      error: { code: 'ADAPTER_INVALID' },
    })
    for (const [at, bit] of [
      [3, 1],
      [12, 4],
      [40, 64],
    ] as const) {
      const flipped = ours.weights.map((byte, index) => (index === at ? byte ^ bit : byte))
      const refused = await add(ours.config, flipped)
      expect([refused.status, refused.error?.['code']]).toEqual([422, expect.stringMatching(/INVALID$/)])
    }
    expect(await server.client.banks.get('desk')).toEqual(before)
  })
})

describe('a stored model with a flipped byte', () => {
  it('is reported, the utterances are there, and training anew heals it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'signalbox-flip-'))
    const databaseFile = join(folder, 'signalbox.db')
    const first = await startTestServer({ databaseFile })
    await first.client.intents.create({ id: 'desk', name: 'Desk' })
    await first.client.intents.putUtterances('desk', feeUtterances)
    await first.runtime.services.jobs.wait((await first.client.intents.train('desk')).id)
    await first.close()
    const database = openDatabase(databaseFile)
    const { hash, bytes } = database.get('SELECT hash, bytes FROM blobs') ?? {}
    if (!(bytes instanceof Uint8Array)) throw new Error('no model was stored')
    const flipped = bytes.map((byte, index) => (index === 5_000 ? byte ^ 1 : byte))
    database.run('UPDATE blobs SET bytes = ? WHERE hash = ?', flipped, String(hash))
    database.close()

    const second = await startTestServer({ databaseFile })
    const { intents } = second.client
    await expect(intents.predict('desk', 'late train')).rejects.toMatchObject({
      code: 'BLOB_CORRUPT',
      params: { hash },
    })
    expect((await intents.get('desk')).utterances).toBe(feeUtterances.length)
    await second.runtime.services.jobs.wait((await intents.train('desk')).id)
    expect((await intents.predict('desk', 'late train')).label).toBe('delay')
    await second.close()
    await rm(folder, { recursive: true })
  })
})

it('answers hostile names in every path of the API with 400 or 404', async () => {
  const page = (await (await fetch(`${server.address}/openapi.json`)).json()) as {
    paths: Record<string, Record<string, unknown>>
  }
  const templates = Object.entries(page.paths).filter(([path]) => path.includes('{'))
  expect(templates.length).toBeGreaterThan(20)
  for (const [path, methods] of templates) {
    for (const method of Object.keys(methods)) {
      for (const name of ['A.B@x', '%2e%2e%2f%2e%2e%2fetc', 'a%00b', '%E2%80%AEx', 'x'.repeat(190)]) {
        const url = `${server.address}${path.replaceAll(/\{\w+\}/g, name)}`
        const hasBody = method !== 'get' && method !== 'delete'
        const response = await fetch(url, {
          method: method.toUpperCase(),
          ...(hasBody ? { headers: { 'content-type': 'application/json' }, body: '{"adapter":"x"}' } : {}),
        })
        expect([400, 404], `${method} ${path} ${name}`).toContain(response.status)
        await response.arrayBuffer()
      }
    }
  }
})

describe('the id of a row', () => {
  it.each([
    ['utterances', 'intents', { text: 'hello', intent: 'delay' }],
    ['questions', 'banks', { question: 'Why?', answers: [] }],
    ['articles', 'indexes', { title: 'A', text: 'B' }],
  ])('of %s is one that its own address takes', async (rows, resource, value) => {
    const path = `/api/${resource}/desk/${rows}`
    for (const id of ['a b', 'a/b', '..', 'ü', 'a@b', '']) {
      const refused = await send('PUT', path, { items: [{ ...value, id }] })
      expect([refused.status, refused.error?.['code'], id]).toEqual([422, 'BODY_INVALID', id])
    }
    const id = `Row_1.x-${'9'.repeat(100)}`
    expect((await send('PUT', path, { items: [{ ...value, id }] })).status).toBe(200)
    expect((await send('DELETE', `${path}/${id}`, {})).status).toBe(200)
  })
})
