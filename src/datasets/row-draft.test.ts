import { describe, expect, it } from 'vitest'
import type { DatasetRow } from '../../runtime/core/wire/datasets.ts'
import { draftOfRow, rowOfDraft } from './row-draft.ts'
import { requestText } from './row-text.ts'

const texts = { notJson: 'no JSON', notTag: (line: string) => `no tag: ${line}` }
const row: DatasetRow = {
  id: 'a',
  inputs: { question: 'How much?', depth: 3, filter: { line: ['north'] } },
  expected: { answers: ['£5'], intent: null, documentIds: ['fees'] },
  tags: { language: 'en', note: 'a=b' },
  runId: 'r',
}

describe('the draft of a row', () => {
  it('gives the row back where nothing is changed', () => {
    expect(rowOfDraft(draftOfRow(row, ['other']), row, texts)).toEqual({ row })
    const bare = { id: 'b', inputs: { question: 'q' } }
    expect(rowOfDraft(draftOfRow(bare, []), bare, texts)).toEqual({ row: bare })
  })

  it('of a new row has the fields of the others, or a question', () => {
    expect(draftOfRow(null, ['q', 'lang']).inputs.map(({ field }) => field)).toEqual(['q', 'lang'])
    expect(draftOfRow(row, ['lang', 'depth']).inputs.map(({ field }) => field)).toEqual([
      ...Object.keys(row.inputs),
      'lang',
    ])
    expect(draftOfRow(null, []).inputs.map(({ field }) => field)).toEqual(['question'])
  })

  it('leaves out empty inputs, and drops labels that are taken back', () => {
    const draft = draftOfRow(row, [])
    const changed = rowOfDraft(
      {
        inputs: draft.inputs.map((input) => (input.field === 'depth' ? { ...input, text: ' ' } : input)),
        label: { answerKind: 'none', answers: '', intent: '', documents: '' },
        tags: '',
      },
      { id: 'a' },
      texts,
    )
    expect(changed).toEqual({
      row: { id: 'a', inputs: { question: 'How much?', filter: { line: ['north'] } } },
    })
  })

  it('names what is wrong by field', () => {
    const draft = draftOfRow(row, [])
    const faulty = rowOfDraft(
      { ...draft, inputs: [{ field: 'depth', text: '{', isJson: true }], tags: 'x\ny=1' },
      row,
      texts,
    )
    expect(faulty).toEqual({ faults: { 'inputs.depth': 'no JSON', tags: 'no tag: x' } })
    const long = rowOfDraft({ ...draft, label: { ...draft.label, intent: 'x'.repeat(201) } }, row, texts)
    expect(long).toMatchObject({ faults: { intent: expect.any(String) } })
  })
})

it('shows the question, the first text, or all there is', () => {
  expect(requestText(row)).toBe('How much?')
  expect(requestText({ id: 'a', inputs: { n: 1, text: 'T' } })).toBe('T')
  expect(requestText({ id: 'a', inputs: { n: 1 } })).toBe('{"n":1}')
})
