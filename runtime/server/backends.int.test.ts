/** A second backend that a host program registers: listed, chosen for a bank and for a reader, and executed. */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { SignalboxClient } from '../client/client.ts'
import { createClient } from '../client/client.ts'
import type { Runtime, RunningServer } from '../node.ts'
import { createRuntime, createServer } from '../node.ts'
import { makeAdapterFiles } from '../testing/adapter-files.ts'
import { node, pipelineOf, wire } from '../testing/pipelines.ts'
import { runCliCaptured } from '../testing/run-cli-captured.ts'
import type { ScriptedBackend } from '../testing/scripted-backend.ts'
import { createScriptedBackend } from '../testing/scripted-backend.ts'

let folder = ''
let scripted: ScriptedBackend
let runtime: Runtime
let server: RunningServer
let client: SignalboxClient

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalbox-backends-'))
  scripted = createScriptedBackend({
    id: 'house-model',
    base: 'house',
    reply: ({ adapter, question }) => ({ pieces: [`${adapter ?? 'base'}: `, question] }),
  })
  const backend = { ...scripted, kind: 'simulated' as const, languages: ['en' as const] }
  runtime = await createRuntime({ dataDir: folder, backends: [backend] })
  server = await createServer(runtime, { port: 0 })
  client = createClient({ baseUrl: server.address })
})
afterAll(async () => {
  await server.close()
  await runtime.close()
  await rm(folder, { recursive: true })
})

it('lists every backend with its base model, what it can do, and the banks on it', async () => {
  await client.banks.create({ id: 'rail', name: 'Rail desk' })
  await client.banks.create({ id: 'house', name: 'House', backend: 'house-model' })
  const listed = await client.backends.list()
  expect(listed).toEqual([
    {
      id: 'reader-en',
      base: 'signalbox-reader-en',
      kind: 'embedded',
      capabilities: { languages: ['en'], adapters: true, training: true },
      connection: null,
      banks: [{ id: 'rail', name: 'Rail desk' }],
    },
    {
      id: 'reader-zh',
      base: 'signalbox-reader-zh',
      kind: 'embedded',
      capabilities: { languages: ['zh'], adapters: true, training: true },
      connection: null,
      banks: [],
    },
    {
      id: 'house-model',
      base: 'house',
      kind: 'simulated',
      capabilities: { languages: ['en'], adapters: true, training: false },
      connection: null,
      banks: [{ id: 'house', name: 'House' }],
    },
  ])
  expect(await client.backends.get('house-model')).toEqual(listed[2])
  expect(await runtime.services.backends.list()).toEqual(listed)
  await expect(client.backends.get('nowhere')).rejects.toMatchObject({
    code: 'BACKEND_NOT_FOUND',
    status: 404,
  })
  const page = (await (await fetch(`${server.address}/openapi.json`)).json()) as { paths: object }
  expect(Object.keys(page.paths)).toEqual(expect.arrayContaining(['/api/backends', '/api/backends/{id}']))
  const printed = await runCliCaptured('backend', 'list', '--json', '--data-dir', folder)
  // Another process knows the built-in ones only; beside a server of the command line it would ask that.
  expect([printed.code, printed.json()]).toEqual([0, listed.slice(0, 2)])
  const lines = await runCliCaptured('backend', 'list', '--data-dir', folder)
  expect(lines.stdout).toContain(
    'reader-en  embedded  signalbox-reader-en  en  takes adapters  trains adapters  banks: rail',
  )
})

it('generates through the backend of a bank with the adapter of its alias, and trains none on it', async () => {
  const shape = { base: 'house', module: 'layer', inputs: 4, outputs: 3 }
  const { id: _id, ...files } = makeAdapterFiles('tones', shape, 7)
  const { id } = await runtime.services.banks.addAdapter('house', 'tones', files)
  await client.banks.flipAlias('house', 'tones', id)
  const bank = await runtime.services.banks.open('house')
  const pieces: string[] = []
  const request = { alias: 'tones', question: 'When?', documents: [], signal: new AbortController().signal }
  for await (const piece of bank.generate(request)) pieces.push(piece)
  expect(pieces.join('')).toBe(`${id}: When?`)
  await expect(client.banks.trainAdapter('house', { name: 'more', index: 'desk' })).rejects.toMatchObject({
    code: 'BACKEND_CANNOT_TRAIN',
    params: { bank: 'house', backend: 'house-model' },
  })
})

/** `ask → find nothing → read`: the articles of an index of one. */
const reading = (id: string, config: Record<string, unknown>) =>
  pipelineOf(
    [
      node('ask', 'input'),
      node('find', 'bm25-retriever', { index: 'one' }),
      node('read', 'reader', config),
      node('answer', 'output'),
    ],
    [
      wire('ask.question', 'find.query'),
      wire('ask.question', 'read.question'),
      wire('find.documents', 'read.documents'),
      wire('read.answer', 'answer.value'),
    ],
    id,
  )

it('reads with the backend that a reader names, and refuses a run of one that is not there', async () => {
  await client.indexes.create({ id: 'one', name: 'One' })
  await client.indexes.putArticles('one', [
    { id: 'refunds', title: 'Refunds', text: 'A refund takes 28 days.' },
  ])
  const job = await client.indexes.build('one')
  await runtime.services.jobs.wait(job.id)
  const ask = async (config: Record<string, unknown>) =>
    runtime.run(reading('reading', config), { question: 'How long does a refund take?' })
  expect((await ask({})).outputs['answer']).toMatchObject({ model: 'signalbox-reader-en' })
  const read = await ask({ backend: 'house-model' })
  expect(read.outputs['answer']).toMatchObject({ text: 'base: How long does a refund take?', model: 'house' })
  expect(scripted.requests.at(-1)?.documents).toMatchObject([{ documentId: 'refunds' }])
  const gone = await ask({ backend: 'gone' })
  // Before the first node: no passage was looked up for nothing.
  expect(gone.events.filter(({ type }) => type === 'node-started')).toEqual([])
  expect(gone).toMatchObject({
    status: 'failed',
    error: { code: 'BACKEND_NOT_FOUND', params: { backend: 'gone' } },
  })
})

it('refuses a bank in a language that its backend does not know, or on a backend that is not there', async () => {
  const create = (backend: string, language: 'en' | 'zh') =>
    client.banks.create({ name: 'X', backend, language })
  await expect(create('house-model', 'zh')).rejects.toMatchObject({
    code: 'BACKEND_WRONG_LANGUAGE',
    params: { backend: 'house-model', language: 'zh', known: 'en' },
  })
  await expect(create('reader-zh', 'en')).rejects.toMatchObject({ code: 'BACKEND_WRONG_LANGUAGE' })
  await expect(create('gone', 'en')).rejects.toMatchObject({ code: 'BACKEND_NOT_FOUND' })
  expect(await client.banks.list()).toHaveLength(2)
})

it.each(['reader-en', 'reader'])(
  'does not let a backend take the id %s of the embedded reader',
  async (id) => {
    const other = createScriptedBackend({ id, reply: () => ({ pieces: ['x'] }) })
    await expect(createRuntime({ backends: [other] })).rejects.toMatchObject({
      code: 'DUPLICATE_ID',
      params: { id },
    })
  },
)
