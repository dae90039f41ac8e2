/** Another type in a node's place: settings and wires that fit stay. */
import type { NodeRecord } from '../../runtime/core/document/document.ts'
import type { NodeDefinition } from '../../runtime/core/node/define-node.ts'
import type { PortRecord, PortType } from '../../runtime/core/node/ports.ts'
import { fitsPort } from '../../runtime/core/node/ports.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { Json } from '../../runtime/core/values.ts'
import type { DocumentCommand, PortEnd } from './commands.ts'
import { resolveNode } from './resolve-node.ts'

/**
 * The node keeps its id, name, place and policy. Settings stay where the new type has one of the same name that takes the
 * value; a wire goes to the port of the same name where it fits, else to the first free one that fits, else it is gone.
 */
export function replaceNode(
  node: string,
  definition: NodeDefinition,
  registry: NodeRegistry,
): DocumentCommand {
  return {
    kind: 'replace',
    change: (document) => {
      const old = document.nodes.find(({ id }) => id === node)
      if (old === undefined || old.type === definition.type) return document
      const record = recordOf(old, definition)
      const before = resolveNode(old, registry)
      const after = resolveNode(record, registry)
      const nodes = document.nodes.map((one) => (one.id === node ? record : one))
      const byId = new Map(nodes.map((one) => [one.id, one]))
      const taken = new Set<string>()
      const typeAt = (end: PortEnd, side: 'inputs' | 'outputs'): PortType | undefined => {
        const other = byId.get(end.node)
        return other === undefined ? undefined : resolveNode(other, registry)[side][end.port]?.type
      }
      const edges = document.edges.flatMap((edge) => {
        if (edge.to.node === node) {
          const type = typeAt(edge.from, 'outputs') ?? before.inputs[edge.to.port]?.type ?? 'any'
          const port = pickPort(after.inputs, edge.to.port, taken, (wanted) => fitsPort(type, wanted))
          return port === undefined ? [] : [{ ...edge, to: { node, port } }]
        }
        if (edge.from.node === node) {
          const type = typeAt(edge.to, 'inputs') ?? before.outputs[edge.from.port]?.type ?? 'any'
          const port = pickPort(after.outputs, edge.from.port, null, (given) => fitsPort(given, type))
          return port === undefined ? [] : [{ ...edge, from: { node, port } }]
        }
        return [edge]
      })
      return { ...document, nodes, edges }
    },
  }
}

function recordOf(old: NodeRecord, definition: NodeDefinition): NodeRecord {
  const { exposed: _exposed, ...rest } = old
  return {
    ...rest,
    type: definition.type,
    version: definition.version,
    config: keepSettings(old, definition),
  }
}

/** One setting at a time, so that one that does not fit costs no other. */
function keepSettings({ config }: NodeRecord, definition: NodeDefinition): Record<string, Json> {
  const kept: Record<string, Json> = {}
  for (const [name, value] of Object.entries(config)) {
    if (!Object.hasOwn(definition.config.shape, name)) continue
    const issues = definition.config.safeParse({ ...kept, [name]: value }).error?.issues ?? []
    if (!issues.some(({ path }) => path[0] === name)) kept[name] = value
  }
  return kept
}

/** With `taken` each port is given once, unless it takes many wires. */
function pickPort(
  ports: PortRecord,
  wanted: string,
  taken: Set<string> | null,
  fits: (type: PortType) => boolean,
): string | undefined {
  const isFree = (name: string) => taken === null || ports[name]?.many === true || !taken.has(name)
  const fitting = Object.entries(ports).filter(([name, { type }]) => isFree(name) && fits(type))
  const [name] = fitting.find(([one]) => one === wanted) ?? fitting[0] ?? []
  if (name !== undefined) taken?.add(name)
  return name
}
