/** Deleting nodes without cutting the line they stood in. */
import type { EdgeRecord, NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import { fitsPort } from '../../runtime/core/node/ports.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { DocumentCommand, PortEnd } from './commands.ts'
import { deleteItems } from './commands.ts'
import { newEdgeId } from './new-id.ts'
import { resolveNode } from './resolve-node.ts'

/**
 * Removes nodes; where a wire left one of them, what came in over a wire of a fitting type goes on instead. The first such
 * input in the order of the node's ports is taken.
 */
export function deleteAndBridge(nodes: ReadonlySet<string>, registry: NodeRegistry): DocumentCommand {
  return {
    kind: 'delete',
    change: (document) => {
      const bridges = findBridges(document, nodes, registry)
      const rest = deleteItems(nodes, new Set()).change(document)
      if (rest === document || bridges.length === 0) return rest
      const edges = [...rest.edges]
      const ids = new Set(edges.map(({ id }) => id))
      for (const bridge of bridges) {
        const id = newEdgeId(ids)
        ids.add(id)
        edges.push({ id, ...bridge })
      }
      return { ...rest, edges }
    },
  }
}

type Bridge = Omit<EdgeRecord, 'id'>

function findBridges(
  { nodes: records, edges }: PipelineDocument,
  gone: ReadonlySet<string>,
  registry: NodeRegistry,
): Bridge[] {
  const byId = new Map(records.map((record) => [record.id, record]))
  return edges
    .filter(({ from, to }) => gone.has(from.node) && !gone.has(to.node))
    .flatMap((edge) => {
      const target = byId.get(edge.to.node)
      const wanted = target === undefined ? undefined : resolveNode(target, registry).inputs[edge.to.port]
      if (wanted === undefined) return []
      const fits = (end: PortEnd) => {
        const source = byId.get(end.node)
        const port = source === undefined ? undefined : resolveNode(source, registry).outputs[end.port]
        return port !== undefined && fitsPort(port.type, wanted.type)
      }
      const from = findSource(edge.from.node, { edges, gone, byId, registry, fits, seen: new Set() })
      return from === undefined ? [] : [{ from: { ...from }, to: { ...edge.to } }]
    })
}

interface Search {
  readonly edges: readonly EdgeRecord[]
  readonly gone: ReadonlySet<string>
  readonly byId: ReadonlyMap<string, NodeRecord>
  readonly registry: NodeRegistry
  readonly fits: (end: PortEnd) => boolean
  readonly seen: Set<string>
}

/** The nearest fitting output before a node that goes, through others that go. */
function findSource(node: string, search: Search): PortEnd | undefined {
  const { edges, gone, byId, registry, fits, seen } = search
  const record = byId.get(node)
  if (record === undefined || seen.has(node)) return undefined
  seen.add(node)
  const order = Object.keys(resolveNode(record, registry).inputs)
  const incoming = edges
    .filter(({ to }) => to.node === node)
    .toSorted((a, b) => order.indexOf(a.to.port) - order.indexOf(b.to.port))
  const direct = incoming.find(({ from }) => !gone.has(from.node) && fits(from))
  if (direct !== undefined) return direct.from
  for (const { from } of incoming) {
    const found = gone.has(from.node) ? findSource(from.node, search) : undefined
    if (found !== undefined) return found
  }
  return undefined
}
