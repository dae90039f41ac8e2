import { expect, it } from 'vitest'
import { fitThreshold } from './fit-threshold.ts'

it('takes the highest threshold that four in five questions clear', () => {
  expect(fitThreshold([0.2, 0.62, 0.7, 0.8, 0.9])).toBe(0.6)
  expect(fitThreshold([0.2, 0.3, 0.7, 0.8, 0.9])).toBe(0.3)
})

it('asks for no confidence where none would be enough', () => {
  expect(fitThreshold([0.01, 0.02])).toBe(0)
  expect(fitThreshold([])).toBe(0)
})
