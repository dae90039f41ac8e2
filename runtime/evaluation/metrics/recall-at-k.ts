import { computeRecall } from '../../retrieval/ranking-metrics.ts'
import { binaryGains, distinctDocuments } from './relevance.ts'

/**
 * Share of the relevant documents among the first `k` documents found, 0 to 1; NaN where nothing is relevant. A document found
 * by several passages counts once, at its best rank. Source: Manning, Raghavan and Schütze, Introduction to Information
 * Retrieval (2008), section 8.4.
 *
 * @param found ids, best first
 * @param k Infinity for all that were found
 */
export function recallAtK(found: readonly string[], relevant: readonly string[], k: number): number {
  if (relevant.length === 0) return Number.NaN
  return computeRecall(distinctDocuments(found), binaryGains(relevant), k)
}
