/** Why a sub-pipeline cannot be drawn in place of its node. */
import type { NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import { resolveNode } from './resolve-node.ts'

export type InlineRefusal =
  /** The node, or the pipeline in it, has a policy or limits that nothing in its place would keep. */
  | { readonly kind: 'policy' }
  /** A wire ends at a port of the node that its pipeline does not have. */
  | { readonly kind: 'port'; readonly port: string }
  /** Stored revisions may take all their inputs as one object. */
  | { readonly kind: 'bundle' }
  | { readonly kind: 'default'; readonly field: string }
  | { readonly kind: 'two-results'; readonly name: string }
  | { readonly kind: 'text'; readonly field: string }
  | { readonly kind: 'condition'; readonly node: string; readonly path: string }

export class InlineRefused extends Error {
  readonly refusal: InlineRefusal
  constructor(refusal: InlineRefusal) {
    super(refusal.kind)
    this.refusal = refusal
  }
}

/** The record of the node. @throws InlineRefused where it does more than run its pipeline */
export function refuseNode(
  document: PipelineDocument,
  registry: NodeRegistry,
  id: string,
  child: PipelineDocument,
): NodeRecord {
  const node = document.nodes.find((one) => one.id === id)
  if (node === undefined) throw new Error(`There is no node "${id}".`)
  const hasLimits = Object.keys(child.settings ?? {}).length > 0
  const hasPolicy = Object.keys(node.policy ?? {}).length > 0 || (node.exposed ?? []).length > 0
  if (hasPolicy || hasLimits) throw new InlineRefused({ kind: 'policy' })
  checkPorts(document, registry, node, child)
  return node
}

function checkPorts(
  { nodes, edges }: PipelineDocument,
  registry: NodeRegistry,
  node: NodeRecord,
  child: PipelineDocument,
): void {
  const resolved = child.nodes.map((record) => resolveNode(record, registry))
  const fields = new Map(
    resolved.flatMap(({ record, outputs }) => (record.type === 'input' ? Object.entries(outputs) : [])),
  )
  const results = new Set(
    resolved.flatMap(({ definition, config }) => definition?.outputName?.(config) ?? []),
  )
  const typeFrom = ({ from }: PipelineDocument['edges'][number]) => {
    const source = nodes.find(({ id }) => id === from.node)
    return source === undefined ? undefined : resolveNode(source, registry).outputs[from.port]?.type
  }
  for (const edge of edges) {
    if (edge.to.node === node.id) {
      const { port } = edge.to
      const field = fields.get(port)
      if (field === undefined) throw new InlineRefused({ kind: isBundle(node) ? 'bundle' : 'port', port })
      const isAnswer = typeFrom(edge) === 'answer' && field.type === 'text'
      if (isAnswer && takesMore(port, child, registry)) throw new InlineRefused({ kind: 'text', field: port })
    }
    if (edge.from.node === node.id && !results.has(edge.from.port)) {
      const { port } = edge.from
      throw new InlineRefused({ kind: isBundle(node) ? 'bundle' : 'port', port })
    }
  }
}

const isBundle = ({ config: { pipeline, fields, results } }: NodeRecord) => {
  const isStored = typeof pipeline === 'object' && pipeline !== null && 'id' in pipeline
  return isStored && [fields, results].some((list) => !Array.isArray(list) || list.length === 0)
}

/** Whether the text of an answer goes where, wired directly, the whole answer would. */
function takesMore(field: string, { nodes, edges }: PipelineDocument, registry: NodeRegistry): boolean {
  const inputs = new Set(nodes.filter(({ type }) => type === 'input').map(({ id }) => id))
  return edges.some(({ from, to }) => {
    if (!inputs.has(from.node) || from.port !== field) return false
    const target = nodes.find(({ id }) => id === to.node)
    const type = target === undefined ? undefined : resolveNode(target, registry).inputs[to.port]?.type
    return type !== 'text'
  })
}
