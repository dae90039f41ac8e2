import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Failure } from '../core/errors/failure.ts'
import { buildSearchIndex } from './build-search-index.ts'
import type { IndexProgress } from './build-search-index.ts'
import { checksum } from '../core/checksum.ts'
import { ChunkBlobs } from './chunk-blobs.ts'
import { deserialiseSearchIndex, loadSearchIndex, serialiseSearchIndex } from './search-index-file.ts'
import { writeSections } from './section-file.ts'
import type { SourceDocument } from './search-index.ts'

const desk: readonly SourceDocument[] = [
  {
    id: 'refund',
    title: 'Refunds',
    text: '## When\n\nA refund is paid within five days. Ask at the counter.\n\n## How much\n\nThe refund is the whole fare.',
  },
  { id: 'bike', title: 'Bicycles', text: 'Bicycles travel in the last coach. A space costs four pounds.' },
  { id: 'dog', title: 'Animals', text: 'Dogs travel free of charge in every coach. Keep the dog on a lead.' },
  { id: 'zh-tui', title: '退款', text: '退款将在五天内支付。请到柜台办理。' },
  { id: 'zh-che', title: '自行车', text: '自行车放在最后一节车厢。每个车位四英镑。' },
]

async function codeOf(action: () => unknown): Promise<string> {
  try {
    await action()
  } catch (error) {
    return error instanceof Failure ? error.code : String(error)
  }
  return 'none'
}

describe('the search index', () => {
  it('finds passages in English and Chinese and cites their exact place', async () => {
    const index = await buildSearchIndex(desk)
    for (const method of ['bm25', 'hybrid'] as const) {
      expect(index.search('when is the refund paid', { method, limit: 3 })[0]?.documentId).toBe('refund')
      expect(index.search('自行车放在哪里', { method, limit: 3 })[0]?.documentId).toBe('zh-che')
    }
    for (const found of index.search('refund coach 退款', { method: 'hybrid', limit: 20 })) {
      const { text } = index.document(found.documentId) ?? { text: '' }
      expect(text.slice(found.source.start, found.source.end)).toBe(found.text)
      expect(found.title).toBe(index.document(found.documentId)?.title)
    }
  })

  it('finds a document by its title and by the heading of a section', async () => {
    const index = await buildSearchIndex(desk, { chunking: { targetSize: 30 } })
    expect(index.search('Animals', { method: 'bm25', limit: 1 })[0]?.documentId).toBe('dog')
    const counter = index.search('when counter', { method: 'bm25', limit: 1 })[0]
    expect(counter?.text).toContain('counter')
  })

  it('tells of which scores a hybrid score was made', async () => {
    const index = await buildSearchIndex(desk)
    const [best] = index.search('dog coach', { method: 'hybrid', limit: 1 })
    expect(best?.scores?.bm25).toBeGreaterThan(0)
    expect(best?.scores?.dense).toBeGreaterThan(0)
    const [lexical] = index.search('dog coach', { method: 'bm25', limit: 1 })
    expect(lexical?.scores).toEqual({ bm25: lexical?.score })
  })

  it('ranks by words alone at weight 0 and by meaning alone at weight 1', async () => {
    const index = await buildSearchIndex(desk)
    const ids = (method: 'bm25' | 'dense' | 'hybrid', denseWeight?: number): string[] =>
      index
        .search('coach pounds refund', {
          method,
          limit: 2,
          ...(denseWeight === undefined ? {} : { denseWeight }),
        })
        .map(({ id }) => id)
    expect(ids('hybrid', 0)).toEqual(ids('bm25'))
    expect(ids('hybrid', 1)).toEqual(ids('dense'))
  })

  it('gives a short page that is the beginning of a long one', async () => {
    const index = await buildSearchIndex(desk)
    for (const method of ['bm25', 'dense', 'hybrid'] as const) {
      const long = index.search('refund coach travel', { method, limit: 10 })
      expect(index.search('refund coach travel', { method, limit: 2 })).toEqual(long.slice(0, 2))
    }
  })

  it('returns other passages first when variety is asked for', async () => {
    const twins = ['a', 'b', 'c'].map((id) => ({
      id,
      title: '',
      text: 'Dogs travel free in the last coach.',
    }))
    const other = { id: 'd', title: '', text: 'Dogs need a lead at the station.' }
    const index = await buildSearchIndex([...twins, other, ...desk])
    const ids = (diversity?: number): (string | undefined)[] =>
      index
        .search('dogs travel free last coach', {
          method: 'hybrid',
          limit: 3,
          ...(diversity === undefined ? {} : { diversity }),
        })
        .map(({ text }) => text)
    expect(new Set(ids()).size).toBeLessThan(new Set(ids(0.3)).size)
    expect(ids(1)).toEqual(ids())
  })

  it('finds nothing for a question without words, and in an empty collection', async () => {
    const index = await buildSearchIndex(desk)
    const empty = await buildSearchIndex([])
    for (const method of ['bm25', 'dense', 'hybrid'] as const) {
      expect(index.search('', { method, limit: 5 })).toEqual([])
      expect(index.search('？！ the', { method, limit: 5 })).toEqual([])
      expect(empty.search('refund', { method, limit: 5 })).toEqual([])
    }
  })

  it('marks the words of a query by stem', async () => {
    const index = await buildSearchIndex(desk)
    const text = 'Refunds are paid; refunding takes a day. 退款办理'
    const marked = index.highlight('the refund 退款', text).map(({ start, end }) => text.slice(start, end))
    expect(marked).toEqual(['Refunds', 'refunding', '退款'])
  })

  it('takes a question of a million characters', async () => {
    const index = await buildSearchIndex(desk)
    expect(index.search('refund '.repeat(150_000), { method: 'hybrid', limit: 1 })[0]?.documentId).toBe(
      'refund',
    )
  })

  it('refuses two documents with one id', async () => {
    expect(await codeOf(() => buildSearchIndex([desk[0]!, desk[0]!]))).toBe('DUPLICATE_DOCUMENT')
  })

  it('stops when it is cancelled and reports how far it is', async () => {
    const many = Array.from({ length: 4_000 }, (_, i) => ({
      id: String(i),
      title: '',
      text: `Text number ${i} of many texts that are much alike. `.repeat(10),
    }))
    const controller = new AbortController()
    const seen: IndexProgress[] = []
    const building = buildSearchIndex(
      many,
      {},
      (progress) => {
        seen.push(progress)
        controller.abort(new Error('changed his mind'))
      },
      controller.signal,
    )
    await expect(building).rejects.toThrow('changed his mind')
    expect(seen.length).toBeGreaterThan(0)
    expect(seen.every(({ share }) => share >= 0 && share <= 1)).toBe(true)
  })
})

describe('the index file', () => {
  it('is loaded step by step into the same index, and says how far it is', async () => {
    const bytes = serialiseSearchIndex(await buildSearchIndex(desk))
    const shares: number[] = []
    const loaded = await loadSearchIndex(bytes, (share) => shares.push(share))
    expect(serialiseSearchIndex(loaded)).toEqual(bytes)
    expect(shares[0]).toBe(0)
    expect(shares).toEqual(shares.toSorted((a, b) => a - b))
    expect(shares.at(-1)).toBe(1)
    await expect(loadSearchIndex(bytes.subarray(0, 40), () => undefined)).rejects.toMatchObject({
      code: 'INDEX_FILE_DAMAGED',
    })
  })

  it('does not depend on the order of the documents', async () => {
    const forward = serialiseSearchIndex(await buildSearchIndex(desk))
    const backward = serialiseSearchIndex(await buildSearchIndex([...desk].reverse()))
    expect(forward).toEqual(backward)
  })

  it('brings back an index that finds the same and gives the same bytes', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 60 })
    const common = fc.array(fc.constantFrom('refund', 'coach', '退款', 'dog.', '\n\n'), { maxLength: 20 })
    const body = fc.tuple(common, text).map(([words, rest]) => `${words.join(' ')} ${rest}`)
    const documents = fc.uniqueArray(
      fc.record({ id: fc.string({ minLength: 1 }), title: text, text: body }),
      {
        selector: ({ id }) => id,
        maxLength: 8,
      },
    )
    await fc.assert(
      fc.asyncProperty(documents, async (given) => {
        const index = await buildSearchIndex(given, { chunking: { targetSize: 40 } })
        const bytes = serialiseSearchIndex(index)
        const back = deserialiseSearchIndex(bytes)
        expect(back.documents).toEqual(index.documents)
        expect(back.chunks).toEqual(index.chunks)
        const request = { method: 'hybrid', limit: 10 } as const
        expect(back.search('refund coach 退款', request)).toEqual(index.search('refund coach 退款', request))
        expect(serialiseSearchIndex(back)).toEqual(bytes)
      }),
      { numRuns: 40 },
    )
  })

  it('refuses a file with any one byte changed', async () => {
    const bytes = serialiseSearchIndex(await buildSearchIndex(desk))
    const places = [
      ...Array(64).keys(),
      ...Array.from({ length: 200 }, (_, i) => Math.floor((i * bytes.length) / 200)),
    ]
    for (const place of places) {
      const damaged = bytes.slice()
      damaged[place] = (damaged[place] ?? 0) ^ (1 << (place % 8))
      expect(await codeOf(() => deserialiseSearchIndex(damaged))).toBe('INDEX_FILE_DAMAGED')
    }
  })

  it('refuses a file that is cut short, empty, or something else', async () => {
    const bytes = serialiseSearchIndex(await buildSearchIndex(desk))
    for (const wrong of [bytes.slice(0, -1), bytes.slice(0, 30), new Uint8Array(0), new Uint8Array(100)]) {
      expect(await codeOf(() => deserialiseSearchIndex(wrong))).toBe('INDEX_FILE_DAMAGED')
    }
  })

  it('says when a file is of a newer version or lacks a section', async () => {
    expect(await codeOf(() => deserialiseSearchIndex(writeSections(99, new Map())))).toBe('INDEX_FILE_NEWER')
    expect(await codeOf(() => deserialiseSearchIndex(writeSections(1, new Map())))).toBe('INDEX_FILE_DAMAGED')
  })

  it('keeps annotations, one blob a chunk, and gives them for passages that are still as they were found', async () => {
    const index = await buildSearchIndex(desk, { chunking: { targetSize: 30 } })
    const blobs = index.chunks.map((_, i) => new Uint8Array(i).fill(i))
    const names = blobs.map((_, i) => new TextEncoder().encode(`chunk ${i}`))
    const annotated = index
      .withAnnotation('spans', ChunkBlobs.pack(blobs))
      .withAnnotation('names', ChunkBlobs.pack(names))
    const back = deserialiseSearchIndex(serialiseSearchIndex(annotated))
    const found = back.search('refund coach 退款', { method: 'bm25', limit: 20 })
    expect(found.length).toBeGreaterThan(3)
    for (const passage of found) {
      const position = index.chunks.findIndex(({ id }) => id === passage.id)
      expect(back.annotationOf({ ...passage }, 'spans')).toEqual(blobs[position])
      expect(back.annotationOf(passage, 'names')).toEqual(names[position])
      expect(back.annotationOf(passage, 'other')).toBeUndefined()
      expect(index.annotationOf(passage, 'spans')).toBeUndefined()
      for (const changed of [{ text: 'Else.' }, { title: 'Else' }, { documentId: 'else' }, { id: 'else#0' }])
        expect(back.annotationOf({ ...passage, ...changed }, 'spans')).toBeUndefined()
    }
    expect(() => index.withAnnotation('spans', ChunkBlobs.pack([]))).toThrow(RangeError)
  })
})

describe('checksum', () => {
  it('agrees with the published values of xxHash', () => {
    const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
    expect(checksum(bytes(''))).toBe(0x02cc5d05)
    expect(checksum(bytes('abc'))).toBe(0x32d153ff)
    expect(checksum(bytes('Nobody inspects the spammish repetition'))).toBe(0xe2293b2f)
  })
})
