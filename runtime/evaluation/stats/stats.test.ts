import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createRandom } from '../../core/random.ts'
import { bootstrapBca, meanOf, pairedBootstrap } from './bootstrap.ts'
import { differencePosterior } from './difference-posterior.ts'
import { estimateMean, estimateQuantile, estimateShare } from './estimate.ts'
import { holm } from './holm.ts'
import { mcnemarExact } from './mcnemar.ts'
import { pairedMeanInterval, scoreMeanInterval } from './mean-interval.ts'
import { normalCdf, normalQuantile } from './normal.ts'
import { pairedShareInterval } from './paired-proportions.ts'
import { pairedQuantileDifferences } from './paired-quantiles.ts'
import { pairedPermutation } from './permutation.ts'
import { quantile, quantileInterval } from './quantile.ts'
import { rowsToSettle } from './rows-to-settle.ts'

const score = fc.double({ min: 0, max: 1, noNaN: true })
const scores = (minLength: number) => fc.array(score, { minLength, maxLength: 40 })
const pairsOf = (minLength: number) =>
  fc
    .array(fc.tuple(score, score), { minLength, maxLength: 30 })
    .map((rows) => ({ baseline: rows.map(([a]) => a), variant: rows.map(([, b]) => b) }))
const quick = { resamples: 200 }
const swapped = ({ baseline, variant }: { baseline: number[]; variant: number[] }) => ({
  baseline: variant,
  variant: baseline,
})

function shuffled<Value>(values: readonly Value[], seed: number): Value[] {
  const copy = [...values]
  createRandom(seed).shuffle(copy)
  return copy
}

describe('intervals', () => {
  it('of scores enclose the mean, stay within 0 to 1 and forget the order', () => {
    fc.assert(
      fc.property(scores(2), fc.nat(), (values, seed) => {
        const interval = scoreMeanInterval(values)
        const mean = meanOf(values)
        expect(interval?.low).toBeGreaterThanOrEqual(0)
        expect(interval?.high).toBeLessThanOrEqual(1)
        expect(interval?.low).toBeLessThanOrEqual(mean + 1e-12)
        expect(interval?.high).toBeGreaterThanOrEqual(mean - 1e-12)
        const other = scoreMeanInterval(shuffled(values, seed))
        expect(other?.low).toBeCloseTo(interval?.low ?? Number.NaN, 10)
        expect(other?.high).toBeCloseTo(interval?.high ?? Number.NaN, 10)
      }),
    )
  })

  it('grow with the confidence', () => {
    fc.assert(
      fc.property(scores(8), (values) => {
        const narrow = scoreMeanInterval(values, 0.8)
        const wide = scoreMeanInterval(values, 0.99)
        expect(wide?.low).toBeLessThanOrEqual((narrow?.low ?? Number.NaN) + 1e-12)
        expect(wide?.high).toBeGreaterThanOrEqual((narrow?.high ?? Number.NaN) - 1e-12)
        const inner = quantileInterval(values, 0.5, { confidence: 0.6 })
        const outer = quantileInterval(values, 0.5, { confidence: 0.95 })
        expect(outer.low).toBeLessThanOrEqual((inner.low ?? Number.NaN) + 1e-12)
        expect(outer.high).toBeGreaterThanOrEqual((inner.high ?? Number.NaN) - 1e-12)
      }),
    )
  })

  it('by BCa lie among the values, and are the same for the same seed', () => {
    fc.assert(
      fc.property(scores(2), fc.nat(), (values, seed) => {
        const interval = bootstrapBca(values, { ...quick, seed })
        expect(interval?.low).toBeGreaterThanOrEqual(Math.min(...values) - 1e-12)
        expect(interval?.high).toBeLessThanOrEqual(Math.max(...values) + 1e-12)
        expect(interval?.low).toBeLessThanOrEqual(interval?.high ?? Number.NaN)
        expect(bootstrapBca(values, { ...quick, seed })).toEqual(interval)
      }),
      { numRuns: 60 },
    )
  })

  it('of quantiles enclose the quantile and reach no further than their order statistics', () => {
    fc.assert(
      fc.property(
        scores(1),
        fc.double({ min: 0.05, max: 0.95, noNaN: true }),
        fc.nat(),
        (values, q, seed) => {
          const value = quantile(values, q) ?? Number.NaN
          const near = quantileInterval(values, q)
          const wide = quantileInterval(values, q, { isInterpolated: false })
          if (near.low !== null) expect(near.low).toBeLessThanOrEqual(value + 1e-12)
          if (near.high !== null) expect(near.high).toBeGreaterThanOrEqual(value - 1e-12)
          if (near.low !== null) expect(near.low).toBeGreaterThanOrEqual((wide.low ?? Number.NaN) - 1e-12)
          if (near.high !== null) expect(near.high).toBeLessThanOrEqual((wide.high ?? Number.NaN) + 1e-12)
          expect(quantileInterval(shuffled(values, seed), q)).toEqual(near)
        },
      ),
    )
  })

  it('of differences turn round with the pairs, and that of shares is contained in the scale', () => {
    fc.assert(
      fc.property(pairsOf(3), (pairs) => {
        const differences = pairs.variant.map((value, i) => value - (pairs.baseline[i] ?? 0))
        const there = pairedMeanInterval(differences, { scale: 1 })
        const back = pairedMeanInterval(
          differences.map((difference) => -difference),
          { scale: 1 },
        )
        expect(back?.low).toBeCloseTo(-(there?.high ?? Number.NaN), 10)
        expect(there?.low).toBeLessThanOrEqual(meanOf(differences) + 1e-12)
        expect(there?.high).toBeGreaterThanOrEqual(meanOf(differences) - 1e-12)
      }),
    )
    expect(pairedShareInterval(0, 0, 0)).toEqual({ low: -1, high: 1 })
  })
})

const counts = (most: number) =>
  fc
    .tuple(fc.nat(most), fc.nat(most), fc.nat(most))
    .map(([b, c, same]) => ({ b, c, n: b + c + same }))
    .filter(({ n }) => n > 0)

describe('the interval of a difference of shares', () => {
  it('has the probability asked for, equally dense ends, and the difference itself within', () => {
    fc.assert(
      fc.property(counts(60), fc.constantFrom(0.5, 0.9, 0.95, 0.999), ({ b, c, n }, confidence) => {
        const { low, high } = pairedShareInterval(b, c, n, confidence)
        const { above, density } = differencePosterior(b + 1 / 3, c + 1 / 3, n - b - c + 1 / 3)
        expect(above(low) - above(high)).toBeCloseTo(confidence, 9)
        expect(low).toBeLessThanOrEqual((c - b) / n)
        expect(high).toBeGreaterThanOrEqual((c - b) / n)
        if (low > -1 && high < 1) expect(density(low) / density(high)).toBeCloseTo(1, 5)
      }),
      // Newton's method does not find the first two.
      {
        numRuns: 60,
        examples: [
          [{ b: 3, c: 46, n: 51 }, 0.999],
          [{ b: 1, c: 53, n: 58 }, 0.999],
        ],
      },
    )
  })

  it('turns round with the variants, and leaves zero out wherever McNemar decides', () => {
    fc.assert(
      fc.property(counts(200), ({ b, c, n }) => {
        const { low, high } = pairedShareInterval(b, c, n)
        const other = pairedShareInterval(c, b, n)
        expect([other.low, other.high]).toEqual([-high, -low].map((end) => expect.closeTo(end, 12)))
        if (mcnemarExact(b, c) < 0.05) expect(low > 0 || high < 0).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})

describe('tests', () => {
  it('forget which is the baseline, and give a share', () => {
    fc.assert(
      fc.property(pairsOf(0), (pairs) => {
        const p = pairedPermutation(pairs, { permutations: 500 })
        expect(p).toBeGreaterThan(0)
        expect(p).toBeLessThanOrEqual(1)
        if (pairs.baseline.length <= 17) expect(pairedPermutation(swapped(pairs))).toBeCloseTo(p, 12)
      }),
      { numRuns: 60 },
    )
    fc.assert(
      fc.property(fc.nat(500), fc.nat(500), (b, c) => {
        expect(mcnemarExact(b, c)).toBe(mcnemarExact(c, b))
        expect(mcnemarExact(b, b + c + 1)).toBeLessThanOrEqual(mcnemarExact(b, b + c))
      }),
    )
  })

  it('draw signs at random as they would try them all', () => {
    const random = createRandom(4)
    const pair = (n: number, gain: number) => ({
      baseline: Array.from({ length: n }, () => random.next()),
      variant: Array.from({ length: n }, () => random.next() + gain),
    })
    const { baseline, variant } = pair(17, 0.15)
    const exact = pairedPermutation({ baseline, variant })
    // One more pair whose sign matters to nobody: from exact to random.
    const drawn = pairedPermutation(
      { baseline: [...baseline, 0], variant: [...variant, 1e-9] },
      { permutations: 50_000 },
    )
    expect(Math.abs(drawn - exact)).toBeLessThan(0.01)
    expect(pairedPermutation(pair(200, 1))).toBeLessThan(0.001)
  })

  it('adjusted by Holm never fall, keep their order, and stay alone as they are', () => {
    fc.assert(
      fc.property(fc.array(score, { minLength: 1, maxLength: 12 }), (ps) => {
        const adjusted = holm(ps)
        adjusted.forEach((p, i) => {
          expect(p).toBeGreaterThanOrEqual(ps[i] ?? 0)
          expect(p).toBeLessThanOrEqual(1)
          ps.forEach((other, j) => {
            if (other > (ps[i] ?? 0)) expect(adjusted[j]).toBeGreaterThanOrEqual(p)
          })
        })
        expect(holm([0.03])).toEqual([0.03])
      }),
    )
    expect(holm([])).toEqual([])
  })

  it('of quantiles resample pairs: what shifts every row alike is certain', () => {
    const baseline = Array.from({ length: 50 }, (_, i) => 10 + ((i * 37) % 50))
    const variant = baseline.map((value) => value + 3)
    for (const { value, low, high, p } of pairedQuantileDifferences(
      { baseline, variant },
      [0.5, 0.95],
      quick,
    )) {
      expect([value, low, high]).toEqual([3, 3, 3])
      expect(p).toBeCloseTo(2 / 201, 12)
    }
    const [same] = pairedQuantileDifferences({ baseline, variant: baseline }, [0.5], quick)
    expect(same).toMatchObject({ value: 0, low: 0, high: 0, p: 1 })
  })

  it('of quantiles have the difference in the middle of its interval, and decide only where that leaves zero out', () => {
    fc.assert(
      fc.property(pairsOf(2), (pairs) => {
        for (const { value, low, high, p } of pairedQuantileDifferences(pairs, [0.5, 0.9], quick)) {
          expect((low + high) / 2).toBeCloseTo(value, 12)
          if (p < 0.05) expect(low > 0 || high < 0).toBe(true)
        }
      }),
      { numRuns: 40 },
    )
  })
})

it('the normal distribution and its quantile undo one another', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (p) => {
      expect(normalCdf(normalQuantile(p))).toBeCloseTo(p, 12)
    }),
  )
})

describe('rows to settle', () => {
  it('are those of the formula for McNemar, less the rows there are', () => {
    // 12 % disagree, 5 points apart: (1.959964 √0.12 + 0.841621 √(0.12 - 0.0025))² / 0.0025 = 374.3.
    const effect = { effect: 0.05, deviationUnderNull: Math.sqrt(0.12), deviation: Math.sqrt(0.12 - 0.0025) }
    expect(rowsToSettle({ n: 100, ...effect })).toBe(275)
    expect(rowsToSettle({ n: 5_000, ...effect })).toBe(1)
    expect(rowsToSettle({ n: 100, ...effect, alpha: 0.01 })).toBeGreaterThan(275)
  })

  it('are none where it is hopeless', () => {
    expect(rowsToSettle({ n: 100, effect: 0, deviationUnderNull: 1, deviation: 1 })).toBeNull()
    expect(rowsToSettle({ n: 100, effect: 1e-6, deviationUnderNull: 1, deviation: 1 })).toBeNull()
    expect(rowsToSettle({ n: 100, effect: 0, deviationUnderNull: 0, deviation: 0 })).toBeNull()
  })
})

describe('too little, or no numbers', () => {
  it('of none there is no estimate, of one no interval', () => {
    expect([estimateMean([]), estimateShare(0, 0), estimateQuantile([], 0.5)]).toEqual([null, null, null])
    expect(estimateMean([0.4])).toEqual({ value: 0.4, low: null, high: null, n: 1 })
    expect(estimateMean([12])).toEqual({ value: 12, low: null, high: null, n: 1 })
    expect(estimateMean([1])).toMatchObject({ value: 1, high: 1, n: 1 })
    expect(estimateQuantile([3], 0.5)).toEqual({ value: 3, low: null, high: null, n: 1 })
    expect([bootstrapBca([]), bootstrapBca([1]), pairedBootstrap({ baseline: [1], variant: [1] })]).toEqual([
      null,
      null,
      null,
    ])
    expect(pairedQuantileDifferences({ baseline: [1], variant: [2] }, [0.5])).toEqual([])
    expect(pairedPermutation({ baseline: [], variant: [] })).toBe(1)
    expect([pairedMeanInterval([1]), pairedMeanInterval([0, 0])]).toEqual([null, null])
  })

  it('p95 has no upper side below 72 values', () => {
    const values = Array.from({ length: 71 }, (_, i) => i)
    expect(estimateQuantile(values, 0.95)).toMatchObject({ high: null, n: 71 })
    expect(estimateQuantile(values, 0.95)?.low).toBeGreaterThan(50)
    expect(estimateQuantile([...values, 71], 0.95)?.high).toBeGreaterThan(70)
  })

  it('equal values keep a width as scores, and have none by resampling', () => {
    const same = Array.from({ length: 20 }, () => 0.7)
    const interval = scoreMeanInterval(same)
    expect(interval?.high ?? 0).toBeGreaterThan(0.8)
    expect(bootstrapBca(same)).toEqual({ low: meanOf(same), high: meanOf(same) })
    expect(estimateMean(Array.from({ length: 30 }, () => 1))?.low).toBeCloseTo(0.8865, 3)
  })

  it.each([
    [() => estimateMean([0.5, Number.NaN]), 'STATISTIC_NOT_A_NUMBER'],
    [() => bootstrapBca([1, Number.POSITIVE_INFINITY]), 'STATISTIC_NOT_A_NUMBER'],
    [() => quantileInterval([Number.NaN], 0.5), 'STATISTIC_NOT_A_NUMBER'],
    [() => pairedPermutation({ baseline: [1], variant: [Number.NaN] }), 'STATISTIC_NOT_A_NUMBER'],
    [() => pairedBootstrap({ baseline: [1, 2], variant: [1] }), 'STATISTIC_PAIRS_UNEQUAL'],
    [() => quantile([1], 1), 'STATISTIC_ARGUMENT_INVALID'],
    [() => mcnemarExact(-1, 3), 'STATISTIC_ARGUMENT_INVALID'],
    [() => mcnemarExact(1.5, 3), 'STATISTIC_ARGUMENT_INVALID'],
    [() => holm([0.2, Number.NaN]), 'STATISTIC_ARGUMENT_INVALID'],
    [() => bootstrapBca([1, 2], { resamples: 10 }), 'STATISTIC_ARGUMENT_INVALID'],
    [() => bootstrapBca([1, 2], { confidence: 95 }), 'STATISTIC_ARGUMENT_INVALID'],
    [() => scoreMeanInterval([0.5, 1.5]), 'STATISTIC_ARGUMENT_INVALID'],
    [() => pairedShareInterval(3, 4, 5), 'STATISTIC_ARGUMENT_INVALID'],
  ])('%s is refused', (compute, code) => {
    expect(compute).toThrow(expect.objectContaining({ code }))
  })
})
