import { expect, it } from 'vitest'
import { findShapeFault, jsonShapeSchema } from './json-shape.ts'

const order = jsonShapeSchema.parse({
  type: 'object',
  properties: {
    number: { type: 'integer', minimum: 1 },
    kind: { type: 'string', enum: ['new', 'return'] },
    lines: {
      type: 'array',
      items: { type: 'object', properties: { sku: { type: 'string', minLength: 3 } }, required: ['sku'] },
    },
  },
  required: ['number'],
})

it('finds the first thing that does not fit, by its place', () => {
  expect(findShapeFault(order, { number: 7, kind: 'new', lines: [{ sku: 'abc' }], more: true })).toBeNull()
  expect(findShapeFault(order, {})?.place).toBe('number')
  expect(findShapeFault(order, { number: 0 })?.place).toBe('number')
  expect(findShapeFault(order, { number: 1.5 })?.place).toBe('number')
  expect(findShapeFault(order, { number: 1, kind: 'old' })?.place).toBe('kind')
  expect(findShapeFault(order, { number: 1, lines: [{ sku: 'abc' }, { sku: 'x' }] })?.place).toBe(
    'lines.1.sku',
  )
  expect(findShapeFault({ ...order, additionalProperties: false }, { number: 1, more: true })?.place).toBe('')
  expect(findShapeFault({ type: 'object', required: ['constructor'] }, {})?.place).toBe('constructor')
  expect(findShapeFault({}, [1, 'two', null])).toBeNull()
})

it('refuses keywords that it does not check', () => {
  expect(jsonShapeSchema.safeParse({ type: 'string', pattern: '(a+)+$' }).success).toBe(false)
  expect(jsonShapeSchema.safeParse({ $ref: '#/nowhere' }).success).toBe(false)
  expect(jsonShapeSchema.safeParse({ type: 'text' }).success).toBe(false)
  // Known, but of another type: a value would pass unchecked.
  for (const [shape, keyword] of [
    [{ minimum: 3 }, 'minimum'],
    [{ type: 'string', properties: {} }, 'properties'],
    [{ type: 'number', enum: [1], maximum: 2 }, 'maximum'],
  ] as const) {
    const { error } = jsonShapeSchema.safeParse(shape)
    expect(error?.issues).toMatchObject([{ code: 'unrecognized_keys', keys: [keyword] }])
  }
  const { error } = jsonShapeSchema.safeParse({ type: 'string', enum: ['a', 7] })
  expect(error?.issues).toMatchObject([{ path: ['enum', 1] }])
})
