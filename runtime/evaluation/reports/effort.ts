/**
 * How much is computed for an interval. Up to 500 values a mean of anything but scores has the BCa interval of 10,000 resamples;
 * beyond, and in slices, its closed form (ABC), from which it differs by less than two runs of resampling differ from one another.
 * Resamples of quantiles and random signs become fewer with the rows, never so few that Holm over the variants could not reach
 * p < 0.05.
 */
import type { JudgeOptions } from '../stats/verdict.ts'

export const abcBeyond = 500

/** Values drawn in all, for one difference of quantiles. */
const drawnValues = 5_000_000
/** Signs drawn in all, for one p value. */
const drawnSigns = 10_000_000

export interface Effort {
  readonly rows: number
  /** Variants that are compared with the baseline. */
  readonly compared: number
}

export function effortOfTable({ rows, compared }: Effort): JudgeOptions {
  return {
    resamples: between(drawnValues / rows, leastDraws(compared), 10_000),
    permutations: between(drawnSigns / rows, leastDraws(compared), 20_000),
  }
}

export function effortOfSlice({ compared }: Pick<Effort, 'compared'>): JudgeOptions {
  const draws = Math.max(1_000, leastDraws(compared))
  return { resamples: draws, permutations: draws }
}

/** The least p value is about one draw in all; twice that, times the variants, must stay well below 0.05. */
function leastDraws(compared: number): number {
  return Math.max(1_000, 80 * compared)
}

function between(value: number, least: number, most: number): number {
  return Math.round(Math.min(most, Math.max(least, value)))
}
