import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Bm25Index } from './bm25.ts'
import { TermMatrixBuilder } from './term-matrix.ts'

function indexOf(passages: readonly (readonly string[])[], parameters = {}): Bm25Index {
  const builder = new TermMatrixBuilder()
  for (const terms of passages) builder.addRow(terms)
  return Bm25Index.fromMatrix(builder.finish(), parameters)
}

// Few words and a skewed draw: long lists, ties and repetitions.
const word = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom('a', 'b') },
  { weight: 2, arbitrary: fc.constantFrom('c', 'd', 'e') },
  { weight: 1, arbitrary: fc.constantFrom('f', 'g', 'h', 'i', 'j', 'k') },
)
const passage = fc.array(word, { maxLength: 12 })

describe('BM25', () => {
  it('scores by the published formula', () => {
    const index = indexOf([['cat', 'cat', 'dog'], ['dog', 'fish', 'fish', 'fish', 'bird'], ['bird']])
    const { rows, scores } = index.search(['cat'], 10)
    const idf = Math.log(1 + (3 - 1 + 0.5) / (1 + 0.5))
    const expected = (idf * 2 * 2.2) / (2 + 1.2 * (1 - 0.75 + (0.75 * 3) / 3))
    expect([...rows]).toEqual([0])
    expect(scores[0]).toBeCloseTo(expected, 5)
  })

  it('finds by MaxScore exactly what it finds by visiting every posting', () => {
    fc.assert(
      fc.property(
        fc.array(passage, { minLength: 1, maxLength: 120 }),
        fc.array(word, { maxLength: 6 }),
        fc.integer({ min: 1, max: 20 }),
        (passages, query, limit) => {
          const index = indexOf(passages)
          expect(index.search(query, limit)).toEqual(index.searchExhaustively(query, limit))
        },
      ),
      { numRuns: 300 },
    )
  })

  it('agrees with the full search on a large collection, where lists are galloped along', () => {
    const random = createRandom(5)
    const draw = (): string => `w${Math.floor(2_000 * random() ** 6)}`
    const index = indexOf(Array.from({ length: 8_000 }, () => Array.from({ length: 20 }, draw)))
    for (let i = 0; i < 200; i++) {
      const query = Array.from({ length: 1 + (i % 6) }, draw)
      expect(index.search(query, 10)).toEqual(index.searchExhaustively(query, 10))
    }
  })

  it('orders equal scores by passage', () => {
    const index = indexOf(Array.from({ length: 40 }, () => ['same', 'text']))
    expect([...index.search(['text'], 5).rows]).toEqual([0, 1, 2, 3, 4])
  })

  it('counts a term of the query as often as it is said', () => {
    const index = indexOf([['cat', 'x'], ['dog', 'x'], ['y']])
    expect([...index.search(['cat', 'dog', 'dog'], 2).rows]).toEqual([1, 0])
  })

  it('leaves nothing behind for the next search', () => {
    const index = indexOf([['cat'], ['dog'], ['cat', 'dog']])
    const first = index.search(['cat'], 3)
    index.search(['cat', 'dog'], 1)
    expect(index.search(['cat'], 3)).toEqual(first)
  })

  it('finds nothing for unknown words, for no words, and in an empty collection', () => {
    const index = indexOf([['cat']])
    expect(index.search(['unknown'], 5).rows).toHaveLength(0)
    expect(index.search([], 5).rows).toHaveLength(0)
    expect(index.search(['cat'], 0).rows).toHaveLength(0)
    expect(indexOf([]).search(['cat'], 5).rows).toHaveLength(0)
    expect(indexOf([[], []]).search(['cat'], 5).rows).toHaveLength(0)
  })

  it('tells how common a term is', () => {
    const index = indexOf([['cat'], ['cat', 'dog'], ['fish']])
    expect(index.documentFrequency('cat')).toBe(2)
    expect(index.documentFrequency('unknown')).toBe(0)
    expect(index.inverseDocumentFrequency('dog')).toBeGreaterThan(index.inverseDocumentFrequency('cat'))
  })
})

describe('the term matrix', () => {
  it('does not depend on the order in which words first appear', () => {
    const builder = new TermMatrixBuilder()
    builder.addRow(['b', 'a', 'b'])
    builder.addRow(['c'])
    const { terms, rowStarts, termIds, counts, lengths } = builder.finish()
    expect(terms).toEqual(['a', 'b', 'c'])
    expect([...rowStarts]).toEqual([0, 2, 3])
    expect([...termIds]).toEqual([0, 1, 2])
    expect([...counts]).toEqual([1, 2, 1])
    expect([...lengths]).toEqual([3, 1])
  })

  it('cuts a count at what 16 bits hold', () => {
    const builder = new TermMatrixBuilder()
    builder.addRow(Array.from({ length: 70_000 }, () => 'again'))
    expect([...builder.finish().counts]).toEqual([65_535])
  })
})

function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}
