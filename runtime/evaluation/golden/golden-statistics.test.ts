import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { abcInterval } from '../stats/abc.ts'
import { binomialCdf } from '../stats/binomial.ts'
import { accelerationOfMean, bcaFromReplicates, meanOf } from '../stats/bootstrap.ts'
import { holm } from '../stats/holm.ts'
import { mcnemarExact } from '../stats/mcnemar.ts'
import { pairedMeanInterval, scoreMeanInterval } from '../stats/mean-interval.ts'
import { normalCdf, normalQuantile } from '../stats/normal.ts'
import { pairedShareInterval } from '../stats/paired-proportions.ts'
import { createResampledDifferences, summariseReplicates } from '../stats/paired-quantiles.ts'
import { pairedPermutation } from '../stats/permutation.ts'
import { quantile, quantileInterval } from '../stats/quantile.ts'
import { rowsToSettle } from '../stats/rows-to-settle.ts'
import { studentQuantile } from '../stats/student.ts'
import { wilsonInterval } from '../stats/wilson.ts'

const number = z.number()
const numbers = z.array(number).min(1)
const interval = { confidence: number, low: number, high: number }
const open = { confidence: number, low: number.nullable(), high: number.nullable() }
const golden = z
  .object({
    normal: z.array(z.object({ z: number, cdf: number })).min(10),
    normalQuantile: z.array(z.object({ p: number, z: number })).min(10),
    student: z.array(z.object({ p: number, freedom: number, t: number })).min(20),
    wilson: z.array(z.object({ hits: number, n: number, ...interval })).min(20),
    mcnemar: z.array(z.object({ b: number, c: number, p: number })).min(10),
    permutation: z.array(z.object({ baseline: numbers, variant: numbers, p: number })).min(10),
    bca: z.array(z.object({ values: numbers, replicates: numbers, ...interval })).min(5),
    quantile: z.array(z.object({ values: numbers, q: number, value: number, ...open })).min(10),
    interpolated: z.array(z.object({ values: numbers, q: number, ...open })).min(5),
    binomial: z.array(z.object({ n: number, p: number, cdf: numbers })).min(5),
    pairedShares: z.array(z.object({ b: number, c: number, n: number, ...interval })).min(10),
    scoreMeans: z.array(z.object({ values: numbers, ...interval })).min(5),
    pairedMeans: z.array(z.object({ values: numbers, ...interval })).min(4),
    abc: z.array(z.object({ values: numbers, ...interval })).min(3),
    harrellDavis: z.array(z.object({ values: numbers, q: number, value: number })).min(5),
    pairedQuantiles: z
      .array(
        z.object({
          baseline: numbers,
          variant: numbers,
          q: number,
          rows: z.array(numbers).min(100),
          value: number,
          p: number,
          standardError: number,
          ...interval,
        }),
      )
      .min(2),
    rowsToSettle: z
      .array(
        z.object({
          effect: number,
          deviationUnderNull: number,
          deviation: number,
          alpha: number,
          rows: number,
        }),
      )
      .min(8),
    holm: z.array(z.object({ ps: numbers, adjusted: numbers })).min(5),
  })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'statistics.json'), 'utf8')))

/** To 1e-8 of itself, and of 1 where it is larger. */
function near(theirs: number) {
  return {
    asymmetricMatch: (mine: unknown) =>
      typeof mine === 'number' && Math.abs(mine - theirs) <= 1e-8 * Math.min(1, Math.abs(theirs) || 1),
    toString: () => `near ${theirs}`,
    toAsymmetricMatcher: () => `${theirs} to 1e-8`,
  }
}
const nearOrNull = (theirs: number | null) => (theirs === null ? null : near(theirs))

describe('statistics agree with SciPy to 1e-8', () => {
  it('in the normal distribution', () => {
    for (const { z: at, cdf } of golden.normal) expect(normalCdf(at), String(at)).toEqual(near(cdf))
    for (const { p, z: at } of golden.normalQuantile) expect(normalQuantile(p), String(p)).toEqual(near(at))
  })

  it("in Student's distribution", () => {
    for (const { p, freedom, t } of golden.student)
      expect(studentQuantile(p, freedom), `${p}, ${freedom}`).toEqual(near(t))
  })

  it.each(golden.wilson)('in the Wilson interval of $hits in $n at $confidence', ({ hits, n, ...theirs }) => {
    const mine = wilsonInterval(hits, n, theirs.confidence)
    expect(mine).toEqual({ low: near(theirs.low), high: near(theirs.high) })
  })

  it.each(golden.mcnemar)('in the exact McNemar test of $b against $c', ({ b, c, p }) => {
    expect(mcnemarExact(b, c)).toEqual(near(p))
  })

  it('in the exact permutation test', () => {
    for (const { p, ...pairs } of golden.permutation) expect(pairedPermutation(pairs)).toEqual(near(p))
  })

  it('in the BCa interval, given the same resamples', () => {
    for (const { values, replicates, confidence, low, high } of golden.bca) {
      const data = Float64Array.from(values)
      const acceleration = accelerationOfMean(data) ?? Number.NaN
      const mine = bcaFromReplicates(Float64Array.from(replicates), meanOf(data), acceleration, confidence)
      expect(mine).toEqual({ low: near(low), high: near(high) })
    }
  })

  it('in quantiles and their order statistics', () => {
    for (const { values, q, confidence, value, low, high } of golden.quantile) {
      expect(quantile(values, q)).toEqual(near(value))
      const mine = quantileInterval(values, q, { confidence, isInterpolated: false })
      expect(mine, `q = ${q}, n = ${values.length}`).toEqual({
        low: nearOrNull(low),
        high: nearOrNull(high),
      })
    }
  })

  it('in interpolated order statistics', () => {
    for (const { values, q, confidence, low, high } of golden.interpolated)
      expect(quantileInterval(values, q, { confidence }), `q = ${q}, n = ${values.length}`).toEqual({
        low: nearOrNull(low),
        high: nearOrNull(high),
      })
  })

  it('in the binomial distribution', () => {
    for (const { n, p, cdf } of golden.binomial)
      expect([...binomialCdf(n, p)], `${n}, ${p}`).toEqual(cdf.map(near))
  })

  it.each(golden.pairedShares)(
    'in the interval of highest density for $b against $c of $n at $confidence',
    ({ b, c, n, confidence, low, high }) => {
      expect(pairedShareInterval(b, c, n, confidence)).toEqual({ low: near(low), high: near(high) })
    },
  )

  it('in intervals of means: of scores, of paired differences, and ABC', () => {
    for (const { values, confidence, low, high } of golden.scoreMeans)
      expect(scoreMeanInterval(values, confidence)).toEqual({ low: near(low), high: near(high) })
    for (const { values, confidence, low, high } of golden.pairedMeans)
      expect(pairedMeanInterval(values, { confidence })).toEqual({ low: near(low), high: near(high) })
    for (const { values, confidence, low, high } of golden.abc)
      expect(abcInterval(values, confidence)).toEqual({ low: near(low), high: near(high) })
  })

  it('in the quantiles of Harrell and Davis', () => {
    for (const { values, q, value } of golden.harrellDavis) {
      const pairs = { baseline: values.map(() => 0), variant: values }
      const [mine] = createResampledDifferences(pairs, [q])(new Int32Array(values.length).fill(1))
      expect(mine, `q = ${q}, n = ${values.length}`).toEqual(near(value))
    }
  })

  it('in the paired bootstrap of quantiles, given the same resampled rows', () => {
    for (const { baseline, variant, q, confidence, rows, ...theirs } of golden.pairedQuantiles) {
      const differencesOf = createResampledDifferences({ baseline, variant }, [q])
      const countsOf = (chosen: readonly number[]) => {
        const counts = new Int32Array(baseline.length)
        for (const row of chosen) counts[row] = (counts[row] ?? 0) + 1
        return counts
      }
      const [value = NaN] = differencesOf(countsOf([...baseline.keys()]))
      const replicates = rows.map((chosen) => differencesOf(countsOf(chosen))[0] ?? NaN)
      expect(summariseReplicates(value, Float64Array.from(replicates), confidence)).toEqual({
        value: near(theirs.value),
        low: near(theirs.low),
        high: near(theirs.high),
        p: near(theirs.p),
        standardError: near(theirs.standardError),
      })
    }
  })

  it('and with statsmodels in the rows that would settle it', () => {
    for (const { rows, ...observed } of golden.rowsToSettle)
      expect(rowsToSettle({ n: 5, ...observed })).toBe(Math.max(1, Math.ceil(rows) - 5))
  })

  it('and with statsmodels in the adjustment by Holm', () => {
    for (const { ps, adjusted } of golden.holm) expect(holm(ps)).toEqual(adjusted.map(near))
  })
})
