/** Figures of one variant with their 95 % intervals, as tables show them. */
import type { Estimate } from '../../core/wire/experiments.ts'
import type { MeanIntervalOptions } from './abc.ts'
import { intervalOfMean } from './abc.ts'
import { meanOf } from './bootstrap.ts'
import { fewestPairs } from './fewest-pairs.ts'
import type { Interval } from './interval.ts'
import { pairedMeanInterval, scoreMeanInterval } from './mean-interval.ts'
import { quantile, quantileInterval } from './quantile.ts'
import { requireFinite } from './refuse-arguments.ts'
import { wilsonInterval } from './wilson.ts'

/**
 * The mean with its interval: Wilson's where all values are 0 or 1, `scoreMeanInterval` where all lie between,
 * `pairedMeanInterval` where they can be differences of scores (-1 to 1) and are not too few (`fewestPairs`), else BCa's.
 *
 * @returns null for no values; no interval for a single one that is neither 0 nor 1
 * @throws STATISTIC_NOT_A_NUMBER
 */
export function estimateMean(values: ArrayLike<number>, options: MeanIntervalOptions = {}): Estimate | null {
  requireFinite('estimateMean', values)
  const n = values.length
  if (n === 0) return null
  const value = meanOf(values)
  if (isBinary(values)) return { value, ...wilsonInterval(Math.round(value * n), n), n }
  const interval = intervalFor(values, options)
  return { value, ...(interval ?? { low: null, high: null }), n }
}

function intervalFor(values: ArrayLike<number>, options: MeanIntervalOptions): Interval | null {
  if (isScore(values)) return scoreMeanInterval(values)
  const isDifference = Array.prototype.every.call(values, (value) => value >= -1 && value <= 1)
  if (!isDifference) return intervalOfMean(values, options)
  return values.length < fewestPairs ? null : pairedMeanInterval(values)
}

/** A share of `n` requests with Wilson's interval; null for none. */
export function estimateShare(hits: number, n: number): Estimate | null {
  return n === 0 ? null : { value: hits / n, ...wilsonInterval(hits, n), n }
}

/**
 * A quantile, as of latencies, with its interval from order statistics; a side is null where the values are too few for it.
 *
 * @returns null for no values
 * @throws STATISTIC_NOT_A_NUMBER, STATISTIC_ARGUMENT_INVALID
 */
export function estimateQuantile(values: ArrayLike<number>, q: number): Estimate | null {
  const value = quantile(values, q)
  return value === null ? null : { value, ...quantileInterval(values, q), n: values.length }
}

/** Whether every value is 0 or 1. */
export function isBinary(values: ArrayLike<number>): boolean {
  return Array.prototype.every.call(values, (value) => value === 0 || value === 1)
}

/** Whether every value lies between 0 and 1. */
export function isScore(values: ArrayLike<number>): boolean {
  return Array.prototype.every.call(values, (value) => value >= 0 && value <= 1)
}
