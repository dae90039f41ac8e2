/** The graph as a list that can be read from top to bottom: nodes in the order of the flow, each with its ports and wires. */
import type { EdgeRecord, NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { PortEnd } from '../document/commands.ts'
import { resolveNode } from '../document/resolve-node.ts'

export interface OutlinePort {
  readonly end: PortEnd
  readonly side: 'input' | 'output'
  /** The wires that end or begin here, with their other ends. */
  readonly wires: readonly { readonly edge: string; readonly other: PortEnd }[]
}

export interface OutlineNode {
  readonly record: NodeRecord
  /** Title of the group that the node is in. */
  readonly group: string | null
  /** Inputs, then outputs; ports that only a broken wire names are among them. */
  readonly ports: readonly OutlinePort[]
}

/** Nodes after those that they take from; what stands side by side goes from top to bottom, as it is drawn. */
export function outlineOf(document: PipelineDocument, registry: NodeRegistry): readonly OutlineNode[] {
  const groups = new Map(
    document.groups.flatMap(({ title, nodes }) => nodes.map((node) => [node, title] as const)),
  )
  return sortByFlow(document).map((record) => ({
    record,
    group: groups.get(record.id) ?? null,
    ports: portsOf(record, document.edges, registry),
  }))
}

function portsOf(
  record: NodeRecord,
  edges: readonly EdgeRecord[],
  registry: NodeRegistry,
): readonly OutlinePort[] {
  const { inputs, outputs } = resolveNode(record, registry)
  const incoming = edges.filter(({ to }) => to.node === record.id)
  const outgoing = edges.filter(({ from }) => from.node === record.id)
  const list = (
    side: OutlinePort['side'],
    known: readonly string[],
    wires: readonly (readonly [port: string, edge: string, other: PortEnd])[],
  ): OutlinePort[] =>
    [...new Set([...known, ...wires.map(([port]) => port)])].map((port) => ({
      end: { node: record.id, port },
      side,
      wires: wires.filter(([name]) => name === port).map(([, edge, other]) => ({ edge, other })),
    }))
  return [
    ...list(
      'input',
      Object.keys(inputs),
      incoming.map(({ id, from, to }) => [to.port, id, from] as const),
    ),
    ...list(
      'output',
      Object.keys(outputs),
      outgoing.map(({ id, from, to }) => [from.port, id, to] as const),
    ),
  ]
}

/** Kahn's order (A. B. Kahn, CACM 5, 1962); nodes of a loop, which cannot run, come last. */
function sortByFlow({ nodes, edges }: PipelineDocument): readonly NodeRecord[] {
  const asDrawn = (a: NodeRecord, b: NodeRecord) =>
    a.position.x - b.position.x || a.position.y - b.position.y || a.id.localeCompare(b.id)
  const waiting = new Map(nodes.map(({ id }) => [id, 0]))
  for (const { from, to } of edges) {
    if (waiting.has(from.node)) waiting.set(to.node, (waiting.get(to.node) ?? 0) + 1)
  }
  const byId = new Map(nodes.map((node) => [node.id, node]))
  const ready = nodes.filter(({ id }) => waiting.get(id) === 0).toSorted(asDrawn)
  const sorted: NodeRecord[] = []
  for (let next = ready.shift(); next !== undefined; next = ready.shift()) {
    sorted.push(next)
    const { id } = next
    for (const { from, to } of edges) {
      if (from.node !== id) continue
      const left = (waiting.get(to.node) ?? 0) - 1
      waiting.set(to.node, left)
      const target = byId.get(to.node)
      if (left === 0 && target !== undefined) ready.push(target)
    }
    ready.sort(asDrawn)
  }
  const done = new Set(sorted)
  return [...sorted, ...nodes.filter((node) => !done.has(node)).toSorted(asDrawn)]
}
