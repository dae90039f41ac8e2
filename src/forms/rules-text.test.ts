import { describe, expect, it } from 'vitest'
import type { Json } from '../../runtime/core/values.ts'
import { parseRules, printRules } from './rules-text.ts'

const refunds = {
  id: 'rule-7',
  label: 'Refunds',
  input_intent: ['refund', 'delay'],
  confidence_threshold: 0.8,
  when: '',
}
const guests = {
  id: 'rule-2',
  label: 'Guests',
  input_intent: [],
  when: 'request.user == null or margin < 0.1',
}
const both = {
  id: 'rule-4',
  label: 'A: "quoted"',
  input_intent: ['refund'],
  when: 'request.user == null or margin < 0.1',
}
const always = { id: 'rule-9', label: 'The rest', input_intent: [], when: '' }
const rules: readonly Json[] = [refunds, guests, both, always]

const read = (text: string, old = rules, used: string[] = []) => parseRules(text, old, new Set(used))
const idsOf = (text: string, old = rules, used: string[] = []) =>
  read(text, old, used).rules?.map((rule) => (rule as { id: string }).id)

describe('rules as text', () => {
  it('says intents, threshold and condition on one line', () => {
    expect(printRules(rules).split('\n')).toEqual([
      'Refunds: input_intent in ["refund", "delay"] and confidence >= 0.8',
      'Guests: request.user == null or margin < 0.1',
      '"A: \\"quoted\\"": input_intent in ["refund"] and (request.user == null or margin < 0.1)',
      'The rest: true',
    ])
  })

  it('read back gives the same rules', () => {
    expect(read(printRules(rules)).rules).toEqual(rules)
  })

  it('keeps ids when rules move, are renamed or stand between others', () => {
    const [a = '', b = '', c = '', d = ''] = printRules(rules).split('\n')
    expect(idsOf([d, a, b, c].join('\n'))).toEqual(['rule-9', 'rule-7', 'rule-2', 'rule-4'])
    expect(idsOf([a.replace('Refunds', 'Money back'), b, c, d].join('\n'))).toEqual([
      'rule-7',
      'rule-2',
      'rule-4',
      'rule-9',
    ])
    expect(idsOf([a, 'New: true', b, c, d].join('\n'))).toEqual([
      'rule-7',
      'rule-1',
      'rule-2',
      'rule-4',
      'rule-9',
    ])
  })

  it('gives a new rule no id that a wire still has', () => {
    expect(idsOf('New: true', [], ['rule-1', 'rule-2'])).toEqual(['rule-3'])
  })

  it.each([
    ['Refunds input_intent == "x"', 1, null],
    ['A: true\n\nB: confidence >=', 3, 'EXPRESSION_VALUE_MISSING'],
    ['A: (true', 1, 'EXPRESSION_INCOMPLETE'],
  ])('names the line of %j that cannot be read', (text, line, code) => {
    const { fault } = read(text)
    expect(fault?.line).toBe(line)
    expect(fault?.failure?.code ?? null).toBe(code)
  })

  it('leaves what only looks like a threshold to the condition', () => {
    expect(read('A: confidence >= 7 and confidence < 0.9').rules?.[0]).toMatchObject({
      input_intent: [],
      when: 'confidence >= 7 and confidence < 0.9',
    })
  })
})
