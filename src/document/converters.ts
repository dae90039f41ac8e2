/** Node types that stand between two ports of different types: text through a prompt into messages. */
import { findCycle } from '../../runtime/core/document/find-cycle.ts'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { NodeDefinition } from '../../runtime/core/node/define-node.ts'
import type { Port, PortType } from '../../runtime/core/node/ports.ts'
import { fitsPort } from '../../runtime/core/node/ports.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { PortEnd } from './commands.ts'
import { checkConnection, defaultPorts, listOtherEnds } from './resolve-node.ts'

/**
 * What could be put between two ports that do not fit each other, those that need nothing but themselves first; nothing where a
 * node between would not help, as in a loop.
 */
export function findConverters(
  document: PipelineDocument,
  registry: NodeRegistry,
  from: PortEnd,
  to: PortEnd,
): readonly NodeDefinition[] {
  const verdict = checkConnection(document, registry, from, to)
  if (verdict.isAllowed || verdict.reason.kind !== 'type') return []
  const found = convertersOf(registry, verdict.reason.from, verdict.reason.to)
  if (found.length === 0) return []
  const closing = { id: 'closing', from: { ...from }, to: { ...to } }
  const isLoop = findCycle({ nodes: document.nodes, edges: [...document.edges, closing] }).length > 0
  return isLoop ? [] : found
}

/** Every port that a wire from (or to) the given one reaches through a node between, in the order of the document. */
export function listConvertiblePorts(
  document: PipelineDocument,
  registry: NodeRegistry,
  end: PortEnd,
  side: 'output' | 'input',
): PortEnd[] {
  return listOtherEnds(
    document,
    registry,
    { end, side },
    (from, to) => findConverters(document, registry, from, to).length > 0,
  )
}

/** Asked at every move of a wire being drawn. */
const known = new WeakMap<NodeRegistry, Map<string, readonly NodeDefinition[]>>()

function convertersOf(registry: NodeRegistry, from: PortType, to: PortType): readonly NodeDefinition[] {
  const ofRegistry = known.get(registry) ?? new Map<string, readonly NodeDefinition[]>()
  known.set(registry, ofRegistry)
  const key = `${from} ${to}`
  const found =
    ofRegistry.get(key) ??
    [...registry.values()]
      .filter((definition) => converts(definition, from, to))
      .toSorted((a, b) => Math.min(a.needs.length, 1) - Math.min(b.needs.length, 1))
  ofRegistry.set(key, found)
  return found
}

/** Whether one wire into the node is enough for it to give something of the type. */
function converts(definition: NodeDefinition, from: PortType, to: PortType): boolean {
  const ports = defaultPorts(definition)
  const inputs = Object.entries(ports.inputs)
  const takes = inputs.some(
    ([name, port]) =>
      !isAside(port) &&
      fitsPort(from, port.type) &&
      inputs.every(([other, { optional }]) => other === name || optional),
  )
  // What gives anything passes on what it was given.
  return takes && Object.values(ports.outputs).some(({ type }) => type !== 'any' && fitsPort(type, to))
}

/** An optional decision says which adapter to use: it is not what the node works on. */
function isAside({ type, optional }: Port): boolean {
  return type === 'decision' && optional
}
