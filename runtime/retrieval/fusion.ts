/**
 * Fusion of two rankings. Convex: scores of each list scaled to 0..1 (min-max over the list), then a weighted sum;
 * a passage that a list lacks gets 0 there (Bruch et al., An analysis of fusion functions for hybrid retrieval,
 * ACM TOIS 2023). Reciprocal rank: 1 / (60 + rank), blind to how far apart scores are (Cormack et al., SIGIR 2009).
 */
import type { RankedRows } from './top-k.ts'
import { TopRows } from './top-k.ts'

/** How many passages of each ranking take part; min-max scaling depends on it. */
export const FUSION_DEPTH = 100
/** Share of the dense score: chosen once for all collections, not tuned on any. */
export const DEFAULT_DENSE_WEIGHT = 0.3
const RANK_CONSTANT = 60

export interface WeightedRanking {
  readonly ranking: RankedRows
  readonly weight: number
}

export function fuseConvexly(rankings: readonly WeightedRanking[], limit: number): RankedRows {
  return fuse(rankings, limit, ({ scores }) => {
    const best = scores[0] ?? 0
    const worst = scores[scores.length - 1] ?? 0
    // A list whose scores are all equal has no worst: each of its passages counts fully.
    if (best === worst) return () => 1
    return (rank) => ((scores[rank] ?? 0) - worst) / (best - worst)
  })
}

export function fuseByReciprocalRank(rankings: readonly WeightedRanking[], limit: number): RankedRows {
  return fuse(rankings, limit, () => (rank) => 1 / (RANK_CONSTANT + rank + 1))
}

function fuse(
  rankings: readonly WeightedRanking[],
  limit: number,
  scale: (ranking: RankedRows) => (rank: number) => number,
): RankedRows {
  const fused = new Map<number, number>()
  for (const { ranking, weight } of rankings) {
    const scoreAt = scale(ranking)
    ranking.rows.forEach((row, rank) => fused.set(row, (fused.get(row) ?? 0) + weight * scoreAt(rank)))
  }
  const top = new TopRows(Math.min(limit, fused.size))
  for (const [row, score] of fused) top.offer(row, Math.fround(score))
  return top.toRanked()
}
