/** A document compiled for running: nodes as positions, edges with what they mean for a join, settings parsed once. */
import { hashPipeline } from '../core/document/content-hash.ts'
import type { NodePolicy, NodeRecord, PipelineDocument } from '../core/document/document.ts'
import { migratePipeline } from '../core/document/migrate.ts'
import { portsOf, validatePipeline } from '../core/document/validate.ts'
import { Failure } from '../core/errors/failure.ts'
import type { NodeDefinition } from '../core/node/define-node.ts'
import type { ExposedSetting } from '../core/node/exposed-settings.ts'
import { findExposedSetting } from '../core/node/exposed-settings.ts'
import type { PortRecord } from '../core/node/ports.ts'
import { isStreamable } from '../core/node/ports.ts'
import type { NodeRegistry } from '../core/node/registry.ts'
import type { PinRequest } from '../core/services/pin-request.ts'

export interface PlannedEdge {
  readonly from: number
  readonly fromPort: string
  readonly to: number
  readonly toPort: string
  /** The node it leads to is skipped when this edge is not taken. */
  readonly isRequired: boolean
  /** It leads to an input that takes several edges … */
  readonly isMany: boolean
  /** … and is this one of them, counted from 0. */
  readonly place: number
  /** The node it leads to starts on the first value. */
  readonly isEager: boolean
  /** An answer leads into an input of texts: its text goes on. */
  readonly takesText: boolean
}

export interface PlannedNode {
  readonly position: number
  readonly id: string
  readonly record: NodeRecord
  readonly definition: NodeDefinition
  /** Parsed settings. */
  readonly config: unknown
  readonly policy: NodePolicy
  readonly isMuted: boolean
  /** Only output nodes: the name under which the result holds their value. */
  readonly outputName: string | undefined
  readonly outputs: PortRecord
  readonly incoming: readonly PlannedEdge[]
  readonly outgoing: readonly PlannedEdge[]
  /** Inputs that take several edges. */
  readonly manyPorts: readonly string[]
  /** Those of them without which the node is skipped. */
  readonly requiredManyPorts: readonly string[]
  /** Output ports whose deltas the client sees: streamable and wired to an output node. */
  readonly clientPorts: ReadonlySet<string>
  /** Settings taken from input ports. */
  readonly exposed: readonly ExposedSetting[]
}

export interface Plan {
  readonly document: PipelineDocument
  readonly revision: string
  readonly nodes: readonly PlannedNode[]
  /** Positions of nodes without incoming edges. */
  readonly roots: readonly number[]
  readonly pins: readonly PinRequest[]
}

/**
 * Migrates, validates and lays out a document.
 *
 * @throws the first issue that `validatePipeline` finds, as a failure with its place
 */
export function planPipeline(source: PipelineDocument, registry: NodeRegistry): Plan {
  const document = migratePipeline(source, registry)
  const [issue] = validatePipeline(document, registry)
  if (issue !== undefined) {
    const place = { path: issue.path, ...(issue.node === undefined ? {} : { node: issue.node }) }
    throw new Failure(issue.code, issue.params, place)
  }
  const nodes = connect(
    document,
    document.nodes.map((record) => readNode(record, registry)),
  )
  return {
    document,
    revision: hashPipeline(document),
    nodes,
    roots: nodes.filter(({ incoming }) => incoming.length === 0).map(({ position }) => position),
    pins: nodes
      .filter(({ isMuted }) => !isMuted)
      .flatMap(({ definition, config }) => definition.pins(config)),
  }
}

interface ReadNode {
  readonly record: NodeRecord
  readonly definition: NodeDefinition
  readonly config: unknown
  readonly inputs: PortRecord
  readonly outputs: PortRecord
}

function readNode(record: NodeRecord, registry: NodeRegistry): ReadNode {
  const definition = registry.get(record.type)
  if (definition === undefined) throw new Failure('UNKNOWN_NODE_TYPE', { node: record.id, type: record.type })
  const config = definition.config.parse(record.config)
  return { record, definition, config, ...portsOf(record, definition, config) }
}

function connect(document: PipelineDocument, read: readonly ReadNode[]): PlannedNode[] {
  const positions = new Map(document.nodes.map(({ id }, position) => [id, position]))
  const incoming = read.map((): PlannedEdge[] => [])
  const outgoing = read.map((): PlannedEdge[] => [])
  for (const { from, to } of document.edges) {
    const [fromPosition = -1, toPosition = -1] = [positions.get(from.node), positions.get(to.node)]
    const input = read[toPosition]?.inputs[to.port]
    const before = incoming[toPosition] ?? []
    const edge: PlannedEdge = {
      from: fromPosition,
      fromPort: from.port,
      to: toPosition,
      toPort: to.port,
      isRequired: input !== undefined && !input.many && !input.optional,
      isMany: input?.many === true,
      place: before.filter(({ toPort }) => toPort === to.port).length,
      isEager: input?.eager === true,
      takesText: input?.type === 'text' && read[fromPosition]?.outputs[from.port]?.type === 'answer',
    }
    before.push(edge)
    outgoing[fromPosition]?.push(edge)
  }
  return read.map((node, position) =>
    planNode(node, position, incoming[position] ?? [], outgoing[position] ?? [], read),
  )
}

function planNode(
  { record, definition, config, inputs, outputs }: ReadNode,
  position: number,
  incoming: readonly PlannedEdge[],
  outgoing: readonly PlannedEdge[],
  read: readonly ReadNode[],
): PlannedNode {
  const isOutput = ({ to }: PlannedEdge) => read[to]?.definition.outputName !== undefined
  const manyPorts = Object.keys(inputs).filter((name) => inputs[name]?.many === true)
  return {
    position,
    id: record.id,
    record,
    definition,
    config,
    policy: record.policy ?? {},
    isMuted: record.muted === true,
    outputName: definition.outputName?.(config),
    outputs,
    incoming,
    outgoing,
    manyPorts,
    requiredManyPorts: manyPorts.filter((name) => inputs[name]?.optional !== true),
    clientPorts: new Set(
      outgoing
        .filter((edge) => isOutput(edge) && isStreamable(outputs[edge.fromPort]?.type ?? 'any'))
        .map(({ fromPort }) => fromPort),
    ),
    exposed: (record.exposed ?? []).flatMap((name) => findExposedSetting(definition, name) ?? []),
  }
}

/** Positions of every node that leads to the one at `position`. */
export function findAncestors(plan: Plan, position: number): ReadonlySet<number> {
  const found = new Set<number>()
  const open = [position]
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const { from } of plan.nodes[next]?.incoming ?? []) {
      if (found.has(from)) continue
      found.add(from)
      open.push(from)
    }
  }
  return found
}
