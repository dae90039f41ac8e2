import type { Interval } from './interval.ts'
import { defaultConfidence } from './interval.ts'
import { normalCdf, normalQuantile } from './normal.ts'
import { quantileOfSorted } from './quantile.ts'
import { createRandomWords, positionOf } from './random-words.ts'
import type { Pairs } from './refuse-arguments.ts'
import {
  differencesOf,
  requireArgument,
  requireConfidence,
  requireFinite,
  requirePairs,
} from './refuse-arguments.ts'

export interface BootstrapOptions {
  /** @default 10,000 */
  readonly resamples?: number
  /** @default 1 */
  readonly seed?: number
  /** @default 0.95 */
  readonly confidence?: number
}

export const defaultResamples = 10_000

/**
 * The bias-corrected and accelerated bootstrap interval of a mean. Source: B. Efron, "Better bootstrap confidence intervals", JASA
 * 82 (1987); Efron and Tibshirani, An Introduction to the Bootstrap (1993), section 14.3. The jackknife of the acceleration has a
 * closed form for a mean: Σd³ / (6 (Σd²)^1.5), d being the deviations.
 *
 * @returns null for fewer than two values; the value itself twice where all are equal
 * @throws STATISTIC_NOT_A_NUMBER, STATISTIC_ARGUMENT_INVALID
 */
export function bootstrapBca(values: ArrayLike<number>, options: BootstrapOptions = {}): Interval | null {
  requireBootstrap('bootstrapBca', options)
  requireFinite('bootstrapBca', values)
  if (values.length < 2) return null
  const data = Float64Array.from(values)
  const mean = meanOf(data)
  const acceleration = accelerationOfMean(data)
  if (acceleration === null) return { low: mean, high: mean }
  return bcaFromReplicates(resampleMeans(data, options), mean, acceleration, options.confidence)
}

/**
 * The interval of the mean difference, variant minus baseline, from resampled pairs: BCa over the differences.
 *
 * @returns null for fewer than two pairs
 * @throws STATISTIC_PAIRS_UNEQUAL, STATISTIC_NOT_A_NUMBER, STATISTIC_ARGUMENT_INVALID
 */
export function pairedBootstrap(pairs: Pairs, options: BootstrapOptions = {}): Interval | null {
  requirePairs('pairedBootstrap', pairs)
  return bootstrapBca(differencesOf(pairs), options)
}

/** Means of resamples, in the order in which they were drawn. */
export function resampleMeans(
  values: Float64Array,
  { resamples = defaultResamples, seed = 1 }: BootstrapOptions,
): Float64Array {
  const drawWords = createRandomWords(seed)
  const words = new Int32Array(values.length)
  const means = new Float64Array(resamples)
  for (let resample = 0; resample < resamples; resample += 1) {
    drawWords(words)
    means[resample] = sumAt(values, words) / values.length
  }
  return means
}

function sumAt(values: Float64Array, words: Int32Array): number {
  let sum = 0
  for (let i = 0; i < words.length; i += 1) sum += values[positionOf(words[i] ?? 0, values.length)] ?? 0
  return sum
}

/** Null where all values are equal but for rounding. */
export function accelerationOfMean(values: Float64Array): number | null {
  const mean = meanOf(values)
  const reach = values.reduce((largest, value) => Math.max(largest, Math.abs(value - mean)), 0)
  if (reach <= 1e-14 * Math.abs(mean)) return null
  let squares = 0
  let cubes = 0
  for (const value of values) {
    // In units of the largest, so that no square vanishes.
    const deviation = (value - mean) / reach
    squares += deviation ** 2
    cubes += deviation ** 3
  }
  return cubes / (6 * squares ** 1.5)
}

/**
 * The BCa interval from replicates of an estimate: percentiles shifted by the bias z0 (the share of replicates below the estimate,
 * ties counting half) and the acceleration.
 */
export function bcaFromReplicates(
  replicates: Float64Array,
  estimate: number,
  acceleration: number,
  confidence: number = defaultConfidence,
): Interval {
  const sorted = Float64Array.from(replicates).sort()
  const bias = normalQuantile(shareBelow(sorted, estimate))
  const shifted = (tail: number): number => {
    const z = bias + normalQuantile(tail)
    return quantileOfSorted(sorted, normalCdf(bias + z / (1 - acceleration * z)))
  }
  const tail = (1 - confidence) / 2
  return { low: shifted(tail), high: shifted(1 - tail) }
}

/** Sums in another order differ by rounding only: those are ties. */
function shareBelow(sorted: Float64Array, estimate: number): number {
  const rounding = 1e-13 * Math.max(Math.abs(sorted[0] ?? 0), Math.abs(sorted.at(-1) ?? 0))
  let below = 0
  let ties = 0
  for (const replicate of sorted) {
    if (replicate < estimate - rounding) below += 1
    else if (replicate <= estimate + rounding) ties += 1
  }
  // An infinite bias would follow from all of them lying to one side.
  return Math.min(Math.max(below + ties / 2, 0.5), sorted.length - 0.5) / sorted.length
}

export function meanOf(values: ArrayLike<number>): number {
  let sum = 0
  for (let i = 0; i < values.length; i += 1) sum += values[i] ?? 0
  return sum / values.length
}

export function requireBootstrap(
  statistic: string,
  { resamples = defaultResamples, confidence = defaultConfidence }: BootstrapOptions,
): void {
  requireConfidence(statistic, confidence)
  requireArgument(Number.isInteger(resamples) && resamples >= 100 && resamples <= 1_000_000, {
    statistic,
    argument: 'resamples',
    wanted: '100–1000000',
    given: resamples,
  })
}
