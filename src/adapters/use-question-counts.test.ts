import { expect, it } from 'vitest'
import { countByIntent } from './use-question-counts.ts'

it('counts all questions of an intent, and those that can be trained on', () => {
  const question = { id: 'q', question: 'x', answers: ['y'] }
  expect(
    countByIntent([
      { ...question, intent: 'b' },
      { ...question, intent: 'a', split: 'test' },
      { ...question, intent: 'b', answers: [] },
      { ...question, intent: 'b', split: 'train' },
      question,
    ]),
  ).toEqual({
    intents: [
      { intent: 'a', all: 1, usable: 0 },
      { intent: 'b', all: 3, usable: 2 },
    ],
    usable: 3,
  })
})
