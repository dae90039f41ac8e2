import { beforeEach, describe, expect, it } from 'vitest'
import type { RuntimeServices } from '../core/services/runtime-services.ts'
import type { Stores } from '../core/stores/stores.ts'
import type { Progress } from '../core/trace/events.ts'
import { openMemoryStores } from '../storage/memory/open-stores.ts'
import { composeTestServices } from '../testing/compose-test-services.ts'
import { createGate } from '../testing/gate.ts'
import { feeUtterances } from '../testing/fee-desk.ts'

let services: RuntimeServices
let stores: Stores
beforeEach(async () => {
  stores = openMemoryStores()
  services = composeTestServices({ stores }).services
  await services.intents.create({ id: 'desk', name: 'Desk' })
  await services.intents.putUtterances('desk', feeUtterances)
})

const train = async (seed?: number) =>
  services.jobs.wait((await services.intents.train('desk', seed === undefined ? {} : { seed })).id)
const label = async (text: string) => (await services.intents.open('desk')).predict(text).label

describe('intent models', () => {
  it('predict once they are trained, and report out-of-fold', async () => {
    await expect(services.intents.open('desk')).rejects.toMatchObject({ code: 'INTENTS_NOT_TRAINED' })
    await train()
    expect(await label('my train is late')).toBe('delay')
    const summary = await services.intents.get('desk')
    expect(summary).toMatchObject({ isStale: false, utterances: feeUtterances.length })
    expect(summary.model).toBe((await services.intents.open('desk')).version)
    expect(summary.report).toMatchObject({ n: feeUtterances.length, oos: null })
    expect(summary.report?.accuracy).toBeGreaterThan(0.8)
  })

  it('route differently after utterances are added and removed; readers keep theirs', async () => {
    await train()
    const old = await services.intents.open('desk')
    const pets = ['a cat', 'my cat', 'cats on board', 'take the cat', 'cat carrier', 'cat in a basket']
    await services.intents.putUtterances(
      'desk',
      pets.map((text, i) => ({ id: `pets-${i}`, text, intent: 'pets' })),
    )
    await services.intents.removeUtterances(
      'desk',
      feeUtterances.filter(({ intent }) => intent === 'delay').map(({ id }) => id),
    )
    expect((await services.intents.get('desk')).isStale).toBe(true)
    expect(await label('my cat')).not.toBe('pets')
    await train()
    expect(await label('my cat')).toBe('pets')
    expect((await services.intents.open('desk')).labels).toEqual(['fees', 'luggage', 'pets'])
    expect(old.labels).toEqual(['delay', 'fees', 'luggage'])
    expect(old.version).not.toBe((await services.intents.open('desk')).version)
  })

  it('read a report in which the share that clears a threshold was called coverage', async () => {
    const { collections } = stores
    await train()
    const { report } = await services.intents.get('desk')
    const stored = await collections.get('intents', 'desk')
    const { thresholds = [], ...rest } = report ?? {}
    const former = thresholds.map(({ cleared, ...point }) => ({ ...point, coverage: cleared }))
    const old = { ...Object(stored?.value), report: { ...rest, coverage: former } }
    await collections.put('intents', 'desk', old)
    expect((await services.intents.get('desk')).report).toEqual(report)
  })

  it('are pinned before they are loaded, and say how far that is', async () => {
    await expect(services.intents.pin('desk')).rejects.toMatchObject({ code: 'INTENTS_NOT_TRAINED' })
    await train()
    const gate = createGate()
    const blobs = { ...stores.blobs, get: (hash: string) => gate.passed.then(() => stores.blobs.get(hash)) }
    const fresh = composeTestServices({ stores: { ...stores, blobs } }).services
    const { version, open } = await fresh.intents.pin('desk')
    expect(version).toBe((await services.intents.get('desk')).model)
    const told: Progress[] = []
    const opening = open((progress) => told.push(progress))
    gate.open()
    expect((await opening).version).toBe(version)
    expect(told[0]).toEqual({ done: 0, total: 1, activity: 'model-load', note: 'Desk' })
    expect(told.at(-1)?.done).toBeGreaterThan(0.4)
    // In memory there is nothing to wait for.
    const quick: Progress[] = []
    await fresh.intents.open('desk', (progress) => quick.push(progress))
    expect(quick).toEqual([])
  })

  it('never learn from utterances marked oos, but report on them', async () => {
    await services.intents.putUtterances('desk', [
      { id: 'o1', text: 'what is the capital of Peru', intent: 'oos' },
      { id: 'o2', text: 'play some jazz', intent: 'oos' },
    ])
    await train()
    expect((await services.intents.open('desk')).labels).not.toContain('oos')
    expect((await services.intents.get('desk')).report?.oos).toMatchObject({ n: 2 })
  })

  it('have the same name for the same utterances and seed', async () => {
    await train(3)
    const { model } = await services.intents.get('desk')
    await train(3)
    expect((await services.intents.get('desk')).model).toBe(model)
    expect(await label('suitcase size')).toBe('luggage')
  })

  it('keep the model in use when training fails or is cancelled', async () => {
    await train()
    const { model } = await services.intents.get('desk')
    const { id } = await services.intents.train('desk')
    await services.jobs.cancel(id)
    expect(await services.intents.get('desk')).toMatchObject({ model, isStale: true })
    const others = feeUtterances.filter(({ intent }) => intent !== 'fees').map((utterance) => utterance.id)
    await services.intents.removeUtterances('desk', others)
    await expect(train()).rejects.toMatchObject({ code: 'TOO_FEW_INTENTS' })
    expect(await label('my train is late')).toBe('delay')
  })

  it('that are removed stop their training', async () => {
    const { id } = await services.intents.train('desk')
    await services.intents.remove('desk')
    expect((await services.jobs.get(id)).state).toBe('cancelled')
  })

  it('filter their utterances by intent', async () => {
    const page = await services.intents.utterances('desk', { intent: 'delay', limit: 3 })
    expect(page.total).toBe(25)
    expect(new Set(page.items.map(({ intent }) => intent))).toEqual(new Set(['delay']))
    await expect(services.intents.utterances('none', {})).rejects.toMatchObject({ code: 'INTENTS_NOT_FOUND' })
  })
})
