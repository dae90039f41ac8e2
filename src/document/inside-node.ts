/** The pipeline inside a node: reading it, and changing it there. */
import type { EdgeRecord, NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import type { FindStored } from '../../runtime/core/document/find-inside.ts'
import { referenceOf, rememberInside } from '../../runtime/core/document/find-inside.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { PipelineReference } from '../../runtime/core/services/sub-pipelines.ts'
import { subPipelineDepth } from '../../runtime/core/services/sub-pipelines.ts'
import type { Json } from '../../runtime/core/values.ts'
import { followPorts } from './follow-ports.ts'

/** The node type that runs one pipeline as one node. */
export const subPipelineType = 'sub-pipeline'

/** The one that runs one for each item of a list. */
export const mapType = 'map'

/** Whether a node runs a pipeline, wherever that is kept. */
export function runsPipeline({ nodes }: PipelineDocument, registry: NodeRegistry, node: string): boolean {
  const record = nodes.find(({ id }) => id === node)
  return record !== undefined && referenceOf(record, registry) !== undefined
}

/** What a reference names; undefined where a stored revision is not at hand. */
export function documentOf(
  reference: PipelineReference,
  findStored: FindStored,
): PipelineDocument | undefined {
  return 'inline' in reference ? reference.inline : findStored(reference)
}

/** The pipeline inside a node, as {@link documentOf} has it. */
export function documentInside(
  record: NodeRecord,
  registry: NodeRegistry,
  findStored: FindStored,
): PipelineDocument | undefined {
  const reference = referenceOf(record, registry)
  return reference === undefined ? undefined : documentOf(reference, findStored)
}

export const nothingStored: FindStored = () => undefined

/** The document with the pipeline inside a node changed; the same object when nothing changes or the pipeline is stored elsewhere. */
export function changeInside(
  document: PipelineDocument,
  registry: NodeRegistry,
  path: readonly string[],
  change: (document: PipelineDocument) => PipelineDocument,
): PipelineDocument {
  const [node, ...rest] = path
  if (node === undefined) return change(document)
  const record = document.nodes.find(({ id }) => id === node)
  const reference = record === undefined ? undefined : referenceOf(record, registry)
  if (record === undefined || reference === undefined || !('inline' in reference)) return document
  const before = reference.inline
  const after = changeInside(before, registry, rest, change)
  if (after === before) return document
  rememberInside(after)
  // A document is JSON through and through; its type says so member by member, with keys that may be left out.
  const inline = after as unknown as Json
  const config = { ...record.config, pipeline: { inline } }
  const next = {
    ...document,
    nodes: document.nodes.map((one) => (one === record ? { ...record, config } : one)),
  }
  return followPorts(next, registry, node, { before, after })
}

/** Stored pipelines may run one another in a circle. */
const isTooDeep = (prefix: string) => prefix.split('/').length > subPipelineDepth + 1

/** Every node of a document and of the pipelines inside its nodes, by ids such as `outer/inner`. */
export function listNodesInside(
  document: PipelineDocument,
  registry: NodeRegistry,
  findStored = nothingStored,
  prefix = '',
): ReadonlyMap<string, NodeRecord> {
  if (isTooDeep(prefix)) return new Map()
  return new Map(
    document.nodes.flatMap((record): (readonly [string, NodeRecord])[] => {
      const id = `${prefix}${record.id}`
      const inside = documentInside(record, registry, findStored)
      return [
        [id, record],
        ...(inside === undefined ? [] : listNodesInside(inside, registry, findStored, `${id}/`)),
      ]
    }),
  )
}

/** The pipeline that the last node of a path is in, as far as it is drawn here. */
export function levelOf(
  document: PipelineDocument,
  registry: NodeRegistry,
  path: readonly string[],
): PipelineDocument {
  const [first, ...rest] = path
  const record = rest.length === 0 ? undefined : document.nodes.find(({ id }) => id === first)
  const reference = record === undefined ? undefined : referenceOf(record, registry)
  return reference === undefined || !('inline' in reference)
    ? document
    : levelOf(reference.inline, registry, rest)
}

/** Every wire of a document and of the pipelines inside its nodes, between ids as in `listNodesInside`. */
export function listEdgesInside(
  { nodes, edges }: PipelineDocument,
  registry: NodeRegistry,
  findStored = nothingStored,
  prefix = '',
): readonly EdgeRecord[] {
  if (isTooDeep(prefix)) return []
  const own = edges.map((edge) => ({
    ...edge,
    from: { ...edge.from, node: prefix + edge.from.node },
    to: { ...edge.to, node: prefix + edge.to.node },
  }))
  const inside = nodes.flatMap((record) => {
    const inside = documentInside(record, registry, findStored)
    return inside === undefined ? [] : listEdgesInside(inside, registry, findStored, `${prefix}${record.id}/`)
  })
  return [...own, ...inside]
}
