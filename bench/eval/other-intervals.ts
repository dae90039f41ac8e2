/** Intervals that reports do not use, to be compared with those that they do. */
import { normalReach } from '../../runtime/evaluation/stats/normal.ts'
import type { Interval } from '../../runtime/evaluation/stats/interval.ts'
import { createRandomWords, positionOf } from '../../runtime/evaluation/stats/random-words.ts'
import { createResampledDifferences } from '../../runtime/evaluation/stats/paired-quantiles.ts'
import { quantileOfSorted } from '../../runtime/evaluation/stats/quantile.ts'
import type { Pairs } from '../../runtime/evaluation/stats/refuse-arguments.ts'
import { studentQuantile } from '../../runtime/evaluation/stats/student.ts'
import { wilsonInterval } from '../../runtime/evaluation/stats/wilson.ts'

/** How many rows both variants answer rightly, only the baseline, only the variant, and neither. */
export interface AnswerCounts {
  readonly both: number
  readonly baseline: number
  readonly variant: number
  readonly neither: number
}

const z = normalReach(0.95)
const sizeOf = ({ both, baseline, variant, neither }: AnswerCounts): number =>
  both + baseline + variant + neither

/**
 * Wald's after `added` pairs more of either disagreement, `rows` more in all: none is Wald's own, a half and two Agresti and Min's
 * (Statistics in Medicine 24, 2005, section 4), one and two Bonett and Price's (Journal of Educational and Behavioral Statistics 37,
 * 2012).
 */
export function waldInterval(counts: AnswerCounts, added: number, rows: number): Interval {
  const n = sizeOf(counts) + rows
  const [b, c] = [(counts.baseline + added) / n, (counts.variant + added) / n]
  const spread = z * Math.sqrt(Math.max(0, b + c - (c - b) ** 2) / n)
  return { low: c - b - spread, high: c - b + spread }
}

/** R. G. Newcombe, "Improved confidence intervals for the difference … based on paired data", Statistics in Medicine 17 (1998), method 10. */
export function newcombeInterval({ both: a, baseline: b, variant: c, neither: d }: AnswerCounts): Interval {
  const n = a + b + c + d
  const [first, second] = [wilsonInterval(a + b, n), wilsonInterval(a + c, n)]
  const [p, q] = [(a + b) / n, (a + c) / n]
  const product = a * d - b * c
  const corrected = product > n / 2 ? product - n / 2 : Math.min(0, product)
  const size = Math.sqrt((a + b) * (c + d) * (a + c) * (b + d))
  const phi = size === 0 ? 0 : corrected / size
  const reach = (x: number, y: number): number => Math.sqrt(Math.max(0, x * x + y * y - 2 * phi * x * y))
  return {
    low: q - p - reach(q - second.low, first.high - p),
    high: q - p + reach(second.high - q, p - first.low),
  }
}

/** T. Tango, "Equivalence test and confidence interval for the difference in proportions for the paired-sample design", Statistics in Medicine 17 (1998). */
export function tangoInterval(counts: AnswerCounts): Interval {
  const { baseline: b, variant: c } = counts
  const n = sizeOf(counts)
  const score = (difference: number): number => {
    const linear = (2 * n - c + b) * difference - b - c
    const root = Math.sqrt(Math.max(0, linear ** 2 + 8 * n * b * difference * (1 - difference)))
    const share = (root - linear) / (4 * n)
    const variance = n * (2 * share + difference * (1 - difference))
    return variance <= 0 ? Infinity : (c - b - n * difference) / Math.sqrt(variance)
  }
  const solve = (from: number, target: number): number => {
    let [outer, inner] = [from, (c - b) / n]
    for (let step = 0; step < 45; step += 1) {
      const middle = (outer + inner) / 2
      if (Math.abs(score(middle)) > target) outer = middle
      else inner = middle
    }
    return (outer + inner) / 2
  }
  return { low: solve(-1, z), high: solve(1, z) }
}

/** Student's, of differences or of any values; without a width where all are equal. */
export function studentInterval(values: ArrayLike<number>): Interval {
  const n = values.length
  let [sum, squares] = [0, 0]
  for (let i = 0; i < n; i += 1) sum += values[i] ?? 0
  for (let i = 0; i < n; i += 1) squares += ((values[i] ?? 0) - sum / n) ** 2
  const spread = studentQuantile(0.975, n - 1) * Math.sqrt(squares / (n - 1) / n)
  return { low: sum / n - spread, high: sum / n + spread }
}

interface Resampling {
  readonly resamples: number
  readonly seed: number
}

/** Percentile bootstrap of the difference of interpolated order statistics. */
export function orderBootstrap({ baseline, variant }: Pairs, q: number, resampling: Resampling): Interval {
  const [first, second] = [new Float64Array(baseline.length), new Float64Array(baseline.length)]
  return percentilesOf(baseline.length, resampling, (rows) => {
    rows.forEach((row, i) => {
      first[i] = baseline[row] ?? 0
      second[i] = variant[row] ?? 0
    })
    return quantileOfSorted(second.sort(), q) - quantileOfSorted(first.sort(), q)
  })
}

/** Percentile bootstrap of the difference of the quantiles of Harrell and Davis. */
export function percentileBootstrap(pairs: Pairs, q: number, resampling: Resampling): Interval {
  const differencesOf = createResampledDifferences(pairs, [q])
  const counts = new Int32Array(pairs.baseline.length)
  return percentilesOf(counts.length, resampling, (rows) => {
    counts.fill(0)
    for (const row of rows) counts[row] = (counts[row] ?? 0) + 1
    return differencesOf(counts)[0] ?? 0
  })
}

/** Of what is estimated from resampled rows. */
function percentilesOf(
  n: number,
  { resamples, seed }: Resampling,
  estimate: (rows: Int32Array) => number,
): Interval {
  const drawWords = createRandomWords(seed)
  const [words, rows] = [new Int32Array(n), new Int32Array(n)]
  const estimates = Float64Array.from({ length: resamples }, () => {
    drawWords(words)
    for (let i = 0; i < n; i += 1) rows[i] = positionOf(words[i] ?? 0, n)
    return estimate(rows)
  }).sort()
  return { low: quantileOfSorted(estimates, 0.025), high: quantileOfSorted(estimates, 0.975) }
}
