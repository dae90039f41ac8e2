import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createAnalyser } from './analyser.ts'
import { normaliseText, normaliseWithOffsets } from './normalise.ts'
import { countTokens, tokenise, tokeniseToTexts } from './tokenise.ts'

const texts = (source: string): string[] => tokenise(source).map(({ text }) => text)

describe('tokenise', () => {
  it('splits English at blanks and punctuation, in lower case', () => {
    expect(texts('The Quick-brown fox, 3.5 km!')).toEqual(['the', 'quick', 'brown', 'fox', '3', '5', 'km'])
  })

  it('gives Chinese by characters and by pairs', () => {
    expect(texts('退款政策')).toEqual(['退', '退款', '款', '款政', '政', '政策', '策'])
  })

  it('keeps scripts apart in mixed text', () => {
    expect(texts('用GPT-4写诗')).toEqual(['用', 'gpt', '4', '写', '写诗', '诗'])
  })

  it('takes characters beyond the basic plane as one', () => {
    expect(texts('𠮷野家')).toEqual(['𠮷', '𠮷野', '野', '野家', '家'])
  })

  it('keeps an apostrophe inside a word and drops quotation marks', () => {
    expect(texts("'Don’t' say ‘no’")).toEqual(["don't", 'say', 'no'])
  })

  it('folds full-width letters, ligatures and decomposed accents, with offsets into the source', () => {
    const source = 'ＡＢＣ ﬁne cafe\u0301'
    expect(tokenise(source).map(({ text, start, end }) => [text, source.slice(start, end)])).toEqual([
      ['abc', 'ＡＢＣ'],
      ['fine', 'ﬁne'],
      ['café', 'cafe\u0301'],
    ])
  })

  it('gives nothing for a text without words', () => {
    expect(texts('')).toEqual([])
    expect(texts(' … —！？\n')).toEqual([])
  })

  it('has offsets that normalise to the token, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (source) => {
        let previous = 0
        for (const { text, start, end } of tokenise(source)) {
          expect(start).toBeGreaterThanOrEqual(previous)
          expect(end).toBeGreaterThan(start)
          expect(end).toBeLessThanOrEqual(source.length)
          expect(normaliseText(source.slice(start, end)).replace(/[’ʼ]/g, "'")).toContain(text)
          previous = start
        }
      }),
    )
  })

  it('finds the same tokens with and without offsets', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (source) => {
        expect(texts(source)).toEqual(tokeniseToTexts(source))
      }),
    )
  })
})

describe('normaliseWithOffsets', () => {
  it('agrees with normalising the whole text', () => {
    for (const source of ['ΟΔΟΣ İstanbul', '①②㎏ｶﾞ', '각\u1100\u1161', 'ǅ½ ﬀ', '你好，世界']) {
      expect(normaliseWithOffsets(source).text).toBe(normaliseText(source))
    }
  })

  it('makes no map where the offsets are the same', () => {
    expect(normaliseWithOffsets('Grüße 你好').starts).toBeUndefined()
  })
})

describe('countTokens', () => {
  it('counts words and single Chinese characters', () => {
    expect(countTokens("I don't 知道 GPT4")).toBe(5)
    expect(countTokens('')).toBe(0)
  })
})

describe('the analyser', () => {
  it('drops stop words and their contractions, and stems the rest', () => {
    const { analyse } = createAnalyser()
    expect(analyse("Don't they've isn't the trains running")).toEqual(['train', 'run'])
  })

  it('takes possessives and other contractions apart', () => {
    expect(createAnalyser().analyse("the wing's O'Brien y'all")).toEqual(['wing', 'o', 'brien', 'y'])
  })

  it('keeps everything when told to', () => {
    const { analyse } = createAnalyser({ stopWords: 'none', isStemming: false })
    expect(analyse('The trains are running')).toEqual(['the', 'trains', 'are', 'running'])
  })

  it('forgets nothing it still needs when more words pass than it remembers', () => {
    const { analyse } = createAnalyser()
    const words = Array.from({ length: 80_000 }, (_, i) => `word${i}`)
    for (const word of words) analyse(word)
    expect(analyse('running word1')).toEqual(['run', 'word1'])
  })

  it('says where each term stands', () => {
    const source = "The wing's lift"
    const terms = createAnalyser().analyseWithOffsets(source)
    expect(terms.map(({ term, start, end }) => [term, source.slice(start, end)])).toEqual([
      ['wing', "wing's"],
      ['lift', 'lift'],
    ])
  })
})
