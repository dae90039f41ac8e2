import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Failure } from '../core/errors/failure.ts'
import { buildSearchIndex } from './build-search-index.ts'
import { deserialiseSearchIndex, serialiseSearchIndex } from './search-index-file.ts'
import { updateSearchIndex } from './update-search-index.ts'

const words = fc
  .array(fc.constantFrom('refund', 'coach', 'dog', 'fare', '退款', '车厢', 'ticket.', '\n\n'), {
    maxLength: 25,
  })
  .map((list) => list.join(' '))
const documents = fc.uniqueArray(
  fc.record({ id: fc.constantFrom(...'a b c d e f g h i j'.split(' ')), title: words, text: words }),
  { selector: ({ id }) => id },
)
const chunking = { targetSize: 30 }

describe('updating a search index', () => {
  it('gives the words and passages of a new build, byte for byte', async () => {
    await fc.assert(
      fc.asyncProperty(
        documents,
        documents,
        fc.array(fc.constantFrom(...'a b c x y z'.split(' '))),
        async (before, put, remove) => {
          const options = { chunking, dense: false } as const
          const index = await buildSearchIndex(before, options)
          const updated = await updateSearchIndex(index, { put, remove }, { dense: false })
          const isPut = new Set(put.map(({ id }) => id))
          const kept = before.filter(({ id }) => !isPut.has(id) && !remove.includes(id))
          const rebuilt = await buildSearchIndex([...kept, ...put], options)
          expect(serialiseSearchIndex(updated)).toEqual(serialiseSearchIndex(rebuilt))
        },
      ),
      { numRuns: 60 },
    )
  })

  const shelf = Array.from({ length: 40 }, (_, i) => ({
    id: `d${i}`,
    title: '',
    text: `Item ${i % 7} stands on shelf ${i % 5} beside item ${i % 3} and the ${i % 2 ? 'lamp' : 'chair'}.`,
  }))

  it('folds a new document into what it has learnt and finds it by meaning', async () => {
    const index = await buildSearchIndex(shelf)
    const put = [{ id: 'new', title: '', text: 'The lamp beside the chair on a shelf.' }]
    const updated = await updateSearchIndex(index, { put, remove: ['d0'] })
    expect(updated.parts.dense?.model).toBe(index.parts.dense?.model)
    expect(updated.parts.dense?.foldedIn).toBe(1)
    expect(updated.search('lamp chair shelf', { method: 'dense', limit: 1 })[0]?.documentId).toBe('new')
    expect(
      updated.search('item', { method: 'hybrid', limit: 100 }).map(({ documentId }) => documentId),
    ).not.toContain('d0')
    expect(deserialiseSearchIndex(serialiseSearchIndex(updated)).parts.dense?.foldedIn).toBe(1)
  })

  it('learns anew once a fifth of the passages is new', async () => {
    const index = await buildSearchIndex(shelf)
    const put = Array.from({ length: 20 }, (_, i) => ({
      id: `n${i}`,
      title: '',
      text: `A bottle on the table ${i % 4}.`,
    }))
    const updated = await updateSearchIndex(index, { put })
    expect(updated.parts.dense?.foldedIn).toBe(0)
    expect(serialiseSearchIndex(updated)).toEqual(
      serialiseSearchIndex(await buildSearchIndex([...shelf, ...put])),
    )
  })

  it('keeps the annotations of passages that stay and leaves those of new ones empty', async () => {
    const index = await buildSearchIndex(shelf)
    const annotated = index.withAnnotation(
      'spans',
      index.chunks.map(({ id }) => new TextEncoder().encode(id)),
    )
    const updated = await updateSearchIndex(annotated, { put: [{ id: 'd1', title: '', text: 'Changed.' }] })
    updated.chunks.forEach(({ id }, i) => {
      const blob = updated.annotation('spans')?.[i]
      expect(new TextDecoder().decode(blob)).toBe(id === 'd1#0' ? '' : id)
    })
  })

  it('leaves the old index as it was', async () => {
    const index = await buildSearchIndex(shelf)
    const before = serialiseSearchIndex(index)
    await updateSearchIndex(index, { remove: shelf.map(({ id }) => id) })
    expect(serialiseSearchIndex(index)).toEqual(before)
  })

  it('refuses one document twice', async () => {
    const twin = { id: 'x', title: '', text: '' }
    const update = updateSearchIndex(await buildSearchIndex([]), { put: [twin, twin] })
    await expect(update).rejects.toThrow(Failure)
  })
})
