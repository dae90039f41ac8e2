import { binomialCdf } from './binomial.ts'
import { requireArgument } from './refuse-arguments.ts'

/**
 * Two-sided p value of McNemar's exact test: were both variants alike, a pair in which one is right and the other wrong would fall
 * either way like a coin. Sources: Q. McNemar, Psychometrika 12 (1947); exact form as in Fagerland, Lydersen and Laake, BMC Medical
 * Research Methodology 13:91 (2013).
 *
 * @param b pairs in which only the baseline is right
 * @param c pairs in which only the variant is right
 * @returns 1 where no pair differs
 * @throws STATISTIC_ARGUMENT_INVALID
 */
export function mcnemarExact(b: number, c: number): number {
  for (const [argument, given] of [
    ['b', b],
    ['c', c],
  ] as const)
    requireArgument(Number.isInteger(given) && given >= 0, {
      statistic: 'mcnemarExact',
      argument,
      wanted: '0, 1, 2 …',
      given,
    })
  return Math.min(1, 2 * (binomialCdf(b + c, 0.5)[Math.min(b, c)] ?? 1))
}
