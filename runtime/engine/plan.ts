/** A document compiled for running: nodes as positions, edges as arrays, settings parsed once. */
import { hashPipeline } from '../core/document/content-hash.ts'
import type { EdgeRecord, NodePolicy, NodeRecord, PipelineDocument } from '../core/document/document.ts'
import { migratePipeline } from '../core/document/migrate.ts'
import { validatePipeline } from '../core/document/validate.ts'
import { Failure } from '../core/errors/failure.ts'
import type { NodeDefinition } from '../core/node/define-node.ts'
import type { PortRecord } from '../core/node/ports.ts'
import { isStreamable } from '../core/node/ports.ts'
import type { NodeRegistry } from '../core/node/registry.ts'
import type { PinRequest } from '../core/services/pin-request.ts'

export interface PlannedEdge {
  readonly from: number
  readonly fromPort: string
  readonly to: number
  readonly toPort: string
}

export interface PlannedNode {
  readonly position: number
  readonly id: string
  readonly record: NodeRecord
  readonly definition: NodeDefinition
  /** Parsed settings. */
  readonly config: unknown
  readonly policy: NodePolicy
  readonly inputs: PortRecord
  readonly outputs: PortRecord
  readonly incoming: readonly PlannedEdge[]
  readonly outgoing: readonly PlannedEdge[]
  /** Output ports whose deltas the client sees: streamable and wired to an output node. */
  readonly clientPorts: ReadonlySet<string>
  /** Settings taken from input ports. */
  readonly exposed: readonly string[]
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
  const positions = new Map(document.nodes.map(({ id }, position) => [id, position]))
  const edges = document.edges.map((edge) => planEdge(edge, positions))
  const nodes = document.nodes.map((record, position) =>
    planNode(record, position, registry, edges, document),
  )
  return {
    document,
    revision: hashPipeline(document),
    nodes,
    roots: nodes.filter(({ incoming }) => incoming.length === 0).map(({ position }) => position),
    pins: nodes
      .filter(({ record }) => record.muted !== true)
      .flatMap(({ definition, config }) => definition.pins(config)),
  }
}

function planEdge({ from, to }: EdgeRecord, positions: ReadonlyMap<string, number>): PlannedEdge {
  return {
    from: positions.get(from.node) ?? -1,
    fromPort: from.port,
    to: positions.get(to.node) ?? -1,
    toPort: to.port,
  }
}

function planNode(
  record: NodeRecord,
  position: number,
  registry: NodeRegistry,
  edges: readonly PlannedEdge[],
  document: PipelineDocument,
): PlannedNode {
  const definition = registry.get(record.type)
  if (definition === undefined) throw new Failure('UNKNOWN_NODE_TYPE', { node: record.id, type: record.type })
  const config = definition.config.parse(record.config)
  const outputs = definition.outputs(config)
  const outgoing = edges.filter(({ from }) => from === position)
  const reachesOutput = ({ to }: PlannedEdge) => document.nodes[to]?.type === 'output'
  return {
    position,
    id: record.id,
    record,
    definition,
    config,
    policy: record.policy ?? {},
    inputs: definition.inputs(config),
    outputs,
    incoming: edges.filter(({ to }) => to === position),
    outgoing,
    clientPorts: new Set(
      outgoing
        .filter((edge) => reachesOutput(edge) && isStreamable(outputs[edge.fromPort]?.type ?? 'any'))
        .map(({ fromPort }) => fromPort),
    ),
    exposed: record.exposed ?? [],
  }
}
