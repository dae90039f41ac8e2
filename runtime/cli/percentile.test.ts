import { expect, it } from 'vitest'
import { computePercentile } from './percentile.ts'

it('takes the nearest rank', () => {
  const values = Array.from({ length: 100 }, (_, i) => 100 - i)
  expect(computePercentile(values, 0.5)).toBe(50)
  expect(computePercentile(values, 0.99)).toBe(99)
  expect(computePercentile([7], 0.95)).toBe(7)
  expect(computePercentile([], 0.5)).toBeNaN()
})
