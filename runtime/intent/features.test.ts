import { describe, expect, it } from 'vitest'
import { fitDictionary, hashFeatures, splitWords, vectorise } from './features.ts'

const rowsOf = (texts: string[], training = texts) =>
  vectorise(texts.map(hashFeatures), fitDictionary(training.map(hashFeatures)).dictionary)

describe('splitWords', () => {
  it('keeps words, apostrophes and marks, in lower case', () => {
    expect(splitWords('Where’s MY refund??')).toEqual(["where's", 'my', 'refund', '?', '?'])
  })

  it('takes Chinese and kana character by character, Latin words among them whole', () => {
    expect(splitWords('我想退Advance票')).toEqual(['我', '想', '退', 'advance', '票'])
    expect(splitWords('キャンセル')).toHaveLength(5)
  })

  it('reads full-width forms as their plain ones', () => {
    expect(splitWords('ＡＢＣ１２')).toEqual(splitWords('abc12'))
  })

  it('looks at the beginning of a very long text only', () => {
    expect(splitWords('word '.repeat(100_000))).toHaveLength(800)
  })
})

describe('vectorise', () => {
  it('gives each block the length 1', () => {
    const rows = rowsOf(['refund my ticket', 'where is platform 5'])
    for (const row of [0, 1]) {
      const values = rows.values.subarray(rows.starts[row], rows.starts[row + 1])
      expect(values.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(2, 5)
    }
  })

  it('holds every feature of a text once', () => {
    const rows = rowsOf(['no no no no', 'yes'])
    const indices = [...rows.indices.subarray(0, rows.starts[1])]
    expect(new Set(indices).size).toBe(indices.length)
  })

  it('shares features between a word and its misspelling, and between Chinese sentences with the same words', () => {
    const shared = (a: string, b: string) => {
      const rows = rowsOf([a, b])
      const first = new Set(rows.indices.subarray(0, rows.starts[1]))
      return [...rows.indices.subarray(rows.starts[1])].filter((index) => first.has(index)).length
    }
    expect(shared('assistance', 'asistance')).toBeGreaterThan(5)
    expect(shared('怎么退票', '我要退票')).toBeGreaterThan(shared('怎么退票', '行李多重'))
  })

  it('leaves out what training never met, and says how much of the words it met', () => {
    const rows = rowsOf(['refund my ticket', 'refund the zebra', 'qqq www'], ['refund my ticket'])
    expect(rows.known[0]).toBe(1)
    expect(rows.known[1]).toBeGreaterThan(0)
    expect(rows.known[1]).toBeLessThan(0.5)
    expect(rows.known[2]).toBe(0)
    expect(rows.starts[3]).toBe(rows.starts[2])
  })

  it('weighs a rare word more than one that every text has', () => {
    const { dictionary } = fitDictionary(['a refund', 'a bike', 'a dog'].map(hashFeatures))
    const weight = (word: string) => {
      const [hashes] = hashFeatures(word)
      return dictionary.idf[dictionary.columns[0].get(hashes[0] ?? 0) ?? -1] ?? 0
    }
    expect(weight('refund')).toBeGreaterThan(weight('a'))
  })

  it('has nothing to say of a text without characters', () => {
    const rows = rowsOf(['', '   '], ['refund'])
    expect([...rows.starts]).toEqual([0, 0, 0])
    expect([...rows.known]).toEqual([0, 0])
  })
})
