/**
 * Share of the relevant documents among the first `k` found, 0 to 1; a document found by several passages counts once.
 * Source: Manning, Raghavan and Schütze, Introduction to Information Retrieval (2008), section 8.4.
 *
 * @param found ids, best first
 * @param relevant at least one id
 */
export function recallAtK(found: readonly string[], relevant: readonly string[], k: number): number {
  const first = new Set(found.slice(0, k))
  const wanted = new Set(relevant)
  return [...wanted].filter((id) => first.has(id)).length / wanted.size
}
