import type { Interval } from './interval.ts'
import { defaultConfidence } from './interval.ts'
import { normalReach } from './normal.ts'
import { requireArgument, requireConfidence } from './refuse-arguments.ts'

/**
 * The interval of the difference of two shares measured on the same rows, variant minus baseline: Wald's after one pair was added to
 * either kind of disagreement. It keeps its coverage where disagreements are few and the bootstrap collapses. Source: Bonett and
 * Price, "Adjusted Wald confidence interval for a difference of binomial proportions based on paired data", Journal of Educational
 * and Behavioral Statistics 37 (2012).
 *
 * @param b pairs in which only the baseline is right
 * @param c pairs in which only the variant is right
 * @param n all pairs, at least b + c
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
  const onlyBaseline = (b + 1) / (n + 2)
  const onlyVariant = (c + 1) / (n + 2)
  const difference = onlyVariant - onlyBaseline
  const spread = normalReach(confidence) * Math.sqrt((onlyBaseline + onlyVariant - difference ** 2) / (n + 2))
  return { low: Math.max(-1, difference - spread), high: Math.min(1, difference + spread) }
}
