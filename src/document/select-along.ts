/** Following the wires from what is selected. */
import type { PipelineDocument } from '../../runtime/core/document/document.ts'

/** The given nodes and all that a chain of wires leads to (`downstream`) or from (`upstream`). */
export function selectAlong(
  { edges }: PipelineDocument,
  nodes: ReadonlySet<string>,
  way: 'upstream' | 'downstream',
): ReadonlySet<string> {
  const next = new Map<string, string[]>()
  for (const { from, to } of edges) {
    const [start, end] = way === 'downstream' ? [from.node, to.node] : [to.node, from.node]
    next.set(start, [...(next.get(start) ?? []), end])
  }
  const found = new Set(nodes)
  // A set is walked in the order of insertion, what is added on the way included.
  for (const node of found) for (const one of next.get(node) ?? []) found.add(one)
  return found
}
