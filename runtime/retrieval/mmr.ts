/** Maximal marginal relevance (Carbonell and Goldstein, SIGIR 1998): relevance against repeating what is taken already. */

/**
 * Picks `limit` of the candidates one by one, each time the one with the greatest
 * `relevanceShare * relevance - (1 - relevanceShare) * (greatest similarity to one already picked)`.
 *
 * @param relevance one a candidate, best first, on the scale of the similarity (0 to 1)
 * @param similarity of two candidates by position, 0 to 1
 * @param relevanceShare 1 keeps relevance only, 0 variety only
 * @returns positions of the candidates in the order in which they were picked
 */
export function selectByMarginalRelevance(
  relevance: ArrayLike<number>,
  similarity: (a: number, b: number) => number,
  relevanceShare: number,
  limit: number,
): number[] {
  const open = new Set(Array.from({ length: relevance.length }, (_, i) => i))
  const closest = new Float64Array(relevance.length)
  const picked: number[] = []
  while (picked.length < limit && open.size > 0) {
    let best = -1
    let bestValue = -Infinity
    for (const candidate of open) {
      const value =
        relevanceShare * (relevance[candidate] ?? 0) - (1 - relevanceShare) * (closest[candidate] ?? 0)
      if (value > bestValue) {
        best = candidate
        bestValue = value
      }
    }
    open.delete(best)
    picked.push(best)
    for (const candidate of open) {
      closest[candidate] = Math.max(closest[candidate] ?? 0, similarity(candidate, best))
    }
  }
  return picked
}
