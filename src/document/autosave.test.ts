import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import { node } from '../../runtime/testing/pipelines.ts'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { failure } from '../../runtime/core/errors/failure.ts'
import type { AutosaveOptions, UnsavedCopies } from './autosave.ts'
import { Autosave } from './autosave.ts'
import type { DocumentStorage, SaveResult, StoredDocument } from './document-storage.ts'

const first: PipelineDocument = {
  ...emptyPipeline('p', 'One'),
}
const named = (name: string): PipelineDocument => ({ ...first, name })

/** A server in memory that counts, refuses stale saves, and can be unplugged. */
function createFakeStorage() {
  let current: StoredDocument = { document: first, counter: 1 }
  const saved: string[] = []
  const fake = { isUnplugged: false, saved }
  const storage: DocumentStorage = {
    load: () => Promise.resolve(current),
    save: (document, counter): Promise<SaveResult> => {
      if (fake.isUnplugged) return Promise.reject(failure('SERVER_UNREACHABLE', { url: '/' }))
      if (counter !== current.counter) return Promise.resolve({ kind: 'conflict', theirs: current })
      current = { document, counter: counter + 1 }
      saved.push(document.name)
      return Promise.resolve({ kind: 'saved', stored: current })
    },
  }
  return {
    ...fake,
    storage,
    unplug: (isUnplugged: boolean) => {
      fake.isUnplugged = isUnplugged
    },
    saveElsewhere: (document: PipelineDocument) => {
      current = { document, counter: current.counter + 1 }
    },
    current: () => current,
  }
}

function createCopies() {
  const kept = new Map<string, StoredDocument>()
  const fake = { isFull: false, kept }
  const copies: UnsavedCopies = {
    write: (id, copy) => {
      if (fake.isFull) return false
      kept.set(id, copy)
      return true
    },
    read: (id) => kept.get(id) ?? null,
    remove: (id) => void kept.delete(id),
  }
  return Object.assign(fake, copies)
}

function setUp(change: Partial<AutosaveOptions> = {}) {
  const server = createFakeStorage()
  const copies = createCopies()
  const merged: PipelineDocument[] = []
  const autosave = new Autosave({
    storage: server.storage,
    stored: { document: first, counter: 1 },
    copies,
    takesMany: () => false,
    onMerged: (document) => merged.push(document),
    ...change,
  })
  return { server, copies, merged, autosave, status: () => autosave.store.getState().status }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

it('saves once, a moment after the last of several changes', async () => {
  const { autosave, server, status } = setUp()
  autosave.change(named('T'))
  autosave.change(named('Tw'))
  autosave.change(named('Two'))
  expect(status()).toBe('pending')
  await vi.advanceTimersByTimeAsync(600)
  expect(server.saved).toEqual(['Two'])
  expect(status()).toBe('saved')
})

it('keeps the newest state without a connection and saves it when there is one again', async () => {
  const { autosave, server, copies, status } = setUp()
  server.unplug(true)
  autosave.change(named('Two'))
  await vi.advanceTimersByTimeAsync(600)
  expect(status()).toBe('offline')
  expect(copies.kept.get('p')?.document.name).toBe('Two')
  autosave.change(named('Three'))
  server.unplug(false)
  await vi.advanceTimersByTimeAsync(4_000)
  expect(server.saved).toEqual(['Three'])
  expect(status()).toBe('saved')
  expect(copies.kept.size).toBe(0)
})

it('merges what was changed elsewhere without asking when nothing overlaps', async () => {
  const { autosave, server, merged } = setUp()
  const takenIn = () => autosave.store.getState().takenIn
  server.saveElsewhere({ ...first, description: 'theirs' })
  autosave.change(named('Mine'))
  await vi.advanceTimersByTimeAsync(600)
  expect(server.current().document).toMatchObject({ name: 'Mine', description: 'theirs' })
  expect(merged).toHaveLength(1)
  const told = takenIn()
  expect(told).toMatchObject({ mine: { description: '' }, merged: { description: 'theirs' } })
  server.saveElsewhere({ ...server.current().document, description: 'Both' })
  autosave.change({ ...server.current().document, description: 'Both' })
  await vi.advanceTimersByTimeAsync(600)
  expect(merged).toHaveLength(1)
  expect(takenIn()).toBe(told)
})

it('never overwrites: both changed the name, so a person decides', async () => {
  const { autosave, server, status } = setUp()
  server.saveElsewhere(named('Theirs'))
  autosave.change(named('Mine'))
  await vi.advanceTimersByTimeAsync(600)
  expect(status()).toBe('conflict')
  expect(server.current().document.name).toBe('Theirs')
  await expect(autosave.flush()).rejects.toMatchObject({ code: 'REVISION_CONFLICT' })
  const { merge } = autosave.store.getState()
  await autosave.settle(merge?.resolve(new Map([['fact name', 'mine']])) ?? first)
  expect(server.current().document.name).toBe('Mine')
  expect(status()).toBe('saved')
})

it('flush saves at once and says why it could not', async () => {
  const { autosave, server } = setUp()
  autosave.change(named('Two'))
  await autosave.flush()
  expect(server.saved).toEqual(['Two'])
  server.unplug(true)
  autosave.change(named('Three'))
  await expect(autosave.flush()).rejects.toMatchObject({ code: 'SERVER_UNREACHABLE' })
  autosave.stop()
})

it('takes up what an earlier page left unsaved', async () => {
  const { autosave, server } = setUp()
  autosave.recover({ document: named('Left over'), counter: 1 })
  await vi.advanceTimersByTimeAsync(600)
  expect(server.saved).toEqual(['Left over'])
})

it('asks when what was left unsaved is older than what is stored', () => {
  const { autosave, status } = setUp({ stored: { document: named('Newer'), counter: 5 } })
  autosave.recover({ document: named('Left over'), counter: 1 })
  expect(status()).toBe('conflict')
})

it('says while what is not saved would be lost with the page, because the browser has no room', async () => {
  const { autosave, server, copies, status } = setUp()
  const isKept = () => autosave.store.getState().isKept
  copies.isFull = true
  server.unplug(true)
  autosave.change(named('Two'))
  await vi.advanceTimersByTimeAsync(600)
  expect([status(), isKept()]).toEqual(['offline', false])
  copies.isFull = false
  autosave.change(named('Three'))
  expect(isKept()).toBe(true)
  copies.isFull = true
  autosave.change(named('Four'))
  server.unplug(false)
  await vi.advanceTimersByTimeAsync(4_000)
  expect([status(), isKept(), server.saved]).toEqual(['saved', true, ['Four']])
})

it('takes what is typed and not in the document yet into a merge, and asks where that is in the way', async () => {
  let typed = ''
  const { autosave, server, merged, status } = setUp({
    settle: () => {
      if (typed !== '') autosave.change({ ...first, description: 'Mine', name: typed })
      typed = ''
    },
  })
  server.saveElsewhere({ ...first, settings: { deadlineMs: 5_000 } })
  autosave.change({ ...first, description: 'Mine' })
  typed = 'Typed'
  await vi.advanceTimersByTimeAsync(600)
  expect(merged.at(-1)).toMatchObject({ name: 'Typed', description: 'Mine', settings: { deadlineMs: 5_000 } })
  expect(server.current().document).toMatchObject({ name: 'Typed', settings: { deadlineMs: 5_000 } })
  server.saveElsewhere({ ...server.current().document, name: 'Theirs' })
  autosave.change({ ...server.current().document, name: 'Typed', description: 'More' })
  typed = 'Typed again'
  await vi.advanceTimersByTimeAsync(600)
  expect(status()).toBe('conflict')
  expect(autosave.store.getState().merge?.conflicts.map(({ id }) => id)).toContain('name')
})

it('takes a save whose answer was lost for what it is: nobody else changed anything', async () => {
  let isLost = true
  const { autosave, server, status } = setUp()
  const { save } = server.storage
  server.storage.save = async (document, counter) => {
    const result = await save(document, counter)
    if (isLost) throw failure('SERVER_UNREACHABLE', { url: '/' })
    return result
  }
  const drawn = (template: string) => ({ ...first, nodes: [node('t', 'template', { template })] })
  autosave.change(drawn('He'))
  await vi.advanceTimersByTimeAsync(600)
  expect(status()).toBe('offline')
  isLost = false
  autosave.change(drawn('Hello'))
  await vi.advanceTimersByTimeAsync(600)
  expect([status(), server.current().document.nodes]).toEqual(['saved', drawn('Hello').nodes])
})

it('takes in what is changed while a decision is open', async () => {
  const { autosave, server, status } = setUp()
  server.saveElsewhere(named('Theirs'))
  autosave.change(named('Mine'))
  await vi.advanceTimersByTimeAsync(600)
  autosave.change({ ...named('Mine'), description: 'Added since' })
  const { merge } = autosave.store.getState()
  expect(merge?.resolve(new Map([['fact name', 'theirs']]))).toMatchObject({
    name: 'Theirs',
    description: 'Added since',
  })
  autosave.change({ ...named('Theirs'), description: 'Given in' })
  expect([status(), autosave.store.getState().merge]).toEqual(['pending', null])
  await vi.advanceTimersByTimeAsync(600)
  expect([status(), server.current().document.description]).toEqual(['saved', 'Given in'])
})
