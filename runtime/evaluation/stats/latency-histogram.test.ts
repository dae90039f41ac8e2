import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { histogramRelativeError, LatencyHistogram, storedHistogramSchema } from './latency-histogram.ts'

const durations = fc.array(
  fc.oneof(fc.double({ min: 0.001, max: 10, noNaN: true }), fc.double({ min: 1, max: 400_000, noNaN: true })),
  { minLength: 1, maxLength: 200 },
)
const shares = fc.double({ min: 0, max: 1, noNaN: true })
const histogramOf = (values: readonly number[]) => {
  const histogram = new LatencyHistogram()
  for (const value of values) histogram.add(value)
  return histogram
}
const exactQuantile = (values: readonly number[], share: number) => {
  const rank = Math.max(1, Math.ceil(share * values.length))
  return values.toSorted((a, b) => a - b)[rank - 1] ?? NaN
}

describe('latency histogram', () => {
  it('gives quantiles within its relative error of the exact ones', () => {
    fc.assert(
      fc.property(durations, shares, (values, share) => {
        const exact = exactQuantile(values, share)
        const found = histogramOf(values).quantile(share) ?? NaN
        expect(Math.abs(found - exact)).toBeLessThanOrEqual(exact * histogramRelativeError * (1 + 1e-9))
      }),
    )
  })

  it('counts the values up to each bound, off by no more than its relative error', () => {
    fc.assert(
      fc.property(durations, durations, (values, drawn) => {
        const bounds = drawn.toSorted((a, b) => a - b)
        const counts = histogramOf(values).countsUpTo(bounds)
        const exact = (bound: number) => values.filter((value) => value <= bound).length
        for (const [i, bound] of bounds.entries()) {
          expect(counts[i]).toBeGreaterThanOrEqual(exact(bound * (1 - 2 * histogramRelativeError)))
          expect(counts[i]).toBeLessThanOrEqual(exact(bound * (1 + 2 * histogramRelativeError)))
        }
      }),
    )
  })

  it('adds up: merged it is the histogram of all values', () => {
    fc.assert(
      fc.property(durations, durations, (some, others) => {
        const merged = histogramOf(some)
        merged.merge(histogramOf(others))
        expect(merged.toJSON()).toEqual(histogramOf([...some, ...others]).toJSON())
        expect(merged.n).toBe(some.length + others.length)
      }),
    )
  })

  it('comes back from its stored form as it was', () => {
    fc.assert(
      fc.property(durations, shares, (values, share) => {
        const histogram = histogramOf(values)
        const text = JSON.stringify(histogram)
        const back = LatencyHistogram.fromJSON(storedHistogramSchema.parse(JSON.parse(text)))
        expect(JSON.stringify(back)).toBe(text)
        expect(back.quantile(share)).toBe(histogram.quantile(share))
      }),
    )
  })

  it('knows powers of two, nothing at all, and what lies outside its range', () => {
    expect(new LatencyHistogram().quantile(0.5)).toBeUndefined()
    for (let exponent = -9; exponent < 20; exponent += 1) {
      const below = 2 ** exponent - 2 ** (exponent - 50)
      expect(histogramOf([below, below]).quantile(0.5)).toBeCloseTo(below, 12)
    }
    expect(histogramOf([0, 0]).quantile(0.5)).toBe(0)
    expect(histogramOf([1e12]).quantile(1)).toBe(1e12)
  })
})
