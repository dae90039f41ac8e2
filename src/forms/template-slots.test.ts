import { expect, it } from 'vitest'
import { completionAt, findSlotFaults, readSlots } from './template-slots.ts'

const offered = [
  { name: 'question', detail: 'from Input' },
  { name: 'passages', detail: 'from Search' },
]

it('finds each slot with the name that it reads', () => {
  const text = 'Dear {{ user.name | upper }},\n{{question}}'
  expect(readSlots(text).map(({ from, to, name }) => [text.slice(from, to), name])).toEqual([
    ['{{ user.name | upper }}', 'user'],
    ['{{question}}', 'question'],
  ])
})

it('tells what no wire brings from what nothing upstream has', () => {
  const text = '{{ question }} {{ passages }} {{ passage.title }} {{ other }}'
  const faults = findSlotFaults(text, offered, new Set(['question', 'other']))
  expect(faults.map((fault) => [fault.kind, text.slice(fault.from, fault.to)])).toEqual([
    ['unwired', 'passages'],
    ['unknown', 'passage'],
  ])
})

it('marks every slot that cannot be read, an open one to the end of its line', () => {
  const text = '{{ a | shout }} {{ question }} {{ b\nmore'
  const faults = findSlotFaults(text, offered, new Set(['question']))
  expect(
    faults.map((fault) => [fault.kind === 'broken' && fault.failure.code, text.slice(fault.from, fault.to)]),
  ).toEqual([
    ['TEMPLATE_FILTER_UNKNOWN', '{{ a | shout }}'],
    ['TEMPLATE_UNCLOSED', '{{ b'],
  ])
})

it('completes names in a slot, filters behind a bar, and nothing elsewhere', () => {
  const at = (marked: string) => {
    const caret = marked.indexOf('^')
    const found = completionAt(marked.replace('^', ''), caret)
    return found === null ? null : [found.kind, caret - found.from, found.isClosed]
  }
  expect(at('Hello {{^')).toEqual(['variable', 0, false])
  expect(at('Hello {{ que^ }} and')).toEqual(['variable', 3, true])
  expect(at('{{ question | ^')).toEqual(['filter', 0, false])
  expect(at('{{ question | trim | up^ }}')).toEqual(['filter', 2, true])
  expect(at('{{ question.na^ }}')).toBeNull()
  expect(at('{{ question }} then ^')).toBeNull()
})
