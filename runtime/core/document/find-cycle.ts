/** Finds a cycle among the nodes, by removing nodes without predecessors (Kahn 1962). */
import type { PipelineDocument } from './document.ts'

/** Node ids along one cycle, or an empty list. */
export function findCycle({ nodes, edges }: Pick<PipelineDocument, 'nodes' | 'edges'>): string[] {
  const waiting = new Map(nodes.map(({ id }) => [id, 0]))
  const successors = new Map<string, string[]>()
  for (const { from, to } of edges) {
    if (!waiting.has(from.node) || !waiting.has(to.node)) continue
    waiting.set(to.node, (waiting.get(to.node) ?? 0) + 1)
    const known = successors.get(from.node)
    if (known === undefined) successors.set(from.node, [to.node])
    else known.push(to.node)
  }
  const free = [...waiting].filter(([, count]) => count === 0).map(([id]) => id)
  for (let id = free.pop(); id !== undefined; id = free.pop()) {
    waiting.delete(id)
    for (const next of successors.get(id) ?? []) {
      const count = (waiting.get(next) ?? 0) - 1
      waiting.set(next, count)
      if (count === 0) free.push(next)
    }
  }
  return walkCycle(new Set(waiting.keys()), edges)
}

/** Every node left has a predecessor that is left: walking back must come round. */
function walkCycle(left: ReadonlySet<string>, edges: PipelineDocument['edges']): string[] {
  const predecessor = new Map<string, string>()
  for (const { from, to } of edges)
    if (left.has(from.node) && left.has(to.node)) predecessor.set(to.node, from.node)
  const [start] = predecessor.keys()
  const seen = new Map<string, number>()
  const walked: string[] = []
  for (let id = start; id !== undefined; id = predecessor.get(id)) {
    const first = seen.get(id)
    if (first !== undefined) return walked.slice(first).reverse()
    seen.set(id, walked.length)
    walked.push(id)
  }
  return []
}
