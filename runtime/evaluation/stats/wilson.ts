import type { Interval } from './interval.ts'
import { defaultConfidence } from './interval.ts'
import { normalReach } from './normal.ts'
import { requireArgument, requireConfidence } from './refuse-arguments.ts'

/**
 * The score interval of a share, without continuity correction. Source: E. B. Wilson, "Probable inference, the law of succession, and
 * statistical inference", JASA 22 (1927).
 *
 * @param hits 0 to n
 * @param n trials, at least 1; without trials nothing is known and the interval is [0, 1]
 * @throws STATISTIC_ARGUMENT_INVALID
 */
export function wilsonInterval(hits: number, n: number, confidence: number = defaultConfidence): Interval {
  requireConfidence('wilsonInterval', confidence)
  requireArgument(hits >= 0 && hits <= n, {
    statistic: 'wilsonInterval',
    argument: 'hits',
    wanted: `0–${n}`,
    given: hits,
  })
  if (n === 0) return { low: 0, high: 1 }
  return scoreInterval(hits / n, n, normalReach(confidence))
}

/** @param reach standard errors to either side */
export function scoreInterval(share: number, n: number, reach: number): Interval {
  const z = reach
  const spread = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n))
  const centre = share + (z * z) / (2 * n)
  const scale = 1 + (z * z) / n
  return {
    low: share === 0 ? 0 : Math.max(0, (centre - spread) / scale),
    high: share === 1 ? 1 : Math.min(1, (centre + spread) / scale),
  }
}
