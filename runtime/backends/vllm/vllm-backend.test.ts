import { mkdtemp, readFile, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Backend } from '../../core/services/backends.ts'
import type { Answer } from '../../core/values.ts'
import { createEgressClient } from '../../egress/egress-client.ts'
import { makeAdapterFiles } from '../../testing/adapter-files.ts'
import { describeBackend } from '../../testing/backend-conformance.ts'
import type { FakeVllm } from '../../testing/fake-vllm.ts'
import { startFakeVllm } from '../../testing/fake-vllm.ts'
import { createGate } from '../../testing/gate.ts'
import { openAdapterFolder } from './adapter-folder.node.ts'
import { createVllmBackend } from './vllm-backend.ts'

let path = ''
let engine: FakeVllm
let backend: Backend

const open = (changes: { seenAt?: string; hasFolder?: boolean } = {}) =>
  createVllmBackend({
    id: 'gpu',
    base: 'tiny-base',
    server: {
      address: engine.address,
      credential: '',
      egress: createEgressClient({ allow: [engine.origin] }),
    },
    folder:
      changes.hasFolder === false
        ? undefined
        : openAdapterFolder({ path, seenAt: changes.seenAt ?? path, backend: 'gpu' }),
  })

beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'signalbox-vllm-'))
  engine = await startFakeVllm()
  backend = open()
})
afterEach(async () => {
  await engine.stop()
  await rm(path, { recursive: true })
})

const shape = { base: 'tiny-base', module: 'layer', inputs: 4, outputs: 3 }
const one = makeAdapterFiles('one', shape, 1)
const never = new AbortController().signal
const readAll = async (adapter: string | null, question = 'Why?', signal = never): Promise<Answer> => {
  const generation = backend.generate({ question, documents: [], adapter, signal })
  for (;;) {
    const next = await generation.next()
    if (next.done === true) return next.value
  }
}
const load = '/v1/load_lora_adapter'
const unload = '/v1/unload_lora_adapter'
const filesOnDisk = async () =>
  (await readdir(path, { recursive: true })).filter((name) => name.includes('.'))

describe('vLLM as a backend', () => {
  it('writes an adapter as PEFT does, under its own name, and has the engine read it there', async () => {
    await backend.loadAdapter(one)
    const folder = join(path, 'gpu', one.id)
    expect(engine.at(load).map(({ body }) => body)).toEqual([{ lora_name: one.id, lora_path: folder }])
    expect(new Uint8Array(await readFile(join(folder, 'adapter_config.json')))).toEqual(one.config)
    expect(new Uint8Array(await readFile(join(folder, 'adapter_model.safetensors')))).toEqual(one.weights)
    expect(engine.adapters.get(one.id)).toBe(folder)
    const answer = await readAll(one.id)
    expect(answer).toMatchObject({ adapter: one.id, model: one.id, usage: { inputTokens: 11 } })
    expect(answer.text).toMatch(/^\[\d+\.\d+\] You asked: Why\? \[1\]$/)
    expect((await readAll(null)).text).toBe('You asked: Why? [1]')
  })

  it('names the folder as the engine sees it', async () => {
    engine.settings.instead = ({ path: at }, response) => {
      if (at === load) response.writeHead(200, { 'content-type': 'text/plain' }).end('Success')
      return at === load
    }
    backend = open({ seenAt: '/mnt/adapters/' })
    await backend.loadAdapter(one)
    expect(engine.at(load)[0]?.body).toMatchObject({ lora_path: `/mnt/adapters/gpu/${one.id}` })
    expect(await filesOnDisk()).toContain(join('gpu', one.id, 'adapter_config.json'))
  })

  it('keeps no files of an adapter that the engine refuses, but those that it may yet be reading', async () => {
    engine.settings.maxRank = 1
    await expect(backend.loadAdapter(one)).rejects.toMatchObject({ code: 'MODEL_REFUSED' })
    expect(await filesOnDisk()).toEqual([])
    engine.settings.instead = (_request, response) => response.destroy().destroyed
    await expect(backend.loadAdapter(one)).rejects.toMatchObject({ code: 'UPSTREAM_UNREACHABLE' })
    expect(await filesOnDisk()).toHaveLength(2)
  })

  it.each(['wrapped', 'flat'] as const)(
    'takes an adapter for loaded that the engine has already, with %s errors',
    async (errorShape) => {
      engine.settings.errorShape = errorShape
      await backend.loadAdapter(one)
      // As after a restart of this program alone.
      backend = open()
      await backend.loadAdapter(one)
      expect(engine.at(load)).toHaveLength(2)
      expect((await readAll(one.id)).text).toMatch(/^\[/)
    },
  )

  it.each(['wrapped', 'flat'] as const)(
    'loads an adapter again that the engine has forgotten, with %s errors, for all requests that want it',
    async (errorShape) => {
      engine.settings.errorShape = errorShape
      await backend.loadAdapter(one)
      const before = (await readAll(one.id)).text
      engine.restart()
      const texts = (await Promise.all([1, 2, 3].map(() => readAll(one.id)))).map(({ text }) => text)
      expect(texts).toEqual([before, before, before])
      engine.restart()
      expect(await backend.hasEffect(one.id)).toBe(true)
    },
  )

  it('gives up after it was told once more', async () => {
    await backend.loadAdapter(one)
    engine.settings.instead = ({ path: at }, response) => {
      if (at !== '/v1/chat/completions') return false
      const error = { message: 'The model does not exist.', type: 'NotFoundError', param: 'model', code: 404 }
      response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify({ error }))
      return true
    }
    await expect(readAll(one.id)).rejects.toMatchObject({ code: 'MODEL_REFUSED', params: { status: 404 } })
    expect(engine.at('/v1/chat/completions')).toHaveLength(2)
  })

  it('says what to start the engine with when it loads none', async () => {
    engine.settings.loadsAtRunTime = false
    await expect(backend.loadAdapter(one)).rejects.toMatchObject({
      code: 'BACKEND_ADAPTERS_OFF',
      params: { backend: 'gpu' },
    })
    // As llama-server says that it has no such route.
    engine.settings.instead = (_request, response) => {
      const error = { code: 404, message: 'File Not Found', type: 'not_found_error' }
      response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify({ error }))
      return true
    }
    await expect(backend.loadAdapter(one)).rejects.toMatchObject({ code: 'BACKEND_ADAPTERS_OFF' })
    await expect(readAll(one.id)).rejects.toMatchObject({ code: 'ADAPTER_NOT_FOUND' })
  })

  it.each(['wrapped', 'flat'] as const)(
    'says where the engine looked when it finds nothing, with %s errors',
    async (errorShape) => {
      engine.settings.errorShape = errorShape
      backend = open({ seenAt: '/nowhere' })
      await expect(backend.loadAdapter(one)).rejects.toMatchObject({
        code: 'BACKEND_FOLDER_UNSEEN',
        params: { backend: 'gpu', path: `/nowhere/gpu/${one.id}` },
      })
      await expect(readAll(one.id)).rejects.toMatchObject({ code: 'ADAPTER_NOT_FOUND' })
    },
  )

  it('passes on why the engine takes no adapter of this kind', async () => {
    const large = makeAdapterFiles('large', { ...shape, rank: 32 }, 1)
    await expect(backend.loadAdapter(large)).rejects.toMatchObject({
      code: 'MODEL_REFUSED',
      params: { status: 400, reason: 'LoRA rank 32 is greater than max_lora_rank 16.' },
    })
  })

  it('takes none where nothing is written to disk', async () => {
    backend = open({ hasFolder: false })
    expect(backend.takesAdapters).toBe(false)
    await expect(backend.loadAdapter(one)).rejects.toMatchObject({ code: 'BACKEND_WITHOUT_ADAPTERS' })
    expect((await readAll(null)).text).not.toBe('')
    expect(engine.at(load)).toEqual([])
  })

  it('unloads, and takes the files away; also where the engine has forgotten it', async () => {
    await backend.loadAdapter(one)
    await backend.unloadAdapter(one.id)
    expect(engine.at(unload).map(({ body }) => body)).toEqual([{ lora_name: one.id }])
    expect([engine.adapters.size, await filesOnDisk()]).toEqual([0, []])
    await backend.loadAdapter(one)
    engine.restart()
    await backend.unloadAdapter(one.id)
    expect(await filesOnDisk()).toEqual([])
    await backend.unloadAdapter(one.id)
    expect(engine.at(unload)).toHaveLength(2)
  })

  it('keeps the files while the engine does not say that it is rid of them', async () => {
    await backend.loadAdapter(one)
    await engine.stop()
    await expect(backend.unloadAdapter(one.id)).rejects.toMatchObject({ code: 'UPSTREAM_UNREACHABLE' })
    expect(await filesOnDisk()).toHaveLength(2)
    await engine.start()
  })

  it('has an adapter that is loaded again while it is still being unloaded', async () => {
    await backend.loadAdapter(one)
    const gate = createGate()
    engine.settings.pause = () => gate.passed
    const unloading = backend.unloadAdapter(one.id)
    const loading = backend.loadAdapter(one)
    gate.open()
    await Promise.all([unloading, loading])
    expect((await readAll(one.id)).adapter).toBe(one.id)
    expect(await filesOnDisk()).toHaveLength(2)
    engine.restart()
    expect((await readAll(one.id)).adapter).toBe(one.id)
  })

  it('closes the connection when a request is stopped in mid-stream', async () => {
    const gate = createGate()
    engine.settings.pause = () => gate.passed
    const controller = new AbortController()
    const generation = backend.generate({
      question: 'Why?',
      documents: [],
      adapter: null,
      signal: controller.signal,
    })
    expect(await generation.next()).toMatchObject({ value: 'You' })
    controller.abort(new Error('stopped'))
    await expect(generation.next()).rejects.toThrow('stopped')
    await expect.poll(() => engine.cutOff).toBe(1)
    gate.open()
  })

  it('asks nothing for a request that was stopped before, or that holds no question', async () => {
    await expect(readAll(null, 'Why?', AbortSignal.abort(new Error('stopped')))).rejects.toThrow('stopped')
    await expect(readAll(null, ' ')).rejects.toMatchObject({ code: 'QUESTION_EMPTY' })
    expect(engine.seen).toEqual([])
  })
})

describe('the effect of an adapter', () => {
  const idle = makeAdapterFiles('idle', shape, 3, 0)

  it('is seen in probabilities where the words are the same, and noise is none', async () => {
    engine.settings.effect = 'probabilities'
    await backend.loadAdapter(one)
    await backend.loadAdapter(idle)
    expect([await backend.hasEffect(one.id), await backend.hasEffect(idle.id)]).toEqual([true, false])
    const probes = engine.at('/v1/chat/completions').map(({ body }) => body)
    expect(probes.map(({ model }) => model)).toEqual(['tiny-base', one.id, 'tiny-base', idle.id])
    expect(probes[0]).toMatchObject({ temperature: 0, logprobs: true })
  })

  it('is not asked for without the adapter', async () => {
    await expect(backend.hasEffect(one.id)).rejects.toMatchObject({ code: 'ADAPTER_NOT_FOUND' })
  })

  it.each([
    ['no JSON', '<html>'],
    ['no choices', '{"choices":[]}'],
    ['a number', '5'],
    [
      'an infinity',
      '{"choices":[{"message":{"content":"x"},"logprobs":{"content":[{"logprob":-Infinity}]}}]}',
    ],
  ])('is unknown when the engine answers with %s', async (_what, body) => {
    await backend.loadAdapter(one)
    engine.settings.instead = ({ path: at }, response) => {
      if (at === '/v1/chat/completions') response.end(body)
      return at === '/v1/chat/completions'
    }
    await expect(backend.hasEffect(one.id)).rejects.toMatchObject({
      code: 'MODEL_STREAM_BROKEN',
      params: { origin: engine.origin, reason: expect.stringContaining(body.slice(0, 20)) },
    })
  })

  it('is told from the words alone where the engine tells no probabilities', async () => {
    await backend.loadAdapter(one)
    let asked = 0
    const reply = (content: string) => JSON.stringify({ choices: [{ message: { content }, logprobs: null }] })
    engine.settings.instead = ({ path: at }, response) => {
      if (at === '/v1/chat/completions') response.end(reply(['a', 'a', 'a', 'b'][asked++] ?? ''))
      return at === '/v1/chat/completions'
    }
    expect([await backend.hasEffect(one.id), await backend.hasEffect(one.id)]).toEqual([false, true])
  })
})

describe('conformance', () => {
  let shared = ''
  let server: FakeVllm
  beforeAll(async () => {
    shared = await mkdtemp(join(tmpdir(), 'signalbox-vllm-'))
    server = await startFakeVllm()
  })
  afterAll(async () => {
    await server.stop()
    await rm(shared, { recursive: true })
  })
  describeBackend('vLLM', {
    open: async () => {
      server.restart()
      const egress = createEgressClient({ allow: [server.origin] })
      return createVllmBackend({
        id: 'gpu',
        base: 'tiny-base',
        server: { address: server.address, credential: '', egress },
        folder: openAdapterFolder({ path: shared, seenAt: shared, backend: 'gpu' }),
      })
    },
    shape,
    request: { question: 'Dogs?', documents: [] },
  })
})
