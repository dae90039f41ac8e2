import { computeReciprocalRank } from '../../retrieval/ranking-metrics.ts'
import { binaryGains, distinctDocuments } from './relevance.ts'

/**
 * One over the rank of the first relevant document, 0 where none was found, NaN where nothing is relevant; its mean over requests
 * is the MRR. Source: E. M. Voorhees, "The TREC-8 question answering track report", TREC 1999.
 *
 * @param found ids, best first; of a document found by several passages the best rank counts
 */
export function reciprocalRank(found: readonly string[], relevant: readonly string[]): number {
  if (relevant.length === 0) return Number.NaN
  return computeReciprocalRank(distinctDocuments(found), binaryGains(relevant), Number.POSITIVE_INFINITY)
}
