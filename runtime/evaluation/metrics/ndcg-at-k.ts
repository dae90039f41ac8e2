import { computeNdcg } from '../../retrieval/ranking-metrics.ts'
import { binaryGains, distinctDocuments } from './relevance.ts'

/**
 * Normalised discounted cumulative gain of the first `k` documents found, 0 to 1, every relevant document being worth 1; NaN
 * where nothing is relevant. Source: Järvelin and Kekäläinen, ACM TOIS 20 (2002); discount and ideal as trec_eval's `ndcg_cut`.
 *
 * @param found ids, best first; of a document found by several passages the best rank counts
 */
export function ndcgAtK(found: readonly string[], relevant: readonly string[], k: number): number {
  if (relevant.length === 0) return Number.NaN
  return computeNdcg(distinctDocuments(found), binaryGains(relevant), k)
}
