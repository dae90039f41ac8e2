import { describe, expect, it } from 'vitest'
import { Failure } from '../core/errors/failure.ts'
import { parseCorpusLine, parseQrelsLine, parseQueryLine, parseQuestionLine } from './beir.ts'

const place = { file: 'set/corpus.jsonl', line: 7 }

function failureOf(action: () => unknown): Failure {
  try {
    action()
  } catch (error) {
    if (error instanceof Failure) return error
  }
  throw new Error('nothing was thrown')
}

describe('BEIR lines', () => {
  it('reads a document, taking a missing title and a number as id', () => {
    expect(parseCorpusLine('{"_id": 12, "text": "Words", "metadata": {}}', place)).toEqual({
      id: '12',
      title: '',
      text: 'Words',
    })
  })

  it('reads queries and questions', () => {
    expect(parseQueryLine('{"_id": "q", "text": "why"}', place)).toEqual({ id: 'q', text: 'why' })
    expect(parseQuestionLine('{"id": "q", "question": "why", "answers": []}', place)).toEqual({
      id: 'q',
      text: 'why',
    })
  })

  it('reads judgements and passes over the header', () => {
    expect(parseQrelsLine('query-id\tcorpus-id\tscore', { ...place, line: 1 })).toBeUndefined()
    expect(parseQrelsLine('q1\td1\t2', { ...place, line: 1 })).toEqual({
      queryId: 'q1',
      documentId: 'd1',
      gain: 2,
    })
    expect(parseQrelsLine('q1\td2\t-1', place)).toEqual({ queryId: 'q1', documentId: 'd2', gain: -1 })
  })

  it('names file, line and field of what is wrong', () => {
    const missing = failureOf(() => parseCorpusLine('{"title": "x"}', place))
    expect([missing.code, missing.path, missing.params['field']]).toEqual([
      'ROW_INVALID',
      'set/corpus.jsonl:7',
      '_id',
    ])
    expect(failureOf(() => parseQueryLine('{"_id": "q", "text": 3}', place)).params['field']).toBe('text')
    const broken = failureOf(() => parseCorpusLine('{"_id": ', place))
    expect([broken.code, broken.path]).toEqual(['INVALID_JSON', 'set/corpus.jsonl:7'])
    expect(failureOf(() => parseQrelsLine('q1\td1\thigh', place)).params['field']).toBe('score')
    expect(failureOf(() => parseQrelsLine('q1\td1\t', place)).params['field']).toBe('score')
    expect(failureOf(() => parseQrelsLine('q1', place)).params['field']).toBe('corpus-id')
    expect(failureOf(() => parseQrelsLine('q1\tQ0\td1\t1', place)).params['field']).toBe('score')
  })
})
