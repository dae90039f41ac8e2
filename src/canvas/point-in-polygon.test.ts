import { expect, it } from 'vitest'
import { isInside } from './point-in-polygon.ts'

/** A U, open at the top. */
const line = [
  { x: 0, y: 0 },
  { x: 10, y: 0 },
  { x: 10, y: 20 },
  { x: 20, y: 20 },
  { x: 20, y: 0 },
  { x: 30, y: 0 },
  { x: 30, y: 30 },
  { x: 0, y: 30 },
]

it('tells inside from outside of a line that is not convex', () => {
  expect(isInside({ x: 5, y: 10 }, line)).toBe(true)
  expect(isInside({ x: 15, y: 10 }, line)).toBe(false)
  expect(isInside({ x: 15, y: 25 }, line)).toBe(true)
  expect(isInside({ x: 40, y: 10 }, line)).toBe(false)
})

it('less than a triangle holds nothing', () => {
  expect(isInside({ x: 0, y: 0 }, [])).toBe(false)
  expect(
    isInside({ x: 1, y: 1 }, [
      { x: 0, y: 0 },
      { x: 2, y: 2 },
    ]),
  ).toBe(false)
})
