import { describe, expect, it } from 'vitest'
import { questionDimensions, readQuestion } from './question.ts'

const english = (text: string) => readQuestion(text, 'en')
const chinese = (text: string) => readQuestion(text, 'zh')

describe('a question', () => {
  it.each([
    ['Who keeps found umbrellas?', 'who'],
    ['By when must I cancel?', 'when'],
    ['In which year was it opened?', 'year'],
    ['How many bags may I take?', 'how-many'],
    ['How much is the fee?', 'how-much'],
    ['what percentage comes back', 'percent'],
    ['Can I bring a dog?', 'yes-no'],
    ['refund advance ticket', 'other'],
  ])('"%s" asks for %s', (text, type) => {
    expect(english(text).type).toBe(type)
  })

  it.each([
    ['普通票退票收多少钱？', 'how-much'],
    ['末班车几点开？', 'when'],
    ['失物招领处在哪里？', 'where'],
    ['怎么改签？', 'how'],
    ['谁来接轮椅旅客？', 'who'],
  ])('"%s" asks for %s', (text, type) => {
    expect(chinese(text).type).toBe(type)
  })

  it('says what kind of thing is asked for, and what follows the gap', () => {
    expect(english('Which city did the river flood?')).toMatchObject({ head: 'citi', next: 'river' })
    expect(english('In what year did it open?')).toMatchObject({ lead: 'in', head: 'year' })
    expect(english('What is the station named after?')).toMatchObject({ lead: 'after' })
  })

  it('has features inside the layer, the bias among them, also when it is empty', () => {
    for (const text of ['', '?', 'Why', 'What do I do with a ticket that has no date on it at all?']) {
      const { active } = english(text)
      expect(active).toContain(0)
      expect(new Set(active).size).toBe(active.length)
      expect(Math.max(...active)).toBeLessThan(questionDimensions)
    }
  })
})
