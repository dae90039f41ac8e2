import { expect, it } from 'vitest'
import { fitThreshold } from './fit-threshold.ts'

const row = (threshold: number, coverage: number) => ({ threshold, coverage, accuracy: 0.9 })

it('takes the highest threshold that four in five utterances clear', () => {
  expect(fitThreshold([row(0.3, 0.95), row(0.35, 0.8), row(0.4, 0.79), row(0.45, 0.6)])).toBe(0.35)
})

it('asks for no confidence where none would be enough', () => {
  expect(fitThreshold([row(0.05, 0.5)])).toBe(0)
  expect(fitThreshold([])).toBe(0)
})
