import { describe, expect, it } from 'vitest'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import type { InputField } from '../../nodes/io/input.ts'
import { input, inputFieldSchema } from '../../nodes/io/input.ts'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import { emptyRunView } from '../../runtime/core/trace/run-view.ts'
import type { Json } from '../../runtime/core/values.ts'
import { checkField, fillForChat, hasProblems, listFields, questionField, toInputs } from './run-form.ts'
import type { ChatTurn } from './run-store.ts'

const field = (name: string, rest: Record<string, Json> = {}): InputField =>
  inputFieldSchema.parse({ name, ...rest })

function documentOf(...configs: Record<string, Json>[]): PipelineDocument {
  return {
    ...emptyPipeline('p', 'P'),
    nodes: configs.map((config, index) => ({
      id: `in-${index}`,
      type: 'input',
      version: 1,
      config,
      position: { x: 0, y: 0 },
    })),
  }
}

describe('form of a run', () => {
  it('lists the fields of the input nodes, with the type’s own where nothing is set', () => {
    const registry = createNodeRegistry([input])
    expect(listFields(documentOf({}), registry).map(({ name }) => name)).toEqual(['question'])
    const fields = listFields(
      documentOf({ fields: [{ name: 'a' }, { name: 'b', type: 'number' }] }),
      registry,
    )
    expect(fields.map(({ name, type }) => [name, type])).toEqual([
      ['a', 'text'],
      ['b', 'number'],
    ])
  })

  it('puts a question into the field of that role', () => {
    expect(questionField([field('a'), field('b', { role: 'question' })])?.name).toBe('b')
    expect(questionField([field('n', { type: 'number' }), field('t', { isRequired: false })])?.name).toBe('t')
    expect(questionField([field('n', { type: 'number' })])).toBeUndefined()
  })

  it.each([
    [field('a'), undefined, 'missing'],
    [field('a'), '  ', 'missing'],
    [field('a', { default: 'x' }), undefined, null],
    [field('a', { isRequired: false }), '', null],
    [field('a', { maxLength: 3 }), 'abcd', 'too-long'],
    [field('n', { type: 'number' }), 'four', 'wrong-type'],
    [field('n', { type: 'number' }), 0, null],
    [field('b', { type: 'boolean' }), false, null],
    [field('m', { type: 'messages' }), [{ role: 'robot', content: '' }], 'not-messages'],
    [field('j', { type: 'json' }), { deep: [1] }, null],
  ] as const)('judges %o with %o as %s', (one, value, problem) => {
    expect(checkField(one, value as Json | undefined)).toBe(problem)
  })

  it('leaves empty fields out, so that defaults apply', () => {
    const fields = [field('a'), field('b', { isRequired: false }), field('c', { type: 'boolean' })]
    expect(toInputs(fields, { a: 'x', b: ' ', c: false, other: 1 })).toEqual({ a: 'x', c: false })
    expect(hasProblems(fields, {})).toBe(true)
    // A switch that was left alone is off.
    expect(hasProblems(fields, { a: 'x' })).toBe(false)
    expect(toInputs(fields, { a: 'x' })).toMatchObject({ a: 'x', c: false })
  })

  it('fills the conversation so far and one id for all its turns', () => {
    const fields = [
      field('question', { role: 'question' }),
      field('history', { type: 'messages', role: 'messages' }),
      field('chat', { role: 'conversation' }),
    ]
    const turn: ChatTurn = {
      id: 1,
      question: 'One?',
      inputs: {},
      view: { ...emptyRunView, status: 'succeeded', outputs: { answer: { value: 'Yes.' } } },
      failure: null,
    }
    expect(fillForChat(fields, { question: 'Two?' }, [turn], 'c-1')).toEqual({
      question: 'Two?',
      history: [
        { role: 'user', content: 'One?' },
        { role: 'assistant', content: 'Yes.' },
        { role: 'user', content: 'Two?' },
      ],
      chat: 'c-1',
    })
  })
})
