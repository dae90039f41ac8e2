/** Comparison of two variants on the same questions. */
import { createRandom } from '../runtime/core/random.ts'

export interface PairedDifference {
  readonly n: number
  /** Mean of second minus first. */
  readonly mean: number
  /** 95 % interval of the mean, by percentiles of the bootstrap over questions (Efron 1979). */
  readonly low: number
  readonly high: number
  /** Two-sided, by flipping signs at random. */
  readonly p: number
}

const resamples = 5_000

export function comparePaired(
  first: readonly number[],
  second: readonly number[],
  seed = 1,
): PairedDifference {
  const differences = second.map((value, i) => value - (first[i] ?? 0))
  const n = differences.length
  const random = createRandom(seed)
  const mean = differences.reduce((sum, value) => sum + value, 0) / Math.max(1, n)
  const means = new Float64Array(resamples)
  let asLarge = 0
  for (let i = 0; i < resamples; i += 1) {
    let drawn = 0
    let flipped = 0
    for (let j = 0; j < n; j += 1) {
      drawn += differences[random.below(n)] ?? 0
      flipped += (random.next() < 0.5 ? 1 : -1) * (differences[j] ?? 0)
    }
    means[i] = drawn / Math.max(1, n)
    if (Math.abs(flipped / Math.max(1, n)) >= Math.abs(mean) - 1e-12) asLarge += 1
  }
  means.sort()
  const at = (share: number) => means[Math.min(resamples - 1, Math.floor(share * resamples))] ?? 0
  return { n, mean, low: at(0.025), high: at(0.975), p: (asLarge + 1) / (resamples + 1) }
}

/** In points of 100: `+12.3 [+8.1, +16.4], p < 0.001`. */
export function formatDifference({ mean, low, high, p }: PairedDifference): string {
  const points = (value: number) => `${value < 0 ? '−' : '+'}${Math.abs(100 * value).toFixed(1)}`
  return `${points(mean)} [${points(low)}, ${points(high)}], p ${p < 0.001 ? '< 0.001' : `= ${p.toFixed(3)}`}`
}
