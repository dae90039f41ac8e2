/** A node record with what its type makes of it: settings with defaults, ports, faults. */
import type { EdgeRecord, NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import { portsOf } from '../../runtime/core/document/validate.ts'
import type { NodeDefinition } from '../../runtime/core/node/define-node.ts'
import type { Port, PortRecord, PortType } from '../../runtime/core/node/ports.ts'
import { fitsPort } from '../../runtime/core/node/ports.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import { findCycle } from '../../runtime/core/document/find-cycle.ts'
import type { PortEnd } from './commands.ts'

export interface ResolvedNode {
  readonly record: NodeRecord
  /** Undefined for types that this program does not know. */
  readonly definition: NodeDefinition | undefined
  /** The settings with defaults; where a setting is invalid, as it stands in the document. */
  readonly config: Readonly<Record<string, unknown>>
  readonly inputs: PortRecord
  readonly outputs: PortRecord
  readonly isValid: boolean
}

/** Records never change in place, so what was worked out for one holds as long as it lives. */
const known = new WeakMap<NodeRegistry, WeakMap<NodeRecord, ResolvedNode>>()

export function resolveNode(record: NodeRecord, registry: NodeRegistry): ResolvedNode {
  let ofRegistry = known.get(registry)
  if (ofRegistry === undefined) {
    ofRegistry = new WeakMap()
    known.set(registry, ofRegistry)
  }
  const old = ofRegistry.get(record)
  if (old !== undefined) return old
  const resolved = resolve(record, registry.get(record.type))
  ofRegistry.set(record, resolved)
  return resolved
}

function resolve(record: NodeRecord, definition: NodeDefinition | undefined): ResolvedNode {
  if (definition === undefined) {
    return { record, definition, config: record.config, inputs: {}, outputs: {}, isValid: false }
  }
  const parsed = definition.config.safeParse(record.config)
  const config = parsed.success ? parsed.data : parseWhatWorks(record, definition)
  // Half a word in a rule must not take the ports of all rules away while somebody types.
  const ports = parsed.success
    ? readPorts(record, definition, config)
    : (tryPorts(record, definition, keepShape(record, config)) ?? readPorts(record, definition, config))
  return { record, definition, config, ...ports, isValid: parsed.success }
}

/** Each setting by itself: a retriever without an index still has its ports. */
function parseWhatWorks(record: NodeRecord, definition: NodeDefinition): Record<string, unknown> {
  const config: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(definition.config.shape)) {
    const given = record.config[name]
    const result = safeParseField(schema, given)
    const fallback = result.success ? result : safeParseField(schema, undefined)
    config[name] = fallback.success ? fallback.data : given
  }
  return config
}

/** Invalid texts and lists as they stand, where a valid one would be a text or a list too. */
function keepShape(record: NodeRecord, config: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isAlike = (given: unknown, valid: unknown) =>
    typeof given === 'string' ? typeof valid === 'string' : Array.isArray(given) && Array.isArray(valid)
  return Object.fromEntries(
    Object.entries(config).map(([name, valid]) => {
      const given = record.config[name]
      return [name, isAlike(given, valid) ? given : valid]
    }),
  )
}

function safeParseField(
  schema: unknown,
  value: unknown,
): { success: true; data: unknown } | { success: false } {
  if (typeof schema !== 'object' || schema === null || !('safeParse' in schema)) return { success: false }
  const { safeParse } = schema
  if (typeof safeParse !== 'function') return { success: false }
  // zod's own result, read structurally: `shape` gives its members as core types without methods.
  const result: unknown = safeParse.call(schema, value)
  const isGood = typeof result === 'object' && result !== null && Reflect.get(result, 'success') === true
  return isGood ? { success: true, data: Reflect.get(result, 'data') } : { success: false }
}

interface NodePorts {
  readonly inputs: PortRecord
  readonly outputs: PortRecord
}

function readPorts(record: NodeRecord, definition: NodeDefinition, config: unknown): NodePorts {
  return tryPorts(record, definition, config) ?? { inputs: {}, outputs: {} }
}

function tryPorts(record: NodeRecord, definition: NodeDefinition, config: unknown): NodePorts | undefined {
  try {
    return portsOf(record, definition, config)
  } catch {
    // Settings that are not valid may be of any shape; a port function need not cope with them.
    return undefined
  }
}

/** The ports of a node type before anything is set. */
export function defaultPorts(definition: NodeDefinition): { inputs: PortRecord; outputs: PortRecord } {
  const blank: NodeRecord = {
    id: 'blank',
    type: definition.type,
    version: definition.version,
    config: {},
    position: { x: 0, y: 0 },
  }
  return readPorts(blank, definition, parseWhatWorks(blank, definition))
}

/** What a wire carries: its output says, or else its input. */
export function wireType(
  source: ResolvedNode,
  target: ResolvedNode,
  { from, to }: Pick<EdgeRecord, 'from' | 'to'>,
): PortType {
  return source.outputs[from.port]?.type ?? target.inputs[to.port]?.type ?? 'any'
}

export type ConnectionVerdict =
  | {
      readonly isAllowed: true
      readonly isMany: boolean
      /** The wire that gives way. */
      readonly replaces: EdgeRecord | null
    }
  | { readonly isAllowed: false; readonly reason: ConnectionRefusal }

export type ConnectionRefusal =
  | { readonly kind: 'same-node' }
  | { readonly kind: 'no-port' }
  | { readonly kind: 'type'; readonly from: Port['type']; readonly to: Port['type'] }
  | { readonly kind: 'cycle' }
  | { readonly kind: 'exists' }

/** Whether an edge from an output to an input may be drawn, and why not. */
export function checkConnection(
  document: PipelineDocument,
  registry: NodeRegistry,
  from: PortEnd,
  to: PortEnd,
): ConnectionVerdict {
  const refuse = (reason: ConnectionRefusal): ConnectionVerdict => ({ isAllowed: false, reason })
  if (from.node === to.node) return refuse({ kind: 'same-node' })
  const source = findPort(document, registry, from, 'outputs')
  const target = findPort(document, registry, to, 'inputs')
  if (source === undefined || target === undefined) return refuse({ kind: 'no-port' })
  if (!fitsPort(source.type, target.type)) {
    return refuse({ kind: 'type', from: source.type, to: target.type })
  }
  const incoming = document.edges.filter((edge) => edge.to.node === to.node && edge.to.port === to.port)
  if (incoming.some((edge) => edge.from.node === from.node && edge.from.port === from.port)) {
    return refuse({ kind: 'exists' })
  }
  const closing = { id: 'closing', from: { ...from }, to: { ...to } }
  if (findCycle({ nodes: document.nodes, edges: [...document.edges, closing] }).length > 0) {
    return refuse({ kind: 'cycle' })
  }
  return { isAllowed: true, isMany: target.many, replaces: wireThatGivesWay(document, registry, to) }
}

/** The wire in an input that takes only one. */
export function wireThatGivesWay(
  document: PipelineDocument,
  registry: NodeRegistry,
  to: PortEnd,
): EdgeRecord | null {
  if (findPort(document, registry, to, 'inputs')?.many === true) return null
  return document.edges.find((edge) => edge.to.node === to.node && edge.to.port === to.port) ?? null
}

function findPort(
  document: PipelineDocument,
  registry: NodeRegistry,
  end: PortEnd,
  side: 'inputs' | 'outputs',
): Port | undefined {
  const record = document.nodes.find(({ id }) => id === end.node)
  return record === undefined ? undefined : resolveNode(record, registry)[side][end.port]
}

/** Every port that could take a wire from (or give one to) the given one, in the order of the document. */
export function listCompatiblePorts(
  document: PipelineDocument,
  registry: NodeRegistry,
  end: PortEnd,
  side: 'output' | 'input',
): PortEnd[] {
  return listOtherEnds(
    document,
    registry,
    { end, side },
    (from, to) => checkConnection(document, registry, from, to).isAllowed,
  )
}

/** The ports at which a wire that begins (`side` is `output`) or ends at `end` `isFit` to have its other end. */
export function listOtherEnds(
  document: PipelineDocument,
  registry: NodeRegistry,
  { end, side }: { readonly end: PortEnd; readonly side: 'output' | 'input' },
  isFit: (from: PortEnd, to: PortEnd) => boolean,
): PortEnd[] {
  return document.nodes.flatMap((record) => {
    const resolved = resolveNode(record, registry)
    return Object.keys(side === 'output' ? resolved.inputs : resolved.outputs)
      .map((port) => ({ node: record.id, port }))
      .filter((other) => (side === 'output' ? isFit(end, other) : isFit(other, end)))
  })
}
