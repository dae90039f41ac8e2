import { describe, expect, it } from 'vitest'
import { runNode } from '../../runtime/testing/run-node.ts'
import { input } from './input.ts'

const run = (inputs: Record<string, unknown>, config: object = {}) => runNode(input, {}, config, { inputs })

describe('input', () => {
  it('gives each field of the request to its port', async () => {
    const fields = [{ name: 'question' }, { name: 'top-k', type: 'number', isRequired: false, default: 5 }]
    expect((await run({ question: 'Hi' }, { fields })).outputs).toEqual({ question: 'Hi', 'top-k': 5 })
    expect(Object.keys(input.outputs(input.config.parse({ fields })))).toEqual(['question', 'top-k'])
  })

  it.each([
    ['nothing', {}, 'question'],
    ['an empty question', { question: '   ' }, 'question'],
    ['another type', { question: 7 }, 'question'],
    ['a question of 1 MB', { question: 'x'.repeat(1_000_000) }, 'question'],
    ['a field that does not exist', { question: 'x', extra: 1 }, 'extra'],
  ])('refuses %s and names the field', async (_name, inputs, field) => {
    await expect(run(inputs)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      params: { field },
      path: `/inputs/${field}`,
    })
  })

  it('holds a JSON value against the shape of its field', async () => {
    const schema = { type: 'object', properties: { seats: { type: 'integer' } }, required: ['seats'] }
    const fields = [{ name: 'order', type: 'json', schema }]
    expect((await run({ order: { seats: 2 } }, { fields })).outputs).toEqual({ order: { seats: 2 } })
    await expect(run({ order: { seats: 'two' } }, { fields })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      params: { field: 'order', reason: expect.stringMatching(/^its shape is wrong at seats/) },
    })
    const { error } = input.config.safeParse({
      fields: [{ ...fields[0], schema: { properties: { seats: { type: 'seat' } } } }],
    })
    expect(error?.issues[0]?.path).toEqual(['fields', 0, 'schema', 'properties', 'seats', 'type'])
  })

  it('takes what wires carry as JSON, and says what a value is not', async () => {
    const fields = [{ name: 'found', type: 'documents' }]
    const found = [{ id: 'c', documentId: 'd', title: '', text: 'x', source: { start: 0, end: 1 }, score: 1 }]
    expect((await run({ found }, { fields })).outputs).toEqual({ found })
    await expect(run({ found: ['c'] }, { fields })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      params: { field: 'found', reason: 'it is not a list of documents' },
    })
  })

  it('refuses two fields of one name, since each is a port', () => {
    const { error } = input.config.safeParse({ fields: [{ name: 'a' }, { name: 'b' }, { name: 'a' }] })
    expect(error?.issues).toMatchObject([
      {
        path: ['fields', 2, 'name'],
        params: { failure: { code: 'FIELD_NAME_TAKEN', params: { name: 'a' } } },
      },
    ])
  })

  it('leaves an optional field that is empty out', async () => {
    const fields = [{ name: 'question' }, { name: 'note', isRequired: false }]
    expect((await run({ question: 'x', note: '' }, { fields })).outputs['note']).toBeUndefined()
  })
})
