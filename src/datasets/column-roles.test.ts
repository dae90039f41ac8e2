import { describe, expect, it } from 'vitest'
import { guessMapping } from '../../runtime/evaluation/datasets/guess-mapping.ts'
import { columnsOf } from '../../runtime/evaluation/datasets/raw-record.ts'
import { assignRole, mappingOfRoles, rolesOfMapping } from './column-roles.ts'

const columns = [
  'id',
  'inputs.question',
  'inputs.depth',
  'expected.answers',
  'contextId',
  'intent',
  'tags.lang',
  'x',
]
const record = {
  id: 'a',
  inputs: { question: 'q', depth: 1 },
  expected: { answers: ['x'] },
  contextId: 'd',
  intent: 'i',
  tags: { lang: 'en' },
  x: 1,
}

describe('roles of columns', () => {
  it('are those of the mapping, and give it back', () => {
    const mapping = guessMapping([columnsOf(record) ?? new Map()])
    const roles = rolesOfMapping(mapping, columns)
    expect(roles).toEqual({
      id: 'id',
      'inputs.question': 'question',
      'inputs.depth': 'input',
      'expected.answers': 'answers',
      contextId: 'documents',
      intent: 'intent',
      'tags.lang': 'tag',
      x: 'unused',
    })
    expect(mappingOfRoles(roles, mapping.separator)).toEqual(mapping)
  })

  it('move: only one column can be the question, several can be inputs', () => {
    const roles = { a: 'question', b: 'unused', c: 'input' } as const
    expect(assignRole(roles, 'b', 'question')).toEqual({ a: 'unused', b: 'question', c: 'input' })
    expect(assignRole(roles, 'b', 'input')).toEqual({ a: 'question', b: 'input', c: 'input' })
  })

  it('without a question leave the first input as the one that every row needs', () => {
    expect(mappingOfRoles({ b: 'input', a: 'input' }, '').inputs).toEqual({ b: 'b', a: 'a' })
  })
})
