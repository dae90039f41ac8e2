/** Finds every fault of a document, with its place. Pure: nothing is executed, imported or fetched. */
import type { NodeDefinition } from '../node/define-node.ts'
import { findExposedSetting } from '../node/exposed-settings.ts'
import type { PortRecord } from '../node/ports.ts'
import { toFailure } from '../errors/failure.ts'
import { failureOfIssue } from '../errors/schema-failure.ts'
import { fitsPort, port } from '../node/ports.ts'
import type { NodeRegistry } from '../node/registry.ts'
import type { EdgeRecord, NodeRecord, PipelineDocument } from './document.ts'
import { findCycle } from './find-cycle.ts'
import type { DocumentIssue } from './issue.ts'
import { documentIssue } from './issue.ts'
import { migrateNode } from './migrate.ts'
import { toPointer } from './parse.ts'

/** A node with the ports its settings give it; without a definition or valid settings the ports are unknown. */
interface CheckedNode {
  readonly index: number
  readonly record: NodeRecord
  readonly definition: NodeDefinition | undefined
  readonly inputs: PortRecord | undefined
  readonly outputs: PortRecord | undefined
}

/**
 * All issues, in the order of the document. An empty list means that `compile` accepts it.
 * Time is linear in nodes and edges.
 */
export function validatePipeline(document: PipelineDocument, registry: NodeRegistry): DocumentIssue[] {
  const issues: DocumentIssue[] = []
  const nodes = new Map<string, CheckedNode>()
  const ids = new Set<string>()
  document.nodes.forEach((record, index) => {
    if (ids.has(record.id)) {
      issues.push(
        documentIssue('DUPLICATE_ID', { id: record.id }, { path: `/nodes/${index}/id`, node: record.id }),
      )
    }
    ids.add(record.id)
    nodes.set(record.id, checkNode(record, index, registry, issues))
  })
  checkEnds(document, issues)
  checkEdges(document, nodes, issues)
  checkRequiredInputs(document, nodes, issues)
  const cycle = findCycle(document)
  if (cycle.length > 0) {
    const index = document.nodes.findIndex(({ id }) => id === cycle[0])
    issues.push(
      documentIssue('CYCLE', { nodes: cycle.join(' → ') }, { path: `/nodes/${index}`, node: cycle[0] ?? '' }),
    )
  }
  return issues
}

/** The ports of a node: those of its type, one per exposed setting, and `error` under the policy "branch". */
export function portsOf(
  record: NodeRecord,
  definition: NodeDefinition,
  config: unknown,
): { inputs: PortRecord; outputs: PortRecord } {
  const exposed = (record.exposed ?? []).flatMap((name) => findExposedSetting(definition, name) ?? [])
  const error = record.policy?.onError === 'branch' ? { error: port.json('Error') } : {}
  return {
    inputs: {
      ...Object.fromEntries(exposed.map((setting) => [setting.name, setting.port])),
      ...definition.inputs(config),
    },
    outputs: { ...definition.outputs(config), ...error },
  }
}

function checkExposed(
  { id, exposed = [] }: NodeRecord,
  definition: NodeDefinition,
  config: unknown,
  path: string,
  issues: DocumentIssue[],
): void {
  const own = definition.inputs(config)
  exposed.forEach((name, index) => {
    const isTaken = Object.hasOwn(own, name)
    if (!isTaken && findExposedSetting(definition, name) !== undefined) return
    const reason = isTaken ? 'the node has an input of that name' : 'the node has no such setting'
    const place = { path: `${path}/exposed/${index}`, node: id }
    issues.push(documentIssue('EXPOSED_INVALID', { node: id, setting: name, reason }, place))
  })
}

/** Faults of documents inside the settings, with the place where they stand there. */
function checkSubPipelines(
  { id }: NodeRecord,
  definition: NodeDefinition,
  config: unknown,
  path: string,
  registry: NodeRegistry,
  issues: DocumentIssue[],
): void {
  for (const reference of definition.subPipelines?.(config) ?? []) {
    if (!('inline' in reference)) continue
    for (const { edge: _edge, ...issue } of validatePipeline(reference.inline, registry)) {
      issues.push({ ...issue, path: `${path}/config/pipeline/inline${issue.path}`, node: id })
    }
  }
}

function checkNode(
  record: NodeRecord,
  index: number,
  registry: NodeRegistry,
  issues: DocumentIssue[],
): CheckedNode {
  const definition = registry.get(record.type)
  const path = `/nodes/${index}`
  const unknown = { index, record, definition, inputs: undefined, outputs: undefined }
  if (definition === undefined) {
    issues.push(
      documentIssue(
        'UNKNOWN_NODE_TYPE',
        { node: record.id, type: record.type },
        { path: `${path}/type`, node: record.id },
      ),
    )
    return unknown
  }
  let { config } = record
  try {
    ;({ config } = migrateNode(record, registry))
  } catch (error) {
    const { code, params, message } = toFailure(error)
    issues.push({ code, params, message, path: `${path}/version`, node: record.id })
    return unknown
  }
  const parsed = definition.config.safeParse(config)
  if (!parsed.success) {
    for (const issue of parsed.error.issues) {
      const field = issue.path.map(String).join('.') || 'config'
      const place = { path: `${path}/config${toPointer(issue.path)}`, node: record.id }
      const failure = failureOfIssue(issue)
      issues.push(
        failure === undefined
          ? documentIssue('CONFIG_INVALID', { field, node: record.id, reason: issue.message }, place)
          : { ...failure, ...place },
      )
    }
    return unknown
  }
  checkExposed(record, definition, parsed.data, path, issues)
  checkSubPipelines(record, definition, parsed.data, path, registry, issues)
  return { index, record, definition, ...portsOf(record, definition, parsed.data) }
}

function checkEnds(document: PipelineDocument, issues: DocumentIssue[]): void {
  const types = new Set(document.nodes.map(({ type }) => type))
  if (!types.has('input')) issues.push(documentIssue('NO_INPUT_NODE', {}, { path: '/nodes' }))
  if (!types.has('output')) issues.push(documentIssue('NO_OUTPUT_NODE', {}, { path: '/nodes' }))
}

function checkEdges(
  document: PipelineDocument,
  nodes: ReadonlyMap<string, CheckedNode>,
  issues: DocumentIssue[],
): void {
  const ids = new Set<string>()
  const taken = new Set<string>()
  document.edges.forEach((edge, index) => {
    const path = `/edges/${index}`
    if (ids.has(edge.id))
      issues.push(documentIssue('DUPLICATE_ID', { id: edge.id }, { path: `${path}/id`, edge: edge.id }))
    ids.add(edge.id)
    checkEdge(edge, path, nodes, issues)
    const key = `${edge.to.node} ${edge.to.port}`
    const isMany = nodes.get(edge.to.node)?.inputs?.[edge.to.port]?.many === true
    if (taken.has(key) && !isMany) {
      issues.push(
        documentIssue('INPUT_TAKEN', edge.to, { path: `${path}/to`, node: edge.to.node, edge: edge.id }),
      )
    }
    taken.add(key)
  })
}

function checkEdge(
  edge: EdgeRecord,
  path: string,
  nodes: ReadonlyMap<string, CheckedNode>,
  issues: DocumentIssue[],
): void {
  const found = (['from', 'to'] as const).map((side) => {
    const { node, port: name } = edge[side]
    const end = nodes.get(node)
    const place = { path: `${path}/${side}`, edge: edge.id }
    if (end === undefined) {
      issues.push(documentIssue('DANGLING_EDGE', { edge: edge.id, node }, place))
      return undefined
    }
    const ports = side === 'from' ? end.outputs : end.inputs
    if (ports === undefined) return undefined
    const type = Object.hasOwn(ports, name) ? ports[name]?.type : undefined
    if (type === undefined)
      issues.push(documentIssue('MISSING_PORT', { edge: edge.id, port: name, node }, { ...place, node }))
    return type
  })
  const [fromType, toType] = found
  if (fromType !== undefined && toType !== undefined && !fitsPort(fromType, toType)) {
    issues.push(
      documentIssue(
        'TYPE_MISMATCH',
        { edge: edge.id, fromType, toType },
        { path, node: edge.to.node, edge: edge.id },
      ),
    )
  }
}

function checkRequiredInputs(
  document: PipelineDocument,
  nodes: ReadonlyMap<string, CheckedNode>,
  issues: DocumentIssue[],
): void {
  const wired = new Set(document.edges.map(({ to }) => `${to.node} ${to.port}`))
  for (const { index, record, inputs } of nodes.values()) {
    if (record.muted === true) continue
    for (const [name, { optional }] of Object.entries(inputs ?? {})) {
      if (optional || wired.has(`${record.id} ${name}`)) continue
      issues.push(
        documentIssue(
          'INPUT_MISSING',
          { port: name, node: record.id },
          { path: `/nodes/${index}`, node: record.id },
        ),
      )
    }
  }
}
