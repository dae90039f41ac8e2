/** Backends made from the addresses of engines: over HTTP, and under the pipelines that answer through them. */
import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createClient } from '../client/client.ts'
import { createEgressClient } from '../egress/egress-client.ts'
import type { Runtime, RunningServer } from '../node.ts'
import { createRuntime, createServer } from '../node.ts'
import { makeAdapterFiles } from '../testing/adapter-files.ts'
import {
  deskAdapter as adapter,
  deskShape,
  makeEngineDesk,
  readingPipeline,
  routedPipeline,
} from '../testing/engine-desk.ts'
import type { FakeVllm } from '../testing/fake-vllm.ts'
import { startFakeVllm } from '../testing/fake-vllm.ts'
import { createGate } from '../testing/gate.ts'

let folder = ''
let engine: FakeVllm
let other: FakeVllm
let runtime: Runtime
let server: RunningServer

const open = async () => {
  const allow = [engine.origin, other.origin, 'http://127.0.0.1:9']
  runtime = await createRuntime({
    dataDir: folder,
    egress: (credentials) => createEgressClient({ allow, credentials }),
  })
  server = await createServer(runtime, { port: 0 })
}
const close = async () => {
  await server.close()
  await runtime.close()
}
const client = () => createClient({ baseUrl: server.address })

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-made-'))
  engine = await startFakeVllm()
  other = await startFakeVllm()
  await open()
})
beforeEach(() => {
  for (const one of [engine, other])
    Object.assign(one.settings, { base: 'tiny-base', instead: () => false, pause: () => Promise.resolve() })
})
afterAll(async () => {
  await close()
  await Promise.all([engine.stop(), other.stop()])
  await rm(folder, { recursive: true })
})

const send = async (
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
  origin = server.address,
) => {
  const typed = body === undefined ? {} : { 'content-type': 'application/json' }
  const response = await fetch(`${origin}${path}`, {
    method,
    headers: { ...typed, ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, text, code: /"code":"(\w+)"/.exec(text)?.[1] }
}
const post = (change: object = {}) =>
  send('POST', '/api/backends', { id: 'fresh', engine: 'vllm', address: engine.address, ...change })

describe('over HTTP a backend', () => {
  it('is made, listed, changed and removed', async () => {
    const { backends } = client()
    const made = await backends.create({ id: 'fresh', engine: 'vllm', address: `${engine.address}/` })
    expect(made).toMatchObject({ id: 'fresh', base: 'tiny-base', connection: { address: engine.address } })
    expect(await backends.get('fresh')).toEqual(made)
    expect((await backends.list()).map(({ id }) => id)).toEqual(['reader-en', 'reader-zh', 'fresh'])
    const changed = await backends.change('fresh', { adapterFolder: '/mnt/adapters' })
    expect(changed.connection).toEqual({ ...made.connection, adapterFolder: '/mnt/adapters' })
    expect(await send('DELETE', '/api/backends/fresh')).toEqual({ status: 204, text: '', code: undefined })
    expect((await backends.list()).map(({ id }) => id)).toEqual(['reader-en', 'reader-zh'])
    expect(await post()).toMatchObject({ status: 201 })
    await backends.remove('fresh')
    await expect(backends.remove('fresh')).rejects.toMatchObject({ code: 'BACKEND_NOT_FOUND', status: 404 })
  })

  it.each([
    ['no id', { id: undefined }],
    ['an id that is a path', { id: '../x' }],
    ['an id in capitals', { id: 'GPU' }],
    ['an id that is too long', { id: 'a'.repeat(65) }],
    ['no address', { address: undefined }],
    ['an address without a scheme', { address: '127.0.0.1:8000/v1' }],
    ['the address of a file', { address: 'file:///etc/passwd' }],
    ['an address with a user', { address: 'http://me:pw@127.0.0.1:8000/v1' }],
    ['an address with a key in it', { address: 'http://127.0.0.1:8000/v1?key=sk-1234567890' }],
    ['an address with a fragment', { address: 'http://127.0.0.1:8000/v1#a' }],
    ['an address with a line end', { address: 'http://127.0.0.1:8000/v1\r\nx: y' }],
    ['an address in another script', { address: 'http://主机/v1' }],
    ['an engine nobody knows', { engine: 'sglang' }],
    ['a credential that is a path', { credential: '../key' }],
    ['a folder that is no whole path', { adapterFolder: 'org/adapters' }],
    ['a folder with a line end', { adapterFolder: '/mnt\n/x' }],
    ['a model that is a list', { model: ['a'] }],
    ['a model without an end', { model: 'm'.repeat(401) }],
    ['a key nobody knows', { scale: 1 }],
  ])('is refused with %s', async (_what, change) => {
    const seen = engine.seen.length
    const refused = await post(change)
    expect(refused).toMatchObject({ status: 422, code: 'BODY_INVALID' })
    expect(refused.text).not.toContain('sk-1234567890')
    // In words, not as a pattern.
    expect(refused.text).not.toContain('must match')
    expect(engine.seen).toHaveLength(seen)
    expect(await send('GET', '/api/backends/fresh')).toMatchObject({ status: 404, code: 'BACKEND_NOT_FOUND' })
  })

  it.each([
    ['an engine', { engine: 'openai' }],
    ['a model', { model: 'x' }],
    ['an id', { id: 'y' }],
    ['an address that is none', { address: 'here' }],
    ['a folder that is no whole path', { adapterFolder: '.' }],
  ])('cannot be given %s', async (_what, change) => {
    const refused = await send('PATCH', '/api/backends/reader-en', change)
    expect(refused).toMatchObject({ status: 422, code: 'BODY_INVALID' })
  })

  it('is refused in a body that is no JSON, and of another type', async () => {
    expect(await send('POST', '/api/backends', '{"id":')).toMatchObject({ status: 400, code: 'INVALID_JSON' })
    expect(await send('POST', '/api/backends', 'id=x', { 'content-type': 'text/plain' })).toMatchObject({
      status: 415,
    })
  })

  it('says what is wrong with its engine, each with a status of its own', async () => {
    const expectations = [
      [{ address: 'http://127.0.0.1:9/v1' }, 502, 'UPSTREAM_UNREACHABLE'],
      [{ address: 'http://127.0.0.1:1/v1' }, 403, 'EGRESS_DENIED'],
      [{ address: 'http://169.254.169.254/v1' }, 403, 'EGRESS_DENIED'],
      [{ address: engine.origin }, 502, 'BACKEND_LISTS_NOTHING'],
      [{ model: 'nope' }, 422, 'BACKEND_MODEL_UNKNOWN'],
      [{ id: 'reader-en' }, 409, 'RESOURCE_EXISTS'],
      [{ credential: 'nobody' }, 404, 'CREDENTIAL_NOT_FOUND'],
    ] as const
    for (const [change, status, code] of expectations)
      expect(await post(change), code).toMatchObject({ status, code })
    engine.settings.instead = (_request, response) => response.writeHead(503).end('Loading') !== undefined
    expect(await post()).toMatchObject({ status: 503, code: 'MODEL_OVERLOADED' })
    engine.settings.instead = (_request, response) => response.end('<html>') !== undefined
    expect(await post()).toMatchObject({ status: 502, code: 'BACKEND_LISTS_NOTHING' })
    for (const [method, body] of [
      ['PATCH', {}],
      ['DELETE', undefined],
    ] as const) {
      expect(await send(method, '/api/backends/reader-en', body)).toMatchObject({
        status: 409,
        code: 'BACKEND_OF_PROGRAM',
      })
      expect(await send(method, '/api/backends/nowhere', body)).toMatchObject({
        status: 404,
        code: 'BACKEND_NOT_FOUND',
      })
    }
    expect(await client().backends.list()).toHaveLength(2)
  })

  it('is made by nobody without the token, nor by a foreign page', async () => {
    const guarded = await createServer(runtime, { port: 0, token: 'a-token-of-some-length' })
    const body = { id: 'fresh', address: engine.address }
    const calls = [
      ['GET', '/api/backends', undefined],
      ['POST', '/api/backends', body],
      ['PATCH', '/api/backends/fresh', {}],
      ['DELETE', '/api/backends/fresh', undefined],
    ] as const
    for (const [method, path, sent] of calls) {
      const refused = await send(method, path, sent, {}, guarded.address)
      expect(refused, method).toMatchObject({ status: 401, code: 'UNAUTHORIZED' })
      const foreign = await send(method, path, sent, { origin: 'http://evil.example' })
      expect(foreign.status, method).toBe(403)
    }
    expect(await client().backends.list()).toHaveLength(2)
    const authorization = 'Bearer a-token-of-some-length'
    expect(await send('POST', '/api/backends', body, { authorization }, guarded.address)).toMatchObject({
      status: 201,
    })
    await client().backends.remove('fresh')
    await guarded.close()
  })

  it('sends its credential to its own engine alone, and is named where that is used', async () => {
    const secret = 'sk-canary-7f3a91c2e4d6'
    await client().credentials.create({ name: 'engine', origin: engine.origin, secret })
    expect(await post({ credential: 'engine', address: other.address })).toMatchObject({
      status: 403,
      code: 'CREDENTIAL_REFUSED',
    })
    const made = await post({ credential: 'engine' })
    expect(made.status).toBe(201)
    expect(made.text).not.toContain('canary')
    expect(engine.seen.at(-1)?.headers.authorization).toBe(`Bearer ${secret}`)
    const moved = await send('PATCH', '/api/backends/fresh', { address: other.address })
    expect(moved).toMatchObject({ status: 403, code: 'CREDENTIAL_REFUSED' })
    expect((await client().backends.get('fresh')).connection).toMatchObject({ address: engine.address })
    expect(other.seen).toEqual([])
    const uses = { pipelines: [], backends: [{ id: 'fresh', name: 'fresh' }] }
    expect(await client().credentials.usesOf('engine')).toEqual(uses)
    expect(await client().credentials.remove('engine')).toEqual(uses)
    await client().backends.remove('fresh')
    expect(await client().credentials.usesOf('engine')).toEqual({ pipelines: [], backends: [] })
  })
})

describe('a pipeline', () => {
  const run = (pipeline = routedPipeline) => runtime.run(pipeline, { question: 'money back' })
  const strength = /^\[\d+\.\d+\]/

  beforeAll(async () => {
    await client().backends.create({ id: 'gpu', engine: 'vllm', address: engine.address })
    await makeEngineDesk(runtime.services)
  })

  it('answers through it with the adapter that the intent deserves, and says so in its trace', async () => {
    const result = await run()
    expect(result.status).toBe('succeeded')
    expect(result.outputs['answer']).toMatchObject({
      text: expect.stringMatching(strength),
      adapter,
      model: adapter,
      usage: { inputTokens: 11 },
    })
    expect(result.decisions).toMatchObject([
      { node: 'bank', intent: 'refund', reason: 'cleared', bank: 'desk', alias: 'tones', adapter },
    ])
    expect(result.events[0]).toMatchObject({ pins: { banks: { desk: { aliases: { tones: adapter } } } } })
    expect(result.events.find(({ type }) => type === 'generation')).toMatchObject({
      node: 'bank',
      tokens: { input: 11 },
    })
    const asked = engine.at('/v1/chat/completions').at(-1)?.body
    expect(asked).toMatchObject({ model: adapter, messages: [{ role: 'user', content: 'money back' }] })
    const base = await runtime.run(routedPipeline, { question: 'late train' })
    expect(base.outputs['answer']).toMatchObject({ text: 'You asked: late train [1]', adapter: null })
  })

  it('reads passages through it with the adapter that a bank decided on, and cites them', async () => {
    const result = await run(readingPipeline)
    expect(result.status).toBe('succeeded')
    expect(result.outputs['answer']).toMatchObject({
      text: expect.stringMatching(strength),
      adapter,
      citations: [{ documentId: 'refunds', title: 'Refunds' }],
    })
    const asked = engine.at('/v1/chat/completions').at(-1)?.body
    expect(JSON.stringify(asked)).toContain('[1] Refunds\\nMoney back takes 28 days.')
  })

  it('finds all of it after a restart of both sides, whoever asks first', async () => {
    for (const pipeline of [readingPipeline, routedPipeline]) {
      await close()
      engine.restart()
      await open()
      const result = await run(pipeline)
      expect(result.outputs['answer']).toMatchObject({ text: expect.stringMatching(strength), adapter })
      expect(engine.adapters.get(adapter)).toBe(join(folder, 'adapters', 'gpu', adapter))
    }
    // It had to be loaded, and the trace says how long that took.
    await close()
    await open()
    expect((await run()).events.filter(({ type }) => type === 'adapter-load')).toMatchObject([
      { node: 'bank', adapter },
    ])
    expect((await run()).events.filter(({ type }) => type === 'adapter-load')).toEqual([])
  })

  it('fails at the node that asks when the engine is down, also after a start without it', async () => {
    await engine.stop()
    await close()
    await open()
    for (const [pipeline, at] of [
      [routedPipeline, 'bank'],
      [readingPipeline, 'read'],
    ] as const)
      expect(await run(pipeline)).toMatchObject({
        status: 'failed',
        error: { code: 'UPSTREAM_UNREACHABLE', node: at, params: { origin: engine.origin } },
      })
    await engine.start()
    expect((await run()).status).toBe('succeeded')
  })

  it('loads its adapters at the new address when that changes, while runs under way keep the old one', async () => {
    const gate = createGate()
    engine.settings.pause = () => gate.passed
    const before = engine.at('/v1/chat/completions').length
    const underWay = run()
    await expect.poll(() => engine.at('/v1/chat/completions').length).toBe(before + 1)
    await client().backends.change('gpu', { address: other.address })
    const moved = await run()
    expect(moved.outputs['answer']).toMatchObject({ text: expect.stringMatching(strength), adapter })
    expect([...other.adapters.keys()]).toEqual([adapter])
    expect(other.at('/v1/chat/completions')).toHaveLength(1)
    gate.open()
    expect((await underWay).outputs['answer']).toMatchObject({ adapter })
    expect(engine.at('/v1/chat/completions')).toHaveLength(before + 1)
    await client().backends.change('gpu', { address: engine.address })
  })

  it('cancels the request at the engine when its run is cancelled', async () => {
    const gate = createGate()
    engine.settings.pause = () => gate.passed
    const cutOff = engine.cutOff
    const controller = new AbortController()
    const seen = engine.at('/v1/chat/completions').length
    const running = runtime.run(routedPipeline, { question: 'money back' }, { signal: controller.signal })
    await expect.poll(() => engine.at('/v1/chat/completions').length).toBe(seen + 1)
    controller.abort()
    expect((await running).status).toBe('cancelled')
    await expect.poll(() => engine.cutOff).toBe(cutOff + 1)
    gate.open()
  })

  it('ends when it is cancelled while its adapter is being loaded, and the next one has that adapter', async () => {
    await close()
    engine.restart()
    await open()
    const gate = createGate()
    engine.settings.pause = () => gate.passed
    const loads = engine.at('/v1/load_lora_adapter').length
    const controller = new AbortController()
    const running = runtime.run(routedPipeline, { question: 'money back' }, { signal: controller.signal })
    await expect.poll(() => engine.at('/v1/load_lora_adapter').length).toBe(loads + 1)
    controller.abort()
    // While the engine is still loading it: the gate is opened afterwards.
    expect((await running).status).toBe('cancelled')
    gate.open()
    expect((await run()).outputs['answer']).toMatchObject({ adapter })
    expect(engine.at('/v1/load_lora_adapter')).toHaveLength(loads + 1)
  })

  it('keeps its backend: one with a bank on it is not removed, and nothing is left behind by what failed', async () => {
    expect(await send('DELETE', '/api/backends/gpu')).toMatchObject({ status: 409, code: 'BACKEND_IN_USE' })
    const { id: _large, ...large } = makeAdapterFiles('large', { ...deskShape, rank: 32 }, 2)
    await expect(runtime.services.banks.addAdapter('desk', 'large', large)).rejects.toMatchObject({
      code: 'MODEL_REFUSED',
    })
    expect((await runtime.services.banks.get('desk')).adapters.map(({ id }) => id)).toEqual([adapter])
    const kept = await readdir(join(folder, 'adapters', 'gpu'))
    expect(kept).toEqual([adapter])
    const config = await readFile(join(folder, 'adapters', 'gpu', adapter, 'adapter_config.json'), 'utf8')
    expect(JSON.parse(config)).toMatchObject({ base_model_name_or_path: 'tiny-base' })
  })
})
