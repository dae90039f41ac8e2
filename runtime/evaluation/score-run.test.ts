import { describe, expect, it } from 'vitest'
import type { IntentValue, RetrievedDocument } from '../core/values.ts'
import { scoreRun } from './score-run.ts'

const document = (documentId: string): RetrievedDocument => ({
  id: `${documentId}#0`,
  documentId,
  title: 'T',
  text: 'x',
  source: { start: 0, end: 1 },
  score: 1,
})
const intent = (label: string | null, outOfScope = false): IntentValue => ({
  label,
  confidence: 0.9,
  margin: 0.8,
  runnerUp: null,
  top: [],
  outOfScope,
  model: 'm@0123456789ab',
})
const answer = (text: string, abstained: boolean) => ({
  text,
  abstained,
  citations: [],
  adapter: null,
  model: 'reader',
})
const none = { outputs: {}, decisions: [], nodeOutputs: [] }

describe('the score of a run', () => {
  it('takes the documents that came last before the answer', () => {
    const nodeOutputs = [
      { documents: [document('a'), document('b'), document('c')] },
      { documents: [document('b')] },
      { answer: answer('x', false) },
    ]
    expect(scoreRun({ documentIds: ['a', 'b'] }, { ...none, nodeOutputs })).toMatchObject({ recall: 0.5 })
  })

  it('counts an answer that declines as no answer', () => {
    const outputs = { answer: answer('Nothing supports an answer.', true) }
    expect(scoreRun({ answers: [] }, { ...none, outputs })).toEqual({
      em: 1,
      f1: 1,
      rougeL: 1,
      containment: 1,
    })
    expect(scoreRun({ answers: ['nothing'] }, { ...none, outputs })).toEqual({
      em: 0,
      f1: 0,
      rougeL: 0,
      containment: 0,
    })
  })

  it('takes out of scope for no intent', () => {
    const nodeOutputs = [{ intent: intent('refund', true) }]
    expect(scoreRun({ intent: null }, { ...none, nodeOutputs })).toEqual({ intent: 1 })
    expect(scoreRun({ intent: 'refund' }, { ...none, nodeOutputs })).toEqual({ intent: 0 })
  })

  it('is empty where there is nothing to score', () => {
    expect(scoreRun({ answers: ['a'], intent: 'b', documentIds: ['c'] }, none)).toEqual({})
    expect(scoreRun({ documentIds: [] }, { ...none, nodeOutputs: [{ documents: [] }] })).toEqual({})
  })
})
