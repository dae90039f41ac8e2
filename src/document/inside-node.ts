/** The pipeline inside a node: reading it, and changing it there. */
import type { EdgeRecord, NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import { documentSchema } from '../../runtime/core/document/document.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { PipelineReference, StoredReference } from '../../runtime/core/services/sub-pipelines.ts'
import { pipelineReferenceSchema } from '../../runtime/core/services/sub-pipelines.ts'
import type { Json } from '../../runtime/core/values.ts'
import { followPorts } from './follow-ports.ts'
import { resolveNode } from './resolve-node.ts'

/** The node type that runs one pipeline as one node. */
export const subPipelineType = 'sub-pipeline'

/** Whether a node runs a pipeline, wherever that is kept. */
export function runsPipeline({ nodes }: PipelineDocument, registry: NodeRegistry, node: string): boolean {
  const record = nodes.find(({ id }) => id === node)
  return record !== undefined && referenceOf(record, registry) !== undefined
}

/** Documents as they stand in settings, which never change in place. Those that were put there by a change are whole already. */
const known = new WeakMap<object, PipelineDocument>()

/** What a node runs as a part of its work; undefined for nodes that run no pipeline, and where the setting is not valid. */
export function referenceOf(record: NodeRecord, registry: NodeRegistry): PipelineReference | undefined {
  const definition = registry.get(record.type)
  if (definition?.subPipelines === undefined) return undefined
  const given = record.config['pipeline']
  if (given === undefined) {
    const reference = pipelineReferenceSchema.safeParse(resolveNode(record, registry).config['pipeline'])
    return reference.data
  }
  const inline = inlineOf(given)
  if (inline === undefined) return pipelineReferenceSchema.safeParse(given).data
  const old = known.get(inline)
  if (old !== undefined) return { inline: old }
  const { data } = documentSchema.safeParse(inline)
  if (data === undefined) return undefined
  known.set(inline, data)
  return { inline: data }
}

function inlineOf(setting: Json): object | undefined {
  if (typeof setting !== 'object' || setting === null || Array.isArray(setting)) return undefined
  const { inline } = setting
  return typeof inline === 'object' && inline !== null ? inline : undefined
}

/** A stored revision as a key of what was loaded. */
export const keyOf = ({ id, revision }: StoredReference) => `${id}@${revision}`

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
  known.set(after, after)
  // A document is JSON through and through; its type says so member by member, with keys that may be left out.
  const inline = after as unknown as Json
  const config = { ...record.config, pipeline: { inline } }
  const next = {
    ...document,
    nodes: document.nodes.map((one) => (one === record ? { ...record, config } : one)),
  }
  return followPorts(next, registry, node, { before, after })
}

/** Every node of a document and of the pipelines drawn inside its nodes, by ids such as `outer/inner`. */
export function listNodesInside(
  document: PipelineDocument,
  registry: NodeRegistry,
  prefix = '',
): ReadonlyMap<string, NodeRecord> {
  return new Map(
    document.nodes.flatMap((record): (readonly [string, NodeRecord])[] => {
      const id = `${prefix}${record.id}`
      const reference = referenceOf(record, registry)
      const inside =
        reference !== undefined && 'inline' in reference
          ? listNodesInside(reference.inline, registry, `${id}/`)
          : []
      return [[id, record], ...inside]
    }),
  )
}

/** Every wire of a document and of the pipelines drawn inside its nodes, between ids as in `listNodesInside`. */
export function listEdgesInside(
  { nodes, edges }: PipelineDocument,
  registry: NodeRegistry,
  prefix = '',
): readonly EdgeRecord[] {
  const own = edges.map((edge) => ({
    ...edge,
    from: { ...edge.from, node: prefix + edge.from.node },
    to: { ...edge.to, node: prefix + edge.to.node },
  }))
  const inside = nodes.flatMap((record) => {
    const reference = referenceOf(record, registry)
    return reference !== undefined && 'inline' in reference
      ? listEdgesInside(reference.inline, registry, `${prefix}${record.id}/`)
      : []
  })
  return [...own, ...inside]
}
