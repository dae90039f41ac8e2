import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checksum } from '../core/checksum.ts'
import { answerQuestion } from './answer-question.ts'
import { describeSpans } from './passage-spans.ts'
import { rarityOf } from './rarity.ts'
import { createPassageReader } from './read-passages.ts'
import { readPassage } from './read-tokens.ts'
import { loadShippedWeights } from './shipped-weights.node.ts'
import { restorePassage, storedPassageName, storePassage } from './stored-passage.ts'

const passages = {
  en: {
    title: 'Dogs and other animals',
    text: '## Fees\n\nDogs travel on all trains. The fee for a dog is £4.50, paid at Harbour Street station between 08:00 and 20:00; guide dogs are free.\n\nWrite to dogs@northmere.example.',
  },
  zh: {
    title: '携带宠物',
    text: '狗可以乘坐所有列车。携带一只狗的费用为45元，请在开车前48小时到2号站台的服务台支付。',
  },
} as const
const questions = { en: 'What does a dog cost?', zh: '带狗乘车要多少钱？' } as const

describe.each(['en', 'zh'] as const)('a stored passage (%s)', (language) => {
  const passage = passages[language]

  it('is restored as if it had been read, whatever its text', async () => {
    const rarity = rarityOf(await loadShippedWeights(language))
    const isTheSame = (title: string, text: string) => {
      const restored = restorePassage(storePassage({ title, text }, language), { title, text }, rarity)
      expect(restored.title).toEqual(readPassage(title, language))
      expect(restored.spans).toEqual(describeSpans(readPassage(text, language), rarity))
    }
    isTheSame(passage.title, passage.text)
    const word = fc.constantFrom(
      '#',
      '\n\n',
      '. ',
      '£3',
      'İ',
      'Dogs',
      '服务台',
      '08:00',
      ' ',
      '，',
      'a@b.com',
      'ﬁx',
    )
    const texts = fc.array(fc.oneof(word, fc.string({ unit: 'grapheme' })), { maxLength: 40 })
    fc.assert(fc.property(fc.string(), texts, (title, parts) => isTheSame(title, parts.join(''))))
  })

  it('gives the same answer as one that is read when the question comes', async () => {
    const weights = await loadShippedWeights(language)
    const source = { start: 0, end: passage.text.length }
    const documents = [{ id: 'a#0', documentId: 'a', source, score: 1, ...passage }]
    const request = { question: questions[language], documents }
    let asked = 0
    const read = createPassageReader(language, rarityOf(weights))
    const findStored = () => {
      asked += 1
      return storePassage(passage, language)
    }
    expect(answerQuestion(weights, { ...request, read, findStored })).toEqual(
      answerQuestion(weights, request),
    )
    answerQuestion(weights, { ...request, read, findStored })
    expect(asked).toBe(1)
  })
})

// Chinese words are cut by the platform, so only the English bytes are the same everywhere.
it('has a name of its own for each version: when these bytes change, the version must too', () => {
  expect(storedPassageName('en')).toBe('reader-en-1')
  expect(checksum(storePassage(passages.en, 'en'))).toBe(232_677_874)
})
