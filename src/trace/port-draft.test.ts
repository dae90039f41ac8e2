import { describe, expect, it } from 'vitest'
import { portTypes } from '../../runtime/core/node/ports.ts'
import { draftOf, readDraft } from './port-draft.ts'

describe('what is typed for a port', () => {
  it.each(portTypes)('begins with a value that fits: %s', (type) => {
    expect(readDraft(type, draftOf(type, undefined).text)).toHaveProperty('value')
  })

  it('is the text itself at a port of texts, JSON elsewhere', () => {
    expect(draftOf('text', '{"a": 1}')).toEqual({ gives: true, text: '{"a": 1}' })
    expect(readDraft('text', '{"a": 1}')).toEqual({ value: '{"a": 1}' })
    expect(draftOf('any', 'word').text).toBe('"word"')
    expect(readDraft('json', '{"a": 1}')).toEqual({ value: { a: 1 } })
  })

  it('names the place that does not fit', () => {
    expect(readDraft('number', '"7"')).toEqual({ problem: 'wrong-type', path: '' })
    expect(readDraft('messages', '[{"role": "user", "content": 7}]')).toEqual({
      problem: 'wrong-type',
      path: '0.content',
    })
    expect(readDraft('intent', '{')).toEqual({ problem: 'not-json' })
  })
})
