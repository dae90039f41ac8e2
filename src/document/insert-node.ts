/** Adding a node together with its wires, as one step. */
import type { EdgeRecord, NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import type { NodeDefinition } from '../../runtime/core/node/define-node.ts'
import type { PortRecord, PortType } from '../../runtime/core/node/ports.ts'
import { fitsPort } from '../../runtime/core/node/ports.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { DocumentCommand, PortEnd } from './commands.ts'
import { newEdgeId } from './new-id.ts'
import { defaultPorts, resolveNode } from './resolve-node.ts'

/**
 * What a new node is to be wired to: a port before it, a port after it, both, or the wire that it is put into. `moved` is the wire
 * whose other end was drawn there: it gives way.
 */
export type Joint =
  | { readonly kind: 'after'; readonly from: PortEnd; readonly moved?: string }
  | { readonly kind: 'before'; readonly to: PortEnd; readonly moved?: string }
  | { readonly kind: 'between'; readonly from: PortEnd; readonly to: PortEnd }
  | { readonly kind: 'into'; readonly edge: string }

/** Adds the node and wires it; a wire it can't take stays undrawn, one it is put into stays only where it can't be both ends. */
export function insertNode(record: NodeRecord, joint: Joint, registry: NodeRegistry): DocumentCommand {
  return {
    kind: 'add-node',
    change: (document) => {
      const withNode = { ...document, nodes: [...document.nodes, record] }
      const { inputs, outputs } = resolveNode(record, registry)
      const { from, to, edge, moved } = endsOf(document, joint)
      const input =
        from === null ? undefined : firstInput(inputs, typeOf(document, registry, from, 'outputs'), from.port)
      const output = to === null ? undefined : firstOutput(outputs, typeOf(document, registry, to, 'inputs'))
      const isPutBetween = edge !== undefined && input !== undefined && output !== undefined
      if (edge !== undefined && !isPutBetween) return withNode
      const kept = withNode.edges.filter(
        ({ id, to: end }) =>
          id !== edge?.id &&
          (id !== moved || (input ?? output) === undefined) &&
          (to === null || output === undefined || !isReplaced(end, to, document, registry)),
      )
      const ids = new Set(kept.map(({ id }) => id))
      const wire = (start: PortEnd, end: PortEnd): EdgeRecord => {
        const id = newEdgeId(ids)
        ids.add(id)
        return { id, from: { ...start }, to: { ...end } }
      }
      const edges = [
        ...kept,
        ...(from === null || input === undefined ? [] : [wire(from, { node: record.id, port: input })]),
        ...(to === null || output === undefined ? [] : [wire({ node: record.id, port: output }, to)]),
      ]
      return { ...withNode, edges }
    },
  }
}

/** Whether a node of this type could be wired to the joint at all; for a wire, on both ends. */
export function fitsJoint(
  definition: NodeDefinition,
  joint: Joint,
  document: PipelineDocument,
  registry: NodeRegistry,
): boolean {
  const { inputs, outputs } = defaultPorts(definition)
  const { from, to } = endsOf(document, joint)
  const takes =
    from === null || firstInput(inputs, typeOf(document, registry, from, 'outputs'), from.port) !== undefined
  const gives = to === null || firstOutput(outputs, typeOf(document, registry, to, 'inputs')) !== undefined
  return takes && gives
}

interface Ends {
  readonly from: PortEnd | null
  readonly to: PortEnd | null
  readonly edge?: EdgeRecord
  readonly moved?: string | undefined
}

function endsOf({ edges }: PipelineDocument, joint: Joint): Ends {
  if (joint.kind === 'after') return { from: joint.from, to: null, moved: joint.moved }
  if (joint.kind === 'before') return { from: null, to: joint.to, moved: joint.moved }
  if (joint.kind === 'between') return { from: joint.from, to: joint.to }
  const edge = edges.find(({ id }) => id === joint.edge)
  return edge === undefined ? { from: null, to: null } : { from: edge.from, to: edge.to, edge }
}

function typeOf(
  { nodes }: PipelineDocument,
  registry: NodeRegistry,
  end: PortEnd,
  side: 'inputs' | 'outputs',
): PortType {
  const record = nodes.find(({ id }) => id === end.node)
  return (record === undefined ? undefined : resolveNode(record, registry)[side][end.port]?.type) ?? 'any'
}

/** A port of the very type before one that only fits; a required one before an optional one; then the one of the same name. */
function firstInput(ports: PortRecord, type: PortType, name: string): string | undefined {
  const fitting = Object.entries(ports).filter(([, port]) => fitsPort(type, port.type))
  const rank = ([own, port]: (typeof fitting)[number]) =>
    (port.type === type ? 0 : 4) + (port.optional ? 2 : 0) + (own === name ? 0 : 1)
  return fitting.toSorted((a, b) => rank(a) - rank(b))[0]?.[0]
}

function firstOutput(ports: PortRecord, type: PortType): string | undefined {
  const fitting = Object.entries(ports).filter(([, port]) => fitsPort(port.type, type))
  return (fitting.find(([, port]) => port.type === type) ?? fitting[0])?.[0]
}

/** An input that takes one wire gives up the one it has. */
function isReplaced(end: PortEnd, to: PortEnd, { nodes }: PipelineDocument, registry: NodeRegistry): boolean {
  if (end.node !== to.node || end.port !== to.port) return false
  const record = nodes.find(({ id }) => id === to.node)
  return record !== undefined && resolveNode(record, registry).inputs[to.port]?.many !== true
}
