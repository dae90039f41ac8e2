import { expect, it } from 'vitest'
import { parseSquad } from './parse-squad.ts'

const squad = {
  version: 'v2.0',
  data: [
    {
      title: 'Dogs',
      paragraphs: [
        {
          context: 'Dogs pay £4.',
          qas: [
            {
              id: 'a',
              question: 'What do dogs pay?',
              answers: [{ text: '£4', answer_start: 9 }, { text: '£4 ' }],
            },
            {
              id: 7,
              question: 'What do cats pay?',
              is_impossible: true,
              plausible_answers: [],
              answers: [{ text: '£4' }],
            },
          ],
        },
      ],
    },
    { paragraphs: [{ context: 'Cats are free.', qas: [] }] },
  ],
}

it('reads passages, and questions with each answer once; none where there is no answer', () => {
  expect(parseSquad(squad, 'dev.json')).toEqual({
    passages: [
      { id: 'Dogs#0', title: 'Dogs', text: 'Dogs pay £4.' },
      { id: 'article-2#0', title: '', text: 'Cats are free.' },
    ],
    questions: [
      { id: 'a', question: 'What do dogs pay?', answers: ['£4'], contextId: 'Dogs#0' },
      { id: '7', question: 'What do cats pay?', answers: [], contextId: 'Dogs#0' },
    ],
  })
})

it('names the file and the place of what is wrong', () => {
  const broken = { data: [{ title: 'Dogs', paragraphs: [{ context: 'x', qas: [{ id: 'a' }] }] }] }
  expect(() => parseSquad(broken, 'dev.json')).toThrow(
    expect.objectContaining({ code: 'SQUAD_INVALID', path: '/data/0/paragraphs/0/qas/0/question' }),
  )
  expect(() => parseSquad([], 'dev.json')).toThrow('dev.json')
})
