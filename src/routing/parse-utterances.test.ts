import { describe, expect, it } from 'vitest'
import { compareUtterances, parseUtterances } from './parse-utterances.ts'

describe('utterances from files', () => {
  it('come from JSONL and CSV, each text once, test rows marked', () => {
    const { rows, failures } = parseUtterances([
      {
        name: 'a.jsonl',
        text: '{"text":"money back","intent":"refund"}\n{"text":"hi","intent":"oos","split":"test"}',
      },
      { name: 'b.csv', text: 'text,intent\n"money back",refund\n我要退款,退款\n' },
    ])
    expect(failures).toEqual([])
    expect(rows).toEqual([
      { text: 'money back', intent: 'refund', isTest: false },
      { text: 'hi', intent: 'oos', isTest: true },
      { text: '我要退款', intent: '退款', isTest: false },
    ])
  })

  it('name the line of a row that is wrong and of a text with two intents', () => {
    const { failures } = parseUtterances([
      {
        name: 'u.csv',
        text: 'text,intent\nmoney back,refund\n,refund\nmoney back,change\nfine,no spaces here\n',
      },
    ])
    expect(failures.map(({ code, params }) => [code, params['line'], params['field']])).toEqual([
      ['ROW_INVALID', 3, 'text'],
      ['ROW_INVALID', 5, 'intent'],
      ['ROW_REPEATED', 4, undefined],
    ])
  })
})

it('adds what is new, changes what is labelled otherwise, and leaves test rows out', () => {
  const rows = [
    { text: 'a', intent: 'x', isTest: false },
    { text: 'b', intent: 'y', isTest: false },
    { text: 'c', intent: 'x', isTest: false },
    { text: 'd', intent: 'x', isTest: true },
  ]
  const stored = [
    { id: 'u1', text: 'a', intent: 'x' },
    { id: 'u2', text: 'b', intent: 'x' },
  ]
  expect(compareUtterances(rows, stored, () => 'new')).toEqual({
    put: [
      { id: 'u2', text: 'b', intent: 'y' },
      { id: 'new', text: 'c', intent: 'x' },
    ],
    added: 1,
    changed: 1,
    same: 1,
    leftOut: 1,
  })
})
