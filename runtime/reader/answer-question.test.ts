import { describe, expect, it } from 'vitest'
import type { RetrievedDocument } from '../core/values.ts'
import { answerQuestion } from './answer-question.ts'
import { rarityOf } from './rarity.ts'
import { createPassageReader } from './read-passages.ts'
import { loadShippedWeights } from './shipped-weights.node.ts'

const english = await loadShippedWeights('en')
const chinese = await loadShippedWeights('zh')

/** A passage that begins at `start` of its document. */
function documentOf(id: string, title: string, text: string, start = 0): RetrievedDocument {
  return { id: `${id}#0`, documentId: id, title, text, source: { start, end: start + text.length }, score: 1 }
}

const tower = documentOf(
  'tower',
  'The tower of Marlow',
  'The tower of Marlow was designed by the architect Helen Brandt. It was finished in 1911 and is 84 metres high. ' +
    'More than 3,000 people visit it every year.',
  100,
)
const river = documentOf(
  'river',
  'The river Sane',
  'The Sane rises in the Grey Hills. It is crossed by twelve bridges, the oldest of which was built by monks in 1340.',
)

describe('an answer', () => {
  it('quotes the passage and says exactly where in its document', () => {
    const answer = answerQuestion(english, {
      question: 'Who designed the tower of Marlow?',
      documents: [river, tower],
    })
    expect(answer).toMatchObject({ abstained: false, adapter: null, model: english.name })
    expect(answer.text).toContain('Helen Brandt')
    const [citation] = answer.citations
    expect(citation).toMatchObject({ documentId: 'tower', chunkId: 'tower#0', title: 'The tower of Marlow' })
    const { start = 0, end = 0 } = citation?.source ?? {}
    expect(tower.text.slice(start - 100, end - 100)).toBe(answer.text)
  })

  it.each([
    ['In what year was the tower of Marlow finished?', '1911'],
    ['How many bridges cross the Sane?', 'twelve'],
    ['How many people visit the tower of Marlow every year?', '3,000'],
  ])('to "%s" is found among several passages', (question, expected) => {
    expect(answerQuestion(english, { question, documents: [tower, river] }).text).toContain(expected)
  })

  it('never leaves the sign of an amount behind', () => {
    const text = 'Dogs travel on all trains. The fee for a dog is £4.50, paid at the desk.'
    const documents = [documentOf('dogs', 'Dogs', text)]
    const fee = answerQuestion(english, { question: 'How much is the fee for a dog?', documents }).text
    expect(fee).toContain('£4.50')
    const { source } =
      answerQuestion(english, { question: 'How much is the fee for a dog?', documents }).citations[0] ?? {}
    expect(text.slice(source?.start, source?.end)).toBe(fee)
  })

  it('is the same every time, with passages kept from earlier requests or not', () => {
    const request = { question: 'Who designed the tower?', documents: [tower, river] }
    const read = createPassageReader('en', rarityOf(english), 2)
    const first = answerQuestion(english, request)
    expect(answerQuestion(english, { ...request, read })).toEqual(first)
    expect(answerQuestion(english, { ...request, read })).toEqual(first)
  })

  it('is declined when nothing supports one', () => {
    const declines = (question: string, documents: RetrievedDocument[]) => {
      const answer = answerQuestion(english, { question, documents })
      expect(answer).toMatchObject({
        abstained: true,
        citations: [],
        text: 'The articles do not answer this.',
      })
      expect(answer.confidence).toBeLessThan(english.calibration.threshold)
    }
    declines('Who designed the tower of Marlow?', [])
    declines('Who designed the tower of Marlow?', [documentOf('empty', '', '')])
    declines('Which minerals do volcanic rocks from Iceland contain?', [river])
  })

  it('survives questions of no words, of marks and of great length', () => {
    for (const question of ['', '???', '\u{1F682}', 'tower '.repeat(5_000)]) {
      const { text, confidence } = answerQuestion(english, { question, documents: [tower] })
      expect(text).not.toBe('')
      expect(confidence).toBeGreaterThanOrEqual(0)
      expect(confidence).toBeLessThanOrEqual(1)
    }
  })
})

describe('a Chinese answer', () => {
  const bridge = documentOf(
    'bridge',
    '临江大桥',
    '临江大桥由工程师周明远设计，1987年建成通车，全长1250米。大桥位于青桐市北郊，每天约有三万辆汽车通过。',
  )

  it.each([
    ['临江大桥是哪一年建成的？', '1987年'],
    ['临江大桥由谁设计？', '周明远'],
  ])('to "%s" quotes "%s"', (question, expected) => {
    const answer = answerQuestion(chinese, { question, documents: [bridge] })
    expect(answer.text).toContain(expected)
    const { start = 0, end = 0 } = answer.citations[0]?.source ?? {}
    expect(bridge.text.slice(start, end)).toBe(answer.text)
  })

  it('is declined in Chinese', () => {
    expect(answerQuestion(chinese, { question: '谁发明了电话？', documents: [] }).text).toBe(
      '文章中没有相关答案。',
    )
  })
})
