import { describe, expect, it } from 'vitest'
import { parseQuestions } from './parse-questions.ts'

describe('labelled questions from files', () => {
  it('come from JSONL; fields of data sets that are not known here are left out', () => {
    const row = {
      id: 'q1',
      question: 'How much?',
      answers: ['£5'],
      contextId: 'a',
      intent: 'refund',
      split: 'train',
    }
    const { rows, failures } = parseQuestions([
      { name: 'q.jsonl', text: JSON.stringify({ ...row, answerGroups: [['£5']] }) },
    ])
    expect(failures).toEqual([])
    expect(rows).toEqual([row])
  })

  it('come from SQuAD JSON; impossible ones have no answer, repeated answers count once', () => {
    const squad = {
      version: 'v2.0',
      data: [
        {
          title: 'Rail',
          paragraphs: [
            {
              context: 'The fee is £5.',
              qas: [
                {
                  id: '1',
                  question: 'What is the fee?',
                  answers: [
                    { text: '£5', answer_start: 11 },
                    { text: '£5', answer_start: 11 },
                  ],
                },
                { id: 2, question: 'Who pays?', answers: [], is_impossible: true },
              ],
            },
          ],
        },
      ],
    }
    expect(parseQuestions([{ name: 'dev.json', text: JSON.stringify(squad) }])).toEqual({
      rows: [
        { id: '1', question: 'What is the fee?', answers: ['£5'] },
        { id: '2', question: 'Who pays?', answers: [] },
      ],
      failures: [],
    })
  })

  it('name what is wrong by file, line, field or path', () => {
    const { failures } = parseQuestions([
      {
        name: 'q.jsonl',
        text: '{"id":"a","question":"x","answers":["y"]}\n{"id":"b","answers":[]}\n{"id":"a","question":"x","answers":[]}',
      },
      { name: 'broken.json', text: '{' },
      { name: 'other.json', text: '{"data":[{"paragraphs":[{"qas":[{"id":"1"}]}]}]}' },
    ])
    expect(
      failures.map(({ code, params }) => [code, params['line'] ?? params['source'] ?? params['path']]),
    ).toEqual([
      ['ROW_INVALID', 2],
      ['INVALID_JSON', 'broken.json'],
      ['SQUAD_INVALID', 'data.0.paragraphs.0.qas.0.question'],
      ['ROW_REPEATED', 3],
    ])
  })
})
