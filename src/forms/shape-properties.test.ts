import { expect, it } from 'vitest'
import { listProperties, newPropertyName, shapeAsJson, withProperties, withType } from './shape-properties.ts'

const order = {
  type: 'object',
  description: 'An order',
  properties: { seats: { type: 'integer' }, note: { type: 'string' } },
  required: ['seats'],
} as const

it('reads properties as a list and writes them back as they were', () => {
  const list = listProperties(order)
  expect(list.map(({ name, isRequired }) => [name, isRequired])).toEqual([
    ['seats', true],
    ['note', false],
  ])
  expect(shapeAsJson(withProperties(order, list))).toEqual(order)
})

it('keeps what is required with its name, and leaves the list out when nothing is', () => {
  const renamed = listProperties(order).map((one) =>
    one.name === 'seats' ? { ...one, name: 'places' } : one,
  )
  expect(withProperties(order, renamed).required).toEqual(['places'])
  const free = listProperties(order).map((one) => ({ ...one, isRequired: false }))
  expect(withProperties(order, free)).not.toHaveProperty('required')
})

it('drops what another type has no use for', () => {
  expect(withType(order, 'string')).toEqual({ type: 'string', description: 'An order' })
  expect(withType({ type: 'string', enum: ['a'] }, 'array')).toEqual({
    type: 'array',
    items: { type: 'string' },
  })
  expect(withType(order, undefined)).toEqual({ description: 'An order' })
})

it('names a new property as no other is named', () => {
  expect(newPropertyName([{ name: 'property-1', isRequired: false, shape: {} }])).toBe('property-2')
})
