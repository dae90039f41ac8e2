/** What lies before a node: the nodes whose outputs can be known when it runs. */
import type { NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import { resolveNode } from './resolve-node.ts'

/** Every node that a chain of wires leads from, nearest first. */
export function listUpstream(document: PipelineDocument, node: string): readonly NodeRecord[] {
  const records = new Map(document.nodes.map((record) => [record.id, record]))
  const sources = new Map<string, string[]>()
  for (const { from, to } of document.edges)
    sources.set(to.node, [...(sources.get(to.node) ?? []), from.node])
  const seen = new Set([node])
  const found: NodeRecord[] = []
  for (let layer = [node]; layer.length > 0;) {
    const next = [...new Set(layer.flatMap((id) => sources.get(id) ?? []))].filter((id) => !seen.has(id))
    for (const id of next) {
      seen.add(id)
      const record = records.get(id)
      if (record !== undefined) found.push(record)
    }
    layer = next
  }
  return found
}

/** The id of the intent model whose answers reach a node: of the nearest node before it that uses one. */
export function findIntentModel(
  document: PipelineDocument,
  registry: NodeRegistry,
  node: string,
): string | undefined {
  for (const record of listUpstream(document, node)) {
    const { definition, config, isValid } = resolveNode(record, registry)
    if (definition === undefined || !isValid) continue
    const pin = definition.pins(config).find(({ kind }) => kind === 'intents')
    if (pin !== undefined) return pin.id
  }
  return undefined
}

/** Port names at a node that wires use, on one side or both. */
export function portsInUse(document: PipelineDocument, node: string): ReadonlySet<string> {
  return new Set(
    document.edges.flatMap(({ from, to }) => [
      ...(from.node === node ? [from.port] : []),
      ...(to.node === node ? [to.port] : []),
    ]),
  )
}

/** Inputs of a node that a wire ends in. */
export function wiredInputs(document: PipelineDocument, node: string): ReadonlySet<string> {
  return new Set(document.edges.flatMap(({ to }) => (to.node === node ? [to.port] : [])))
}
