/**
 * Quality of rankings as trec_eval and BEIR compute it. A ranking is a list of document ids, best first, none twice;
 * gains say how relevant a document is, 0 and below or missing: not at all. Every metric lies between 0 and 1.
 */

export type Gains = ReadonlyMap<string, number>

/**
 * Normalised discounted cumulative gain of the first `k`: sum of gain / log2(rank + 1), divided by that of the best
 * possible ranking (Järvelin and Kekäläinen, ACM TOIS 2002). Gains are linear, as in trec_eval's `ndcg_cut`.
 */
export function computeNdcg(ranking: readonly string[], gains: Gains, k: number): number {
  const ideal = [...gains.values()].filter((gain) => gain > 0).sort((a, b) => b - a)
  const best = discount(ideal.slice(0, k))
  return best === 0 ? 0 : discount(ranking.slice(0, k).map((id) => Math.max(gains.get(id) ?? 0, 0))) / best
}

function discount(gains: readonly number[]): number {
  return gains.reduce((sum, gain, i) => sum + gain / Math.log2(i + 2), 0)
}

/** Mean of the precision at the rank of each relevant document; one that is not in the ranking counts 0. */
export function computeAveragePrecision(ranking: readonly string[], gains: Gains): number {
  const relevant = countRelevant(gains)
  let found = 0
  let sum = 0
  ranking.forEach((id, i) => {
    if (isRelevant(gains, id)) sum += ++found / (i + 1)
  })
  return relevant === 0 ? 0 : sum / relevant
}

/** One over the rank of the first relevant document, 0 when none stands among the first `k`. */
export function computeReciprocalRank(ranking: readonly string[], gains: Gains, k: number): number {
  const first = ranking.slice(0, k).findIndex((id) => isRelevant(gains, id))
  return first < 0 ? 0 : 1 / (first + 1)
}

/** Share of the relevant documents that stand among the first `k`. */
export function computeRecall(ranking: readonly string[], gains: Gains, k: number): number {
  const relevant = countRelevant(gains)
  const found = ranking.slice(0, k).filter((id) => isRelevant(gains, id)).length
  return relevant === 0 ? 0 : found / relevant
}

export interface RankingQuality {
  /** Queries with at least one relevant document: the means are over these. */
  readonly queries: number
  readonly ndcg10: number
  /** Over the rankings as given; their depth limits it. */
  readonly map: number
  readonly mrr10: number
  readonly recall100: number
}

/** Means over all judged queries; a query without a ranking counts 0 everywhere. */
export function measureRankings(
  rankings: ReadonlyMap<string, readonly string[]>,
  judgements: ReadonlyMap<string, Gains>,
): RankingQuality {
  const judged = [...judgements].filter(([, gains]) => countRelevant(gains) > 0)
  const mean = (metric: (ranking: readonly string[], gains: Gains) => number): number =>
    judged.reduce((sum, [query, gains]) => sum + metric(rankings.get(query) ?? [], gains), 0) /
    Math.max(judged.length, 1)
  return {
    queries: judged.length,
    ndcg10: mean((ranking, gains) => computeNdcg(ranking, gains, 10)),
    map: mean(computeAveragePrecision),
    mrr10: mean((ranking, gains) => computeReciprocalRank(ranking, gains, 10)),
    recall100: mean((ranking, gains) => computeRecall(ranking, gains, 100)),
  }
}

function isRelevant(gains: Gains, id: string): boolean {
  return (gains.get(id) ?? 0) > 0
}

function countRelevant(gains: Gains): number {
  let count = 0
  for (const gain of gains.values()) if (gain > 0) count++
  return count
}
