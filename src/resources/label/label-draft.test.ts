import { describe, expect, it } from 'vitest'
import { draftOfLabel, emptyLabel, labelOfDraft } from './label-draft.ts'

describe('a label', () => {
  it.each([
    [undefined],
    [{ answers: ['£5', 'five pounds'], intent: 'fee', documentIds: ['a', 'b'] }],
    [{ answers: [] }],
    [{ intent: null }],
    [{ answers: ['two\nlines', 'one'] }],
  ])('%j is the same after it was edited and left alone', (expected) => {
    expect(labelOfDraft(draftOfLabel(expected), expected)).toEqual(expected)
  })

  it('is read from lines, blanks and commas, each part once', () => {
    const draft = {
      ...emptyLabel,
      answerKind: 'answers' as const,
      answers: ' £5 \n\n£5\nfive',
      intent: ' oos ',
      documents: 'a, b\nc a',
    }
    expect(labelOfDraft(draft)).toEqual({
      answers: ['£5', 'five'],
      intent: null,
      documentIds: ['a', 'b', 'c'],
    })
  })

  it('of answers that were changed has one a line', () => {
    const before = { answers: ['two\nlines'] }
    expect(labelOfDraft({ ...draftOfLabel(before), answers: 'two\nlines\nmore' }, before)).toEqual({
      answers: ['two', 'lines', 'more'],
    })
  })

  it('says nothing of answers while none is chosen', () => {
    expect(labelOfDraft({ ...emptyLabel, answers: 'left over' })).toBeUndefined()
  })
})
