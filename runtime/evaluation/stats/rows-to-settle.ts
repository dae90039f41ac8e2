import { normalQuantile, normalReach } from './normal.ts'

/** More than a dataset can hold: hopeless. */
const mostRows = 1_000_000

/** Chance of a decision that the answer promises. */
const power = 0.8

export interface ObservedEffect {
  /** Pairs so far. */
  readonly n: number
  readonly effect: number
  /** Standard deviation of one pair's difference were there no effect, and as observed. */
  readonly deviationUnderNull: number
  readonly deviation: number
  /** Two-sided. @default 0.05 */
  readonly alpha?: number
}

/**
 * How many more rows would settle a comparison with a chance of 80 % if the effect is what it seems: the size of sample
 * n = ((z(1-α/2) σ0 + z(0.8) σ1) / effect)². For differences of -1, 0 and 1 that is the formula for McNemar's test. Source: R. J. Connor,
 * "Sample size for testing differences in proportions for the paired-sample design", Biometrics 43 (1987), equation 3.
 *
 * @returns at least 1; null when hopeless: no effect, or more than a million rows
 */
export function rowsToSettle({
  n,
  effect,
  deviationUnderNull,
  deviation,
  alpha = 0.05,
}: ObservedEffect): number | null {
  const reach = normalReach(1 - alpha) * deviationUnderNull + normalQuantile(power) * deviation
  const rows = Math.ceil((reach / effect) ** 2)
  return rows <= mostRows ? Math.max(1, rows - n) : null
}
