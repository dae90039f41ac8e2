import { mkdtemp, readFile, readdir, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createClient } from '../client/client.ts'
import { createEgressClient } from '../egress/egress-client.ts'
import type { Runtime, RunningServer } from '../node.ts'
import { createRuntime, createServer } from '../node.ts'
import type { EchoingEngine } from '../testing/echoing-engine.ts'
import { startEchoingEngine, streamAnswer } from '../testing/echoing-engine.ts'
import { node, pipelineOf, wire } from '../testing/pipelines.ts'

/** No spelling of it may be found anywhere but on its way to the one engine. */
const canary = 'sk-canary-7f3a91c2e4d6'
const spellings = [
  'canary-7f3a91',
  Buffer.from(canary).toString('hex'),
  ...[0, 1, 2].map((shift) => {
    const text = Buffer.from('x'.repeat(shift) + canary).toString('base64')
    return text.slice(8, -4)
  }),
]
const expectNoCanary = (text: string, where: string) => {
  for (const spelling of spellings) expect(text.includes(spelling), `${where} holds ${spelling}`).toBe(false)
}

let folder = ''
let own: EchoingEngine
let other: EchoingEngine
let runtime: Runtime
let server: RunningServer
let log = ''

const open = async () => {
  const allow = [own.origin, other.origin]
  runtime = await createRuntime({
    dataDir: folder,
    egress: (credentials) => createEgressClient({ allow, credentials }),
  })
  server = await createServer(runtime, { port: 0, log: { level: 'trace' } })
}
const close = async () => {
  await server.close()
  await runtime.close()
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-credentials-'))
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    log += String(text)
    return true
  })
  own = await startEchoingEngine()
  other = await startEchoingEngine()
  await open()
})
beforeEach(() => {
  for (const engine of [own, other]) {
    engine.seen.length = 0
    engine.answer = (response) => streamAnswer(response, 'Hello.')
  }
})
afterAll(async () => {
  await close()
  own.close()
  other.close()
  vi.restoreAllMocks()
  await rm(folder, { recursive: true })
})

const client = () => createClient({ baseUrl: server.address })
const send = async (method: string, path: string, body?: unknown) => {
  const response = await fetch(`${server.address}${path}`, {
    method,
    ...(body === undefined
      ? {}
      : {
          headers: { 'content-type': 'application/json' },
          body: typeof body === 'string' ? body : JSON.stringify(body),
        }),
  })
  const text = await response.text()
  return { status: response.status, text, code: /"code":"(\w+)"/.exec(text)?.[1] }
}

const chat = (id: string, origin: string, credential: string) =>
  pipelineOf(
    [
      node('ask', 'input'),
      node('model', 'chat-model', { baseUrl: `${origin}/v1`, model: 'tiny', credential }),
      node('answer', 'output'),
    ],
    [wire('ask.question', 'model.question'), wire('model.answer', 'answer.value')],
    id,
  )

let runs = 0
/** Runs a stored pipeline once; what it said on the way, and how it ended. */
async function runOnce(origin: string, credential = 'engine') {
  const id = `run-${(runs += 1)}`
  await client().pipelines.create(chat(id, origin, credential))
  const reply = await send('POST', `/api/pipelines/${id}/runs`, { inputs: { question: 'Hi?' }, stream: true })
  const runId = /"runId":"([^"]+)"/.exec(reply.text)?.[1] ?? ''
  return { ...reply, id, runId, failed: /"status":"failed"/.test(reply.text) }
}

const save = (change: object = {}) =>
  send('POST', '/api/credentials', { name: 'engine', origin: `${own.origin}/v1`, secret: canary, ...change })

describe('credentials', () => {
  it('are saved for an origin, listed without their secret, and sealed in a file that only the owner reads', async () => {
    expect(await save()).toMatchObject({ status: 201 })
    const [listed] = await client().credentials.list()
    expect(listed).toEqual({
      name: 'engine',
      origin: own.origin,
      header: 'Authorization',
      createdAt: expect.any(String),
      lastUsedAt: null,
    })
    expect(await save()).toMatchObject({ status: 409, code: 'CREDENTIAL_EXISTS' })
    expect((await stat(join(folder, 'credentials.key'))).mode & 0o777).toBe(0o600)
  })

  it('reach the engine they were saved for, and no other', async () => {
    const { failed } = await runOnce(own.origin)
    expect([failed, own.seen[0]?.authorization]).toEqual([false, `Bearer ${canary}`])
    expect((await client().credentials.list())[0]?.lastUsedAt).not.toBeNull()
    expect(await runOnce(other.origin)).toMatchObject({ failed: true, code: 'CREDENTIAL_REFUSED' })
    expect(await runOnce(own.origin, 'nobody')).toMatchObject({ failed: true, code: 'CREDENTIAL_NOT_FOUND' })
    own.answer = (response) => response.writeHead(307, { location: `${other.origin}/v1` }).end()
    expect(await runOnce(own.origin)).toMatchObject({ failed: true, code: 'UPSTREAM_REDIRECT' })
    expect(other.seen).toEqual([])
  })

  it('go elsewhere only with the secret entered again', async () => {
    const change = (body: object) => send('PATCH', '/api/credentials/engine', body)
    expect(await change({ origin: other.origin })).toMatchObject({
      status: 422,
      code: 'CREDENTIAL_SECRET_NEEDED',
    })
    expect((await client().credentials.list())[0]?.origin).toBe(own.origin)
    expect(await change({ header: 'x-api-key' })).toMatchObject({ status: 200 })
    await runOnce(own.origin)
    expect(own.seen[0]).toMatchObject({ 'x-api-key': canary })
    expect(own.seen[0]).not.toHaveProperty('authorization')
    const secret = 'Basic dXNlcjpwYXNzd29yZA=='
    expect(await change({ origin: other.origin, secret, header: 'Authorization' })).toMatchObject({
      status: 200,
    })
    await runOnce(other.origin)
    expect(other.seen[0]?.authorization).toBe(secret)
    expect(await change({ origin: own.origin, secret: canary })).toMatchObject({ status: 200 })
  })

  it.each([
    ['no name', { name: '' }],
    ['a name that is a path', { name: '../x' }],
    ['an address that is none', { origin: 'api.example.com' }],
    ['an address with a user', { origin: 'https://me:pw@api.example.com' }],
    ['an address of a file', { origin: 'file:///etc/passwd' }],
    ['a header that frames the request', { header: 'Transfer-Encoding' }],
    ['a header with a line end', { header: 'x-a\r\nx-b' }],
    ['a short secret', { secret: 'abc' }],
    ['a secret with a line end', { secret: `${canary}\r\nx-admin: 1` }],
    ['a secret in another script', { secret: '密钥密钥密钥密钥' }],
    ['a key nobody knows', { owner: 'me' }],
  ])('refuse %s', async (_name, change) => {
    const refused = await save({ name: 'fresh', ...change })
    expect(refused).toMatchObject({ status: 422, code: 'BODY_INVALID' })
    expectNoCanary(refused.text, 'the refusal')
    expect(await client().credentials.list()).toHaveLength(1)
  })

  it('refuse a name that holds the secret, and say nothing of a body that is no JSON', async () => {
    expect(await save({ name: canary })).toMatchObject({ status: 422, code: 'CREDENTIAL_NAME_TELLS' })
    const broken = await send('POST', '/api/credentials', `{"name":"x","secret":"${canary}" oops}`)
    expect(broken).toMatchObject({ status: 400, code: 'INVALID_JSON' })
    expectNoCanary(broken.text, 'the refusal')
    expect(await send('PATCH', '/api/credentials/nobody', {})).toMatchObject({ status: 404 })
    expect(await send('DELETE', '/api/credentials/nobody')).toMatchObject({ status: 404 })
  })

  it('show nowhere, also when the engine repeats them', async () => {
    const echoed = `${canary} ${Buffer.from(canary).toString('hex')} ${Buffer.from(`a${canary}b`).toString('base64')}`
    own.answer = (response) =>
      response
        .writeHead(401, { 'x-key': canary })
        .end(JSON.stringify({ error: { message: `Bad ${echoed}` } }))
    const refused = await runOnce(own.origin)
    expect(refused).toMatchObject({ failed: true, code: 'MODEL_REFUSED' })
    own.answer = (response) => streamAnswer(response, `Your key is ${echoed}.`)
    const answered = await runOnce(own.origin)
    expect(answered.text).toContain('Your key is [credential]')
    const paths = [refused, answered].flatMap(({ id, runId }) => [
      `/api/runs/${runId}`,
      `/api/runs/${runId}/events`,
      `/api/pipelines/${id}`,
      `/api/pipelines/${id}/revisions`,
    ])
    const { paths: routes } = JSON.parse((await send('GET', '/openapi.json')).text) as {
      paths: Record<string, { get?: object }>
    }
    const plain = Object.keys(routes).filter((path) => routes[path]?.get !== undefined && !path.includes('{'))
    expect(plain).toContain('/api/credentials')
    // This one has no end: its beginning is what goes on.
    const endless = '/api/jobs/events'
    expect(plain).toContain(endless)
    for await (const jobs of client().jobs.followAll()) {
      expectNoCanary(JSON.stringify(jobs), endless)
      break
    }
    const ending = plain.filter((path) => path !== endless)
    for (const path of [...paths, ...ending, '/api/credentials/engine/uses']) {
      const { status, text } = await send('GET', path)
      expect(status, path).toBe(200)
      expectNoCanary(text, path)
    }
    for (const { text } of [refused, answered]) expectNoCanary(text, 'the stream')
    expect(log.length).toBeGreaterThan(1_000)
    expectNoCanary(log, 'the log')
    for (const name of await readdir(folder))
      expectNoCanary(await readFile(join(folder, name), 'latin1'), name)
  })

  it('outlive the server; without their key they must be entered again', async () => {
    await close()
    await open()
    expect(await runOnce(own.origin)).toMatchObject({ failed: false })
    await close()
    await rm(join(folder, 'credentials.key'))
    await open()
    expect(await runOnce(own.origin)).toMatchObject({ failed: true, code: 'CREDENTIAL_UNREADABLE' })
    expect(await send('PATCH', '/api/credentials/engine', { secret: canary })).toMatchObject({ status: 200 })
    own.seen.length = 0
    await runOnce(own.origin)
    expect(own.seen[0]?.authorization).toBe(`Bearer ${canary}`)
  })

  it('are forgotten with word of the pipelines that still name them, also inside other pipelines', async () => {
    const inline = chat('inner', own.origin, 'engine')
    await client().pipelines.create(
      pipelineOf([node('inside', 'sub-pipeline', { pipeline: { inline } })], [], 'outer'),
    )
    const { pipelines: uses } = await client().credentials.usesOf('engine')
    expect(uses).toContainEqual({ id: 'outer', name: 'Test' })
    expect(uses).toContainEqual({ id: 'run-1', name: 'Test' })
    // What is published answers requests, whatever its draft has become.
    const { pipelines } = client()
    await pipelines.create(chat('live', own.origin, 'engine'))
    const { hash } = await pipelines.saveRevision('live', {})
    const { counter } = await pipelines.publish('live', hash)
    await pipelines.save('live', pipelineOf([], [], 'live'), counter)
    const stillUsed = await client().credentials.usesOf('engine')
    expect(stillUsed.pipelines.map(({ id }) => id).sort()).toEqual(
      ['live', ...uses.map(({ id }) => id)].sort(),
    )
    expect(await client().credentials.remove('engine')).toEqual(stillUsed)
    expect(await client().credentials.list()).toEqual([])
    expect(await runOnce(own.origin)).toMatchObject({ failed: true, code: 'CREDENTIAL_NOT_FOUND' })
  })
})
