import { accelerationOfMean, bootstrapBca, meanOf } from './bootstrap.ts'
import type { BootstrapOptions } from './bootstrap.ts'
import type { Interval } from './interval.ts'
import { defaultConfidence } from './interval.ts'
import { normalQuantile } from './normal.ts'
import { requireConfidence, requireFinite } from './refuse-arguments.ts'

/**
 * The approximate bootstrap confidence interval of a mean: BCa in closed form, without resampling. A mean is linear in the weights
 * of its values, so that the bias is the acceleration and an end stands at mean + λσ with λ = w / (1 - a w)², w = a + z. It agrees
 * with BCa to second order. Source: DiCiccio and Efron, "More accurate confidence intervals in exponential families", Biometrika 79
 * (1992); Efron and Tibshirani, An Introduction to the Bootstrap (1993), section 14.4.
 *
 * @returns within the range of the values; null for fewer than two, the value itself twice where all are equal
 * @throws STATISTIC_NOT_A_NUMBER, STATISTIC_ARGUMENT_INVALID
 */
export function abcInterval(
  values: ArrayLike<number>,
  confidence: number = defaultConfidence,
): Interval | null {
  requireConfidence('abcInterval', confidence)
  requireFinite('abcInterval', values)
  if (values.length < 2) return null
  const data = Float64Array.from(values)
  const mean = meanOf(data)
  const acceleration = accelerationOfMean(data)
  if (acceleration === null) return { low: mean, high: mean }
  let [squares, least, most] = [0, mean, mean]
  for (const value of data) {
    squares += (value - mean) ** 2
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  const sigma = Math.sqrt(squares) / data.length
  const end = (z: number): number => {
    const w = acceleration + z
    return Math.min(most, Math.max(least, mean + (sigma * w) / (1 - acceleration * w) ** 2))
  }
  const z = normalQuantile((1 + confidence) / 2)
  return { low: end(-z), high: end(z) }
}

export interface MeanIntervalOptions extends BootstrapOptions {
  /** More values than that get {@link abcInterval}, which differs by less than resampling does. @default never */
  readonly abcBeyond?: number
}

/** The interval of a mean: BCa, or ABC for many values. @throws STATISTIC_NOT_A_NUMBER, STATISTIC_ARGUMENT_INVALID */
export function intervalOfMean(values: ArrayLike<number>, options: MeanIntervalOptions): Interval | null {
  const { abcBeyond = Number.POSITIVE_INFINITY, ...bootstrap } = options
  return values.length > abcBeyond ? abcInterval(values, options.confidence) : bootstrapBca(values, bootstrap)
}
