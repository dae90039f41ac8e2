import { beforeEach, describe, expect, it } from 'vitest'
import type { Progress } from '../core/trace/events.ts'
import type { RuntimeServices } from '../core/services/runtime-services.ts'
import type { Stores } from '../core/stores/stores.ts'
import { loadShippedWeights } from '../reader/shipped-weights.node.ts'
import { storedPassageName, storePassage } from '../reader/stored-passage.ts'
import { openMemoryStores } from '../storage/memory/open-stores.ts'
import { createGate } from '../testing/gate.ts'
import { composeTestServices } from '../testing/compose-test-services.ts'

const articles = [
  { id: 'dogs', title: 'Dogs', text: 'Dogs travel free of charge.' },
  { id: 'bicycles', title: 'Bicycles', text: 'A bicycle costs five pounds.' },
]

let stores: Stores
let services: RuntimeServices
beforeEach(async () => {
  stores = openMemoryStores()
  services = composeTestServices({ stores }).services
  await services.indexes.create({ id: 'desk', name: 'Desk' })
  await services.indexes.putArticles('desk', articles)
})

const build = async (id: string) => services.jobs.wait((await services.indexes.build(id)).id)
const first = async (id: string, query: string) =>
  (await (await services.indexes.open(id)).search(query, { method: 'bm25', limit: 1 }))[0]

describe('indexes', () => {
  it('are searched once they are built, and say what they hold', async () => {
    await expect(services.indexes.open('desk')).rejects.toMatchObject({ code: 'INDEX_NOT_BUILT' })
    expect((await build('desk')).result).toMatchObject({ documents: 2, chunks: 2 })
    expect(await services.indexes.get('desk')).toMatchObject({ generation: 1, articles: 2, isStale: false })
    expect(await first('desk', 'dogs')).toMatchObject({ documentId: 'dogs', text: articles[0]?.text })
  })

  it('are pinned before they are loaded, and say how far that is to all who wait', async () => {
    await expect(services.indexes.pin('desk')).rejects.toMatchObject({ code: 'INDEX_NOT_BUILT' })
    await build('desk')
    const gate = createGate()
    const blobs = { ...stores.blobs, get: (hash: string) => gate.passed.then(() => stores.blobs.get(hash)) }
    const fresh = composeTestServices({ stores: { ...stores, blobs } }).services
    const { version, open } = await fresh.indexes.pin('desk')
    expect(version).toBe('desk@1')
    const told: Progress[][] = [[], []]
    const waiting = told.map((list) => open((progress) => list.push(progress)))
    gate.open()
    const [one, other] = await Promise.all(waiting)
    expect(one).toBe(other)
    for (const list of told) {
      expect(list[0]).toEqual({ done: 0, total: 1, activity: 'index-load', note: 'Desk' })
      expect(list.at(-1)?.done).toBeGreaterThan(0.5)
    }
    // In memory there is nothing to wait for.
    const quick: Progress[] = []
    await fresh.indexes.open('desk', (progress) => quick.push(progress))
    expect(quick).toEqual([])
  })

  it('answer differently once an article is changed and the index built again; readers keep theirs', async () => {
    await build('desk')
    const old = await services.indexes.open('desk')
    await services.indexes.putArticles('desk', [
      { id: 'dogs', title: 'Dogs', text: 'Dogs pay three pounds.' },
    ])
    expect(await services.indexes.get('desk')).toMatchObject({ isStale: true, generation: 1, changes: 1 })
    expect((await first('desk', 'dogs'))?.text).toContain('free')
    await build('desk')
    expect((await first('desk', 'dogs'))?.text).toContain('three pounds')
    expect((await services.indexes.open('desk')).version).toBe('desk@2')
    expect(old.version).toBe('desk@1')
    expect((await old.search('dogs', { method: 'bm25', limit: 1 }))[0]?.text).toContain('free')
    expect(old.article('dogs')?.text).toContain('free')
  })

  it('show where the words of a question stand in what they find', async () => {
    await build('desk')
    const { version, items } = await services.indexes.find('desk', 'a dog', { method: 'bm25', limit: 1 })
    expect(version).toBe('desk@1')
    const [{ text, highlights } = { text: '', highlights: [] }] = items
    expect(highlights.map(({ start, end }) => text.slice(start, end).toLowerCase())).toContain('dogs')
  })

  it('forget articles that are removed', async () => {
    await build('desk')
    await services.indexes.removeArticles('desk', ['dogs'])
    await build('desk')
    expect((await first('desk', 'dogs'))?.documentId).not.toBe('dogs')
    await expect(services.indexes.removeArticles('desk', ['dogs'])).rejects.toMatchObject({
      code: 'ARTICLE_NOT_FOUND',
    })
    await expect(services.indexes.article('desk', 'dogs')).rejects.toMatchObject({
      code: 'ARTICLE_NOT_FOUND',
    })
  })

  it('stay stale when a build is cancelled, and keep the generation that stood', async () => {
    await build('desk')
    await services.indexes.putArticles('desk', [{ id: 'new', title: 'New', text: 'Cats are new.' }])
    const { id } = await services.indexes.build('desk')
    expect((await services.jobs.cancel(id)).state).toBe('cancelled')
    expect(await services.indexes.get('desk')).toMatchObject({ generation: 1, isStale: true, changes: 1 })
    expect(await first('desk', 'bicycle')).toMatchObject({ documentId: 'bicycles' })
  })

  it('with the same articles do not lose each other’s file', async () => {
    await services.indexes.create({ id: 'twin', name: 'Twin' })
    await services.indexes.putArticles('twin', articles)
    await build('desk')
    await build('twin')
    await services.indexes.remove('twin')
    const fresh = composeTestServices({ stores }).services
    expect((await fresh.indexes.open('desk')).version).toBe('desk@1')
    await expect(fresh.indexes.open('twin')).rejects.toMatchObject({ code: 'INDEX_NOT_FOUND' })
  })

  it('that are removed stop their build; one of the same name is another', async () => {
    const { id } = await services.indexes.build('desk')
    await services.indexes.remove('desk')
    expect((await services.jobs.get(id)).state).toBe('cancelled')
    await services.indexes.create({ id: 'desk', name: 'Desk' })
    expect(await services.indexes.get('desk')).toMatchObject({ generation: 0, articles: 0 })
  })

  it('get an id from their name, and do not take one that exists', async () => {
    expect((await services.indexes.create({ name: 'Rail desk!' })).id).toBe('rail-desk')
    expect((await services.indexes.create({ name: '铁路' })).id).toBe('index-3')
    await expect(services.indexes.create({ name: 'Desk' })).rejects.toMatchObject({ code: 'RESOURCE_EXISTS' })
  })

  it('page and search through their articles', async () => {
    const page = await services.indexes.articles('desk', { limit: 1 })
    expect([page.items.map(({ id }) => id), page.total]).toEqual([['dogs'], 2])
    const rest = await services.indexes.articles('desk', { after: page.next ?? '' })
    expect(rest.items.map(({ id }) => id)).toEqual(['bicycles'])
    expect((await services.indexes.articles('desk', { search: 'POUNDS' })).items.map(({ id }) => id)).toEqual(
      ['bicycles'],
    )
  })

  it('keep what the reader of their language needs of each passage; without that reader, and from before, nothing', async () => {
    const readers = new Map([['reader-en', await loadShippedWeights('en')]])
    const name = storedPassageName('en')
    const annotationOfDogs = async (from: RuntimeServices) => {
      const index = await from.indexes.open('desk')
      const [dogs] = await index.search('dogs', { method: 'bm25', limit: 1 })
      return dogs && index.annotationOf?.(dogs, name)
    }
    await build('desk')
    expect(await annotationOfDogs(services)).toBeUndefined()
    const withReader = composeTestServices({ stores, readers }).services
    expect(await annotationOfDogs(withReader)).toBeUndefined()
    await withReader.jobs.wait((await withReader.indexes.build('desk')).id)
    const [dogs = { title: '', text: '' }] = articles
    expect(await annotationOfDogs(withReader)).toEqual(storePassage(dogs, 'en'))
  })
})
