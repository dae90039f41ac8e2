import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createEngineCatalogue } from '../backends/catalogue.ts'
import type { EngineCatalogue } from '../core/services/backends.ts'
import type { RuntimeServices } from '../core/services/runtime-services.ts'
import type { Stores } from '../core/stores/stores.ts'
import { createEgressClient } from '../egress/egress-client.ts'
import { openMemoryStores } from '../storage/memory/open-stores.ts'
import { makeAdapterFiles } from '../testing/adapter-files.ts'
import { composeTestServices } from '../testing/compose-test-services.ts'
import type { FakeVllm } from '../testing/fake-vllm.ts'
import { startFakeVllm } from '../testing/fake-vllm.ts'
import type { Gate } from '../testing/gate.ts'
import { createGate } from '../testing/gate.ts'
import { createScriptedBackend } from '../testing/scripted-backend.ts'

let path = ''
let engine: FakeVllm
let other: FakeVllm
let stores: Stores
let services: RuntimeServices
/** Held while an engine is asked for its models. */
let gate: Gate | undefined

const houseModel = () => createScriptedBackend({ id: 'house', reply: () => ({ pieces: ['Yes.'] }) })
const openServices = async () => {
  const composed = composeTestServices({
    stores,
    backends: [houseModel()],
    egress: createEgressClient({ allow: [engine.origin, other.origin, 'http://127.0.0.1:9'] }),
    openEngines: (egress): EngineCatalogue => {
      const { listModels, ...catalogue } = createEngineCatalogue({ egress, adaptersPath: path })
      return {
        ...catalogue,
        listModels: async (connection) => {
          await gate?.passed
          return listModels(connection)
        },
      }
    },
  })
  await composed.openStoredBackends()
  services = composed.services
}

beforeEach(async () => {
  path = await mkdtemp(join(tmpdir(), 'signalbox-made-'))
  engine = await startFakeVllm()
  other = await startFakeVllm()
  stores = openMemoryStores()
  gate = undefined
  await openServices()
})
afterEach(async () => {
  await Promise.all([engine.stop(), other.stop()])
  await rm(path, { recursive: true })
})

const gpu = () => ({ id: 'gpu', engine: 'vllm' as const, address: engine.address })
const create = (changes: object = {}) => services.backends.create({ ...gpu(), ...changes })
const ids = async () => (await services.backends.list()).map(({ id }) => id)

describe('a backend is made', () => {
  it('from an address, for the only model that its engine serves', async () => {
    const made = await create({ address: `${engine.address}/ `.trim() })
    expect(made).toEqual({
      id: 'gpu',
      base: 'tiny-base',
      kind: 'http',
      capabilities: { languages: null, adapters: true, training: false },
      connection: { engine: 'vllm', address: engine.address, credential: '', adapterFolder: '' },
      banks: [],
    })
    expect(await services.backends.get('gpu')).toEqual(made)
    expect(await ids()).toEqual(['house', 'gpu'])
  })

  it('for one of several models only when that is named, though not for an adapter', async () => {
    const list = (...models: object[]) => {
      engine.settings.instead = ({ path: at }, response) => {
        if (at === '/v1/models') response.end(JSON.stringify({ data: models }))
        return at === '/v1/models'
      }
    }
    list({ id: 'large' }, { id: 'small' }, { id: 'fees@1', parent: 'small' })
    const place = { origin: engine.origin, served: 'large, small' }
    await expect(create()).rejects.toMatchObject({
      code: 'BACKEND_MODEL_UNCLEAR',
      status: 422,
      params: place,
      path: '/model',
    })
    for (const model of ['fees@1', 'Large'])
      await expect(create({ model })).rejects.toMatchObject({
        code: 'BACKEND_MODEL_UNKNOWN',
        params: { ...place, model },
        path: '/model',
      })
    expect(await create({ model: ' small ' })).toMatchObject({ base: 'small' })
    list(...Array.from({ length: 500 }, (_, i) => ({ id: `model-${i}` })))
    const refused = await create({ id: 'hub' }).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'BACKEND_MODEL_UNCLEAR' })
    expect(String(refused).length).toBeLessThan(1_000)
  })

  it('not where nothing answers, or what answers is no engine, or nobody may go', async () => {
    await expect(create({ address: 'http://127.0.0.1:9/v1' })).rejects.toMatchObject({
      code: 'UPSTREAM_UNREACHABLE',
    })
    await expect(create({ address: engine.origin })).rejects.toMatchObject({ code: 'BACKEND_LISTS_NOTHING' })
    await expect(create({ address: 'http://127.0.0.1:1/v1' })).rejects.toMatchObject({
      code: 'EGRESS_DENIED',
    })
    engine.settings.instead = (_request, response) => response.end('<html>') !== undefined
    await expect(create()).rejects.toMatchObject({ code: 'BACKEND_LISTS_NOTHING' })
    expect(await ids()).toEqual(['house'])
    expect(await stores.collections.list('backend')).toEqual([])
  })

  it.each(['house', 'reader', 'gpu'])('not under the id %s, which is taken', async (id) => {
    await create()
    const asked = engine.seen.length
    await expect(create({ id })).rejects.toMatchObject({ code: 'RESOURCE_EXISTS', params: { id } })
    expect(engine.seen).toHaveLength(asked)
  })

  it('once, when two make it at the same time', async () => {
    const both = await Promise.allSettled([create(), create({ address: other.address })])
    expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected'])
    expect(both[1]).toMatchObject({ reason: { code: 'RESOURCE_EXISTS' } })
    expect(await services.backends.get('gpu')).toMatchObject({ connection: { address: engine.address } })
  })

  it('not where the program makes none', async () => {
    const without = composeTestServices({ backends: [houseModel()] }).services.backends
    const refused = { code: 'BACKENDS_NOT_KEPT', status: 501 }
    await expect(without.create(gpu())).rejects.toMatchObject({ ...refused, params: { backend: 'gpu' } })
    await expect(without.change('gpu', {})).rejects.toMatchObject({ code: 'BACKEND_NOT_FOUND' })
  })
})

describe('a backend is changed', () => {
  it('to another address, where its model has to be', async () => {
    await create({ adapterFolder: '/mnt' })
    const changed = await services.backends.change('gpu', { address: other.address })
    expect(changed.connection).toMatchObject({ address: other.address, adapterFolder: '/mnt' })
    other.settings.base = 'else'
    await expect(services.backends.change('gpu', { adapterFolder: '' })).rejects.toMatchObject({
      code: 'BACKEND_MODEL_UNKNOWN',
      params: { origin: other.origin, model: 'tiny-base', served: 'else' },
    })
    expect((await services.backends.get('gpu')).connection).toEqual(changed.connection)
    await openServices()
    expect((await services.backends.get('gpu')).connection).toEqual(changed.connection)
  })

  it('not when it is of the program, or not there', async () => {
    const { change, remove } = services.backends
    for (const refused of [change('house', {}), remove('house')])
      await expect(refused).rejects.toMatchObject({
        code: 'BACKEND_OF_PROGRAM',
        params: { backend: 'house' },
      })
    for (const refused of [change('gone', {}), remove('gone')])
      await expect(refused).rejects.toMatchObject({ code: 'BACKEND_NOT_FOUND', params: { backend: 'gone' } })
  })

  it('in turn: of two changes at once the later one stands, in the store and for the next request', async () => {
    await create()
    gate = createGate()
    const changes = [other.address, engine.address].map((address) =>
      services.backends.change('gpu', { address }),
    )
    const folder = services.backends.change('gpu', { adapterFolder: '/mnt' })
    gate.open()
    await Promise.all([...changes, folder])
    const connection = { address: engine.address, adapterFolder: '/mnt' }
    expect(await services.backends.get('gpu')).toMatchObject({ connection })
    await openServices()
    expect(await services.backends.get('gpu')).toMatchObject({ connection })
  })

  it('not after it was removed, and does not come back', async () => {
    await create()
    gate = createGate()
    const removed = services.backends.remove('gpu')
    const changed = services.backends.change('gpu', { address: other.address })
    const again = services.backends.change('gpu', {})
    gate.open()
    await removed
    for (const refused of [changed, again])
      await expect(refused).rejects.toMatchObject({ code: 'BACKEND_NOT_FOUND' })
    expect(await ids()).toEqual(['house'])
  })

  it('and then removed, and is gone', async () => {
    await create()
    gate = createGate()
    const changed = services.backends.change('gpu', { address: other.address })
    const removed = services.backends.remove('gpu')
    gate.open()
    await Promise.all([changed, removed])
    expect([await ids(), await stores.collections.list('backend')]).toEqual([['house'], []])
  })
})

describe('a backend that was made', () => {
  const shape = { base: 'tiny-base', module: 'layer', inputs: 4, outputs: 3 }
  const { id: adapter, ...files } = makeAdapterFiles('fees', shape, 1)
  const ask = async (alias: string | null) => {
    const bank = await services.banks.open('desk')
    let text = ''
    const request = { alias, question: 'Why?', documents: [], signal: new AbortController().signal }
    for await (const piece of bank.generate(request)) text += piece
    return text
  }
  const makeBank = async () => {
    await create()
    await services.banks.create({ id: 'desk', name: 'Desk', backend: 'gpu' })
    await services.banks.addAdapter('desk', 'fees', files)
    await services.banks.flipAlias('desk', 'fees', adapter)
  }

  it('is there again after a restart, also when its engine is not, and answers once that is back', async () => {
    await makeBank()
    const [before, base] = [await ask('fees'), await ask(null)]
    expect(before).not.toBe(base)
    await engine.stop()
    const seen = engine.seen.length
    await openServices()
    expect(await ids()).toEqual(['house', 'gpu'])
    expect(await services.backends.get('gpu')).toMatchObject({
      base: 'tiny-base',
      connection: { address: engine.address },
      banks: [{ id: 'desk', name: 'Desk' }],
    })
    await expect(ask('fees')).rejects.toMatchObject({
      code: 'UPSTREAM_UNREACHABLE',
      params: { origin: engine.origin },
    })
    await expect(ask(null)).rejects.toMatchObject({ code: 'UPSTREAM_UNREACHABLE' })
    engine.restart()
    await engine.start()
    expect(engine.seen).toHaveLength(seen)
    expect([await ask('fees'), await ask(null)]).toEqual([before, base])
  })

  it('has its adapters loaded again where it is reached in another way than before', async () => {
    await makeBank()
    const before = await ask('fees')
    expect(other.adapters.size).toBe(0)
    await services.backends.change('gpu', { address: other.address })
    expect(await ask('fees')).toBe(before)
    expect([...other.adapters.keys()]).toEqual([adapter])
    expect(other.at('/v1/load_lora_adapter')).toHaveLength(1)
    await ask('fees')
    expect(other.at('/v1/load_lora_adapter')).toHaveLength(1)
  })

  it('refuses an adapter that changes nothing, one of another base, and one that its engine does not take', async () => {
    await makeBank()
    const { id: idle, ...idleFiles } = makeAdapterFiles('idle', shape, 2, 0)
    await services.banks.addAdapter('desk', 'idle', idleFiles)
    await expect(services.banks.flipAlias('desk', 'fees', idle)).rejects.toMatchObject({
      code: 'ADAPTER_NO_EFFECT',
    })
    const { id: _foreign, ...foreign } = makeAdapterFiles('x', { ...shape, base: 'else' }, 2)
    await expect(services.banks.addAdapter('desk', 'x', foreign)).rejects.toMatchObject({
      code: 'ADAPTER_WRONG_BASE',
    })
    const { id: _large, ...large } = makeAdapterFiles('y', { ...shape, rank: 32 }, 2)
    await expect(services.banks.addAdapter('desk', 'y', large)).rejects.toMatchObject({
      code: 'MODEL_REFUSED',
      params: { reason: expect.stringContaining('max_lora_rank') },
    })
    const { adapters, aliases } = await services.banks.get('desk')
    expect([adapters.map(({ id }) => id), aliases]).toEqual([[adapter, idle], [{ alias: 'fees', adapter }]])
  })

  it('lets others keep files while its engine loads', async () => {
    await makeBank()
    const hold = createGate()
    engine.settings.pause = () => hold.passed
    const { id: _id, ...slow } = makeAdapterFiles('slow', shape, 5)
    const adding = services.banks.addAdapter('desk', 'slow', slow)
    const { id: _other, ...quick } = makeAdapterFiles('q', { ...shape, base: 'scripted-base' }, 6)
    await services.banks.create({ id: 'house', name: 'House', backend: 'house' })
    expect(await services.banks.addAdapter('house', 'q', quick)).toMatchObject({ name: 'q' })
    hold.open()
    expect(await adding).toMatchObject({ name: 'slow' })
  })

  it('cannot be removed while a bank is on it', async () => {
    await makeBank()
    await expect(services.backends.remove('gpu')).rejects.toMatchObject({
      code: 'BACKEND_IN_USE',
      status: 409,
      params: { backend: 'gpu', banks: 'Desk' },
    })
    await services.banks.remove('desk')
    expect(await readdir(path)).toEqual(['gpu'])
    await services.backends.remove('gpu')
    expect(await readdir(path)).toEqual([])
    expect(await ids()).toEqual(['house'])
    await expect(services.backends.open('gpu')).rejects.toMatchObject({ code: 'BACKEND_NOT_FOUND' })
    await create({ engine: 'openai' })
    await openServices()
    expect(await services.backends.get('gpu')).toMatchObject({ capabilities: { adapters: false } })
  })

  it('stands back behind one of the program that has its id, and is neither changed nor removed then', async () => {
    await create()
    const { record } = { record: (await stores.collections.get('backend', 'gpu'))?.value }
    await services.backends.remove('gpu')
    await stores.collections.put('backend', 'house', record ?? null, 0)
    await openServices()
    expect(await services.backends.get('house')).toMatchObject({ base: 'scripted-base', connection: null })
    await expect(services.backends.remove('house')).rejects.toMatchObject({ code: 'BACKEND_OF_PROGRAM' })
    await expect(services.backends.change('house', {})).rejects.toMatchObject({ code: 'BACKEND_OF_PROGRAM' })
    expect(await services.backends.get('house')).toMatchObject({ base: 'scripted-base' })
  })
})
