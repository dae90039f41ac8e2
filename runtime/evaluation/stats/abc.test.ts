import { describe, expect, it } from 'vitest'
import { createRandom } from '../../core/random.ts'
import { abcInterval, intervalOfMean } from './abc.ts'
import { bootstrapBca } from './bootstrap.ts'

/** Scores as F1 has them: many zeros and ones, some between. */
function drawScores(n: number, seed: number): Float64Array {
  const random = createRandom(seed)
  return Float64Array.from({ length: n }, () => {
    const u = random.next()
    return u < 0.2 ? 0 : u < 0.75 ? 1 : random.next()
  })
}

const deviationOf = (values: Float64Array) => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0)) / values.length
}

describe('ABC', () => {
  it.each([501, 2_000])('for %i values ends where BCa does, to a tenth of a standard error', (n) => {
    for (const seed of [1, 2, 3]) {
      const values = drawScores(n, seed)
      const abc = abcInterval(values)
      const bca = bootstrapBca(values, { seed })
      const sigma = deviationOf(values)
      expect(Math.abs((abc?.low ?? 0) - (bca?.low ?? 1)) / sigma).toBeLessThan(0.1)
      expect(Math.abs((abc?.high ?? 0) - (bca?.high ?? 1)) / sigma).toBeLessThan(0.1)
    }
  })

  it('leans towards the long tail, as the percentiles of a skewed mean do', () => {
    const values = Float64Array.from({ length: 100 }, (_, i) => (i < 95 ? 0 : 1))
    const { low, high } = abcInterval(values) ?? { low: NaN, high: NaN }
    expect(high - 0.05).toBeGreaterThan(0.05 - low)
  })

  it('stays within the values', () => {
    const { low, high } = abcInterval([0, 1, 1]) ?? { low: NaN, high: NaN }
    expect(low).toBeGreaterThanOrEqual(0)
    expect(high).toBeLessThanOrEqual(1)
  })

  it('has none for one value, and the value for equal ones', () => {
    expect(abcInterval([0.5])).toBeNull()
    expect(abcInterval([0.3, 0.3, 0.3])).toEqual({ low: 0.3, high: 0.3 })
    expect(() => abcInterval([1, NaN])).toThrow(expect.objectContaining({ code: 'STATISTIC_NOT_A_NUMBER' }))
  })

  it('stands in for BCa beyond the given number of values only', () => {
    const values = drawScores(50, 1)
    expect(intervalOfMean(values, { abcBeyond: 50 })).toEqual(bootstrapBca(values))
    expect(intervalOfMean(values, { abcBeyond: 49 })).toEqual(abcInterval(values))
  })
})
