/**
 * Abstention of one request: 1 where the answer declined, 0 where it answered. Its mean is the share declined, 0 to 1. The figures of a bank count
 * otherwise: there a request that the bank held back has abstained as well (`core/wire/bank-metrics.ts`).
 *
 * @param abstained null where the output is none that can decline (a plain text, a number), or there is no output
 * @returns NaN for null: such requests take no part in the mean
 */
export function abstention(abstained: boolean | null): number {
  return abstained === null ? NaN : Number(abstained)
}
