/** Shares as the tables show them. */
import { wilsonInterval } from '../../runtime/evaluation/stats/wilson.ts'

/** A share in per cent. */
export function formatShare(share: number): string {
  return (100 * share).toFixed(2)
}

/** A share of `n` in per cent, with its interval. */
export function withInterval(share: number, n: number): string {
  const { low, high } = wilsonInterval(share * n, n)
  return `${formatShare(share)} (${formatShare(low)} to ${formatShare(high)})`
}
