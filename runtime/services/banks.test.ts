import { beforeEach, describe, expect, it } from 'vitest'
import type { AdapterFiles } from '../core/services/backends.ts'
import type { RuntimeServices } from '../core/services/runtime-services.ts'
import type { Stores } from '../core/stores/stores.ts'
import { openMemoryStores } from '../storage/memory/open-stores.ts'
import { makeAdapterFiles } from '../testing/adapter-files.ts'
import { composeTestServices } from '../testing/compose-test-services.ts'
import type { Gate } from '../testing/gate.ts'
import { createGate } from '../testing/gate.ts'
import { node, pipelineOf, wire } from '../testing/pipelines.ts'
import type { ScriptedBackend } from '../testing/scripted-backend.ts'
import { createScriptedBackend } from '../testing/scripted-backend.ts'
import { workUntilCancelled } from '../testing/work-until-cancelled.ts'

const shape = { base: 'scripted-base', module: 'layer', inputs: 4, outputs: 3 }
const filesOf = (seed: number, scale = 1) => makeAdapterFiles('fees', shape, seed, scale)

/** Chooses the bank's default adapter for every question. */
const pipeline = pipelineOf(
  [
    node('ask', 'input'),
    node('classify', 'intent-classifier', { intents: 'desk' }),
    node('bank', 'adapter-bank', { bank: 'desk', threshold: 0 }),
    node('answer', 'output'),
  ],
  [
    wire('ask.question', 'classify.text'),
    wire('ask.question', 'bank.question'),
    wire('classify.intent', 'bank.intent'),
    wire('bank.answer', 'answer.value'),
  ],
  'desk',
)

let stores: Stores
let services: RuntimeServices
let backend: ScriptedBackend
let gate: Gate | undefined

beforeEach(async () => {
  gate = undefined
  stores = openMemoryStores()
  backend = createScriptedBackend({
    reply: ({ adapter }) => ({ pieces: ['by ', adapter ?? 'base'], pause: async () => gate?.passed }),
  })
  services = composeTestServices({ stores, backends: [backend] }).services
  await services.banks.create({ id: 'desk', name: 'Desk', backend: 'scripted' })
  await services.intents.create({ id: 'desk', name: 'Desk' })
  await services.intents.putUtterances(
    'desk',
    ['money back', 'refund it', 'late train', 'big delay'].map((text, i) => ({
      id: `u${i}`,
      text,
      intent: i < 2 ? 'refund' : 'delay',
    })),
  )
  await services.jobs.wait((await services.intents.train('desk')).id)
  await services.pipelines.create(pipeline)
})

const add = (files: AdapterFiles, name = 'fees') => services.banks.addAdapter('desk', name, files)
const serve = async (alias: string, adapter: string) => {
  await services.banks.flipAlias('desk', alias, adapter)
  const routes = ['refund', 'delay'].map((intent) => ({ intent, alias }))
  await services.banks.setRoutes('desk', { routes, defaultAlias: alias })
}
const answerOf = async (started: ReturnType<RuntimeServices['runs']['start']>) =>
  (await (await started).finished).answer
const ask = () => services.runs.start('desk', { inputs: { question: 'money back' } })

describe('adapters', () => {
  it('have the hash of their weights in their name, whoever brings them', async () => {
    const { id, sha256 } = await add(filesOf(1))
    expect(id).toBe(`fees@${sha256.slice(0, 12)}`)
    expect((await add(filesOf(1))).id).toBe(id)
    expect((await services.banks.get('desk')).adapters).toHaveLength(1)
    expect((await services.banks.adapterFiles('desk', id)).weights).toEqual(filesOf(1).weights)
  })

  it('are trained no further when their bank is removed', async () => {
    const { id } = await services.jobs.start('adapter-training', 'desk', workUntilCancelled)
    await services.banks.remove('desk')
    expect((await services.jobs.get(id)).state).toBe('cancelled')
  })

  it('of another base or in broken files are refused, and the bank stays as it is', async () => {
    const foreign = makeAdapterFiles('fees', { ...shape, base: 'llama' }, 1)
    await expect(add(foreign)).rejects.toMatchObject({ code: 'ADAPTER_WRONG_BASE' })
    const broken = { ...filesOf(1), weights: new Uint8Array(3) }
    await expect(add(broken)).rejects.toMatchObject({ code: 'SAFETENSORS_INVALID' })
    expect((await services.banks.get('desk')).generation).toBe(1)
  })

  it('that an alias points at cannot be removed; others can', async () => {
    const { id } = await add(filesOf(1))
    await services.banks.flipAlias('desk', 'current', id)
    await expect(services.banks.removeAdapter('desk', id)).rejects.toMatchObject({ code: 'ADAPTER_IN_USE' })
    await services.banks.removeAlias('desk', 'current')
    expect((await services.banks.removeAdapter('desk', id)).adapters).toEqual([])
    // A removal can be undone: the same version comes back, files and all.
    expect((await services.banks.restoreAdapter('desk', id)).adapters.map((one) => one.id)).toEqual([id])
    expect((await services.banks.adapterFiles('desk', id)).weights.length).toBeGreaterThan(0)
    await expect(services.banks.restoreAdapter('desk', id)).rejects.toMatchObject({
      code: 'ADAPTER_NOT_FOUND',
    })
  })

  it('survive in one bank when another with the same files is removed', async () => {
    await services.banks.create({ id: 'other', name: 'Other', backend: 'scripted' })
    const { id } = await add(filesOf(1))
    await services.banks.addAdapter('other', 'fees', filesOf(1))
    await services.banks.remove('other')
    expect((await services.banks.adapterFiles('desk', id)).weights).toEqual(filesOf(1).weights)
  })
})

describe('aliases', () => {
  it('point only at adapters that change the answer', async () => {
    const good = await add(filesOf(1))
    const idle = await add(filesOf(2, 0), 'idle')
    await serve('current', good.id)
    await expect(services.banks.flipAlias('desk', 'current', idle.id)).rejects.toMatchObject({
      code: 'ADAPTER_NO_EFFECT',
    })
    expect((await services.banks.get('desk')).aliases).toEqual([{ alias: 'current', adapter: good.id }])
    await expect(services.banks.flipAlias('desk', 'current', 'none@0')).rejects.toMatchObject({
      code: 'ADAPTER_NOT_FOUND',
    })
  })

  it('that are gone take their routes with them; routes go to aliases only', async () => {
    const { id } = await add(filesOf(1))
    await serve('current', id)
    await expect(
      services.banks.setRoutes('desk', { routes: [{ intent: 'delay', alias: 'none' }], defaultAlias: null }),
    ).rejects.toMatchObject({ code: 'ALIAS_NOT_FOUND', params: { alias: 'none' } })
    expect(await services.banks.removeAlias('desk', 'current')).toMatchObject({
      routes: [],
      defaultAlias: null,
    })
  })

  it('flip between two requests, and the next request has the new version', async () => {
    const [one, two] = [await add(filesOf(1)), await add(filesOf(2))]
    await serve('current', one.id)
    expect(await answerOf(ask())).toBe(`by ${one.id}`)
    await services.banks.flipAlias('desk', 'current', two.id)
    expect(await answerOf(ask())).toBe(`by ${two.id}`)
  })
})

describe('a run under way', () => {
  it('keeps the version it was admitted with, also when that is removed from the bank meanwhile', async () => {
    const [one, two] = [await add(filesOf(1)), await add(filesOf(2))]
    await serve('current', one.id)
    gate = createGate()
    const old = ask()
    await old
    await services.banks.flipAlias('desk', 'current', two.id)
    await services.banks.removeAdapter('desk', one.id)
    const held = gate
    gate = undefined
    expect(await answerOf(ask())).toBe(`by ${two.id}`)
    held.open()
    expect(await answerOf(old)).toBe(`by ${one.id}`)
  })

  it('pins bank and alias in its trace and in its decision', async () => {
    const { id } = await add(filesOf(1))
    await serve('current', id)
    const { runId, finished } = await ask()
    expect(await finished).toMatchObject({ status: 'succeeded', adapter: id, intent: 'refund' })
    const events = []
    for await (const event of services.runs.events(runId)) events.push(event)
    const { generation } = await services.banks.get('desk')
    expect(events[0]).toMatchObject({
      type: 'run-started',
      pins: { banks: { desk: { generation, aliases: { current: id } } } },
    })
    expect(events.find(({ type }) => type === 'decision')).toMatchObject({ decision: { adapter: id } })
  })

  it('lets go of its versions at its end: idle ones are unloaded, oldest first, once there are many', async () => {
    for (let seed = 1; seed <= 20; seed += 1) await add(filesOf(seed))
    expect(backend.loaded.size).toBe(16)
    const first = await add(filesOf(1))
    await serve('current', first.id)
    gate = createGate()
    const run = ask()
    await run
    for (let seed = 21; seed <= 40; seed += 1) await add(filesOf(seed))
    expect(backend.loaded.has(first.id)).toBe(true)
    const held = gate
    gate = undefined
    held.open()
    expect(await answerOf(run)).toBe(`by ${first.id}`)
  })
})

it('refuses a backend that does not exist, an id that is taken, and a bank that is gone', async () => {
  const create = (id: string, backendId: string) =>
    services.banks.create({ id, name: 'X', backend: backendId })
  await expect(create('x', 'nowhere')).rejects.toMatchObject({ code: 'BACKEND_NOT_FOUND' })
  await expect(create('desk', 'scripted')).rejects.toMatchObject({ code: 'RESOURCE_EXISTS' })
  await expect(services.banks.get('gone')).rejects.toMatchObject({ code: 'BANK_NOT_FOUND' })
})

it('adds adapters of many callers without losing one', async () => {
  await Promise.all([1, 2, 3, 4, 5, 6].map((seed) => add(filesOf(seed))))
  expect((await services.banks.get('desk')).adapters).toHaveLength(6)
})
