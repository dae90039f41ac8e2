/** Keeps the ports of a sub-pipeline node, and the wires at them, in step with the ends of the pipeline inside it. */
import type { NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import { pipelineFields, pipelineResults } from '../../runtime/core/document/pipeline-ports.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { PortType } from '../../runtime/core/node/ports.ts'
import type { PortEnd } from './commands.ts'
import { resolveNode } from './resolve-node.ts'

export interface InsideChange {
  readonly before: PipelineDocument
  readonly after: PipelineDocument
}

/** `node`: whose pipeline has changed. A field or result that got another name keeps its wires. */
export function followPorts(
  document: PipelineDocument,
  registry: NodeRegistry,
  node: string,
  { before, after }: InsideChange,
): PipelineDocument {
  if (before.nodes === after.nodes && before.edges === after.edges) return document
  const inputs = findRenamed(fieldNames(before), fieldNames(after))
  const outputs = findRenamed(pipelineResults(before), pipelineResults(after))
  const move = (end: PortEnd, renamed: Renamed | undefined): PortEnd =>
    end.node === node && end.port === renamed?.from ? { node, port: renamed.to } : end
  const edges =
    inputs === undefined && outputs === undefined
      ? document.edges
      : document.edges.map((edge) => ({
          ...edge,
          from: move(edge.from, outputs),
          to: move(edge.to, inputs),
        }))
  const nodes = document.nodes.map((record) =>
    record.id === node ? withResults(record, after, registry) : record,
  )
  return { ...document, nodes, edges }
}

const fieldNames = (document: PipelineDocument) => pipelineFields(document).map(({ name }) => name)

interface Renamed {
  readonly from: string
  readonly to: string
}

/** The one name that differs between two lists of the same length. */
function findRenamed(before: readonly string[], after: readonly string[]): Renamed | undefined {
  if (before.length !== after.length) return undefined
  const changed = before.flatMap((from, index) => {
    const to = after[index]
    return to === undefined || to === from ? [] : [{ from, to }]
  })
  const [only] = changed
  return changed.length === 1 && only !== undefined && !before.includes(only.to) ? only : undefined
}

/** Where a node states the types of its outputs, they are those of what its pipeline gives. */
function withResults(record: NodeRecord, inside: PipelineDocument, registry: NodeRegistry): NodeRecord {
  const { results } = record.config
  if (!Array.isArray(results) || results.length === 0) return record
  const next = statedResults(inside, registry)
  if (next.length === 0 || JSON.stringify(next) === JSON.stringify(results)) return record
  return { ...record, config: { ...record.config, results: next } }
}

/** What a pipeline gives, with the types of what is wired to its ends. */
export function statedResults(
  inside: PipelineDocument,
  registry: NodeRegistry,
): { name: string; type: PortType }[] {
  return pipelineResults(inside).map((name) => ({ name, type: typeOfResult(inside, name, registry) }))
}

function typeOfResult({ nodes, edges }: PipelineDocument, name: string, registry: NodeRegistry): PortType {
  const types = edges.flatMap(({ from, to }): PortType[] => {
    const end = nodes.find(({ id }) => id === to.node)
    const source = nodes.find(({ id }) => id === from.node)
    if (end === undefined || source === undefined) return []
    const { definition, config } = resolveNode(end, registry)
    if (definition?.outputName?.(config) !== name) return []
    const type = resolveNode(source, registry).outputs[from.port]?.type
    return type === undefined ? [] : [type]
  })
  const [first = 'any'] = types
  return types.every((type) => type === first) ? first : 'any'
}
