import type { Interval } from './interval.ts'
import { defaultConfidence } from './interval.ts'
import { normalReach } from './normal.ts'
import { requireArgument, requireConfidence } from './refuse-arguments.ts'

/**
 * The interval of the difference of two shares measured on the same rows, variant minus baseline: Wald's after half a pair was added to
 * each of the four kinds (both right, both wrong, and either disagreement). Of the intervals that keep their coverage where
 * disagreements are few, it is the one whose mean coverage is nearest to `confidence`: Bonett and Price's, Tango's and Newcombe's tenth
 * are wider than needed (simulated by `npm run eval -- statistics`). Source: A. Agresti and Y. Min, "Simple improved confidence intervals
 * for comparing matched proportions", Statistics in Medicine 24 (2005), section 4.
 *
 * @param b pairs in which only the baseline is right
 * @param c pairs in which only the variant is right
 * @param n all pairs, at least b + c; without pairs nothing is known and the interval is [-1, 1]
 * @throws STATISTIC_ARGUMENT_INVALID
 */
export function pairedShareInterval(
  b: number,
  c: number,
  n: number,
  confidence: number = defaultConfidence,
): Interval {
  requireConfidence('pairedShareInterval', confidence)
  requireArgument(b >= 0 && c >= 0 && b + c <= n, {
    statistic: 'pairedShareInterval',
    argument: 'n',
    wanted: '≥ b + c',
    given: n,
  })
  if (n === 0) return { low: -1, high: 1 }
  const onlyBaseline = (b + 0.5) / (n + 2)
  const onlyVariant = (c + 0.5) / (n + 2)
  const difference = onlyVariant - onlyBaseline
  const spread = normalReach(confidence) * Math.sqrt((onlyBaseline + onlyVariant - difference ** 2) / (n + 2))
  return { low: Math.max(-1, difference - spread), high: Math.min(1, difference + spread) }
}
