import { expect, it } from 'vitest'
import { stepAlong, wiresOf } from './wires-of.ts'

const wire = (id: string, from: string, to: string) => ({
  id,
  from: { node: from, port: 'out' },
  to: { node: to, port: 'in' },
})
const edges = [wire('before', 'a', 'b'), wire('after', 'b', 'c'), wire('elsewhere', 'a', 'c')]

it('lists the wires of a node, those that lead away first', () => {
  expect(wiresOf(edges, 'b').map(({ id }) => id)).toEqual(['after', 'before'])
  expect(wiresOf(edges, 'd')).toEqual([])
})

it('goes round the wires both ways, and begins with the first', () => {
  const wires = wiresOf(edges, 'b')
  expect(stepAlong(wires, undefined, 1)?.id).toBe('after')
  expect(stepAlong(wires, 'after', 1)?.id).toBe('before')
  expect(stepAlong(wires, 'before', 1)?.id).toBe('after')
  expect(stepAlong(wires, 'after', -1)?.id).toBe('before')
  expect(stepAlong([], undefined, 1)).toBeUndefined()
})
