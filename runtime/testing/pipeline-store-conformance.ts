/** What every driver's store of pipelines must do. */
import { describe, expect, it } from 'vitest'
import type { PipelineDocument } from '../core/document/document.ts'
import { emptyPipeline } from '../core/document/empty-pipeline.ts'
import type { RevisionPage } from '../core/services/page.ts'
import type { PipelineStore } from '../core/stores/stores.ts'

const documentOf = (id: string, name = id): PipelineDocument => emptyPipeline(id, name)

/** `pipelines` gives the store of the test that runs. */
export function describePipelineStore(pipelines: () => PipelineStore): void {
  describe('pipelines', () => {
    it('creates once, saves only at the expected counter, and counts up', async () => {
      expect((await pipelines().create(documentOf('a')))?.counter).toBe(1)
      expect(await pipelines().create(documentOf('a'))).toBeUndefined()
      expect((await pipelines().save('a', documentOf('a', 'new name'), 1))?.counter).toBe(2)
      expect(await pipelines().save('a', documentOf('a', 'stale'), 1)).toBeUndefined()
      expect((await pipelines().get('a'))?.document.name).toBe('new name')
      expect((await pipelines().list()).map(({ id }) => id)).toEqual(['a'])
    })

    it('lets exactly one of two simultaneous saves win', async () => {
      await pipelines().create(documentOf('a'))
      const saves = await Promise.all([
        pipelines().save('a', documentOf('a', 'one'), 1),
        pipelines().save('a', documentOf('a', 'two'), 1),
      ])
      expect(saves.filter((draft) => draft !== undefined)).toHaveLength(1)
      expect((await pipelines().get('a'))?.counter).toBe(2)
    })

    it('names each state of a draft by another version', async () => {
      expect(await pipelines().version('a')).toBeUndefined()
      await pipelines().create(documentOf('a'))
      const versions = [await pipelines().version('a'), await pipelines().version('a')]
      expect(versions[1]).toBe(versions[0])
      await pipelines().save('a', documentOf('a', 'new name'), 1)
      versions.push(await pipelines().version('a'))
      await pipelines().publish('a', 'h1')
      versions.push(await pipelines().version('a'))
      expect(new Set(versions).size).toBe(3)
      await pipelines().remove('a', 2)
      expect(await pipelines().version('a')).toBeUndefined()
    })

    it('keeps one revision per hash and publishes it', async () => {
      await pipelines().create(documentOf('a'))
      const revision = {
        hash: 'h1',
        pipelineId: 'a',
        createdAt: '2026-01-01T00:00:00.000Z',
        name: '',
        note: 'first',
        document: documentOf('a'),
      }
      await pipelines().addRevision(revision)
      expect((await pipelines().addRevision({ ...revision, note: 'again' })).note).toBe('first')
      const texts = { name: 'Spring', note: 'with bicycles' }
      expect(await pipelines().describeRevision('a', 'h1', texts)).toEqual({ ...revision, ...texts })
      expect(await pipelines().describeRevision('a', 'h2', texts)).toBeUndefined()
      expect(await pipelines().revisions('a')).toMatchObject({ items: [texts], total: 1 })
      expect((await pipelines().publish('a', 'h1'))?.publishedRevision).toBe('h1')
      expect(await pipelines().revision('a', 'h2')).toBeUndefined()
    })

    it('lists revisions page by page, newest first, all of them or only those with a name', async () => {
      await pipelines().create(documentOf('a'))
      // Two at one moment stand in the order of their hashes.
      for (const [hash, day, name] of [
        ['h1', '01', 'First'],
        ['h3', '02', ''],
        ['h2', '02', ''],
        ['h4', '03', 'Last'],
      ] as const) {
        const createdAt = `2026-01-${day}T00:00:00.000Z`
        await pipelines().addRevision({
          hash,
          pipelineId: 'a',
          createdAt,
          name,
          note: '',
          document: documentOf('a'),
        })
      }
      const list = async (page: RevisionPage) => {
        const { items, total, next } = await pipelines().revisions('a', page)
        return [items.map(({ hash }) => hash).join(' '), total, next]
      }
      expect(await list({ limit: 2 })).toEqual(['h4 h2', 4, 'h2'])
      expect(await list({ limit: 2, after: 'h2' })).toEqual(['h3 h1', 4, undefined])
      expect(await list({ isNamed: true, limit: 1 })).toEqual(['h4', 2, 'h4'])
      expect(await list({ isNamed: true, limit: 1, after: 'h4' })).toEqual(['h1', 2, undefined])
      await pipelines().describeRevision('a', 'h4', { name: '', note: '' })
      expect(await list({ isNamed: true, limit: 1, after: 'h4' })).toEqual(['h1', 1, undefined])
    })

    it('removes only at the expected counter', async () => {
      await pipelines().create(documentOf('a'))
      expect(await pipelines().remove('a', 9)).toBe(false)
      expect(await pipelines().remove('a', 1)).toBe(true)
      expect(await pipelines().get('a')).toBeUndefined()
      expect(await pipelines().remove('a', 1)).toBe(false)
    })

    it('brings back what was removed, with its revisions and tags, until it is purged or its id taken', async () => {
      const revision = {
        hash: 'h1',
        pipelineId: 'a',
        createdAt: '2026-01-01T00:00:00.000Z',
        name: 'First',
        note: '',
        document: documentOf('a'),
      }
      await pipelines().create(documentOf('a'))
      await pipelines().addRevision(revision)
      await pipelines().file('a', { tags: ['desk'] })
      expect(await pipelines().restore('a')).toBeUndefined()
      await pipelines().remove('a', 1)
      expect(await pipelines().list()).toEqual([])
      expect(await pipelines().revision('a', 'h1')).toBeUndefined()
      expect(await pipelines().revisions('a')).toEqual({ items: [], total: 0 })
      expect(await pipelines().save('a', documentOf('a'), 1)).toBeUndefined()
      expect(await pipelines().file('a', { tags: ['late'], isArchived: true })).toBeUndefined()
      expect(await pipelines().publish('a', 'h1')).toBeUndefined()
      expect(await pipelines().describeRevision('a', 'h1', { name: 'Late', note: '' })).toBeUndefined()
      await pipelines().purge('2026-01-01T00:00:00.000Z')
      expect(await pipelines().restore('a')).toMatchObject({ counter: 1, publishedRevision: null })
      expect(await pipelines().list()).toMatchObject([{ id: 'a', tags: ['desk'] }])
      expect(await pipelines().revision('a', 'h1')).toEqual(revision)
      await pipelines().remove('a', 1)
      await pipelines().purge('2999-01-01T00:00:00.000Z')
      expect(await pipelines().restore('a')).toBeUndefined()
      await pipelines().create(documentOf('a'))
      await pipelines().addRevision(revision)
      await pipelines().remove('a', 1)
      expect((await pipelines().create(documentOf('a', 'other')))?.counter).toBe(1)
      expect(await pipelines().revisions('a')).toEqual({ items: [], total: 0 })
    })

    it('files under tags and in the archive without a change of the draft', async () => {
      const draft = await pipelines().create(documentOf('a'))
      expect(await pipelines().list()).toMatchObject([{ tags: [], isArchived: false }])
      expect(await pipelines().file('a', { tags: ['客服', 'desk'], isArchived: true })).toMatchObject({
        tags: ['客服', 'desk'],
        isArchived: true,
        counter: 1,
      })
      await pipelines().file('a', { isArchived: false })
      expect(await pipelines().list()).toMatchObject([{ tags: ['客服', 'desk'], isArchived: false }])
      expect(await pipelines().get('a')).toEqual(draft)
      expect(await pipelines().file('none', { isArchived: true })).toBeUndefined()
    })
  })
}
