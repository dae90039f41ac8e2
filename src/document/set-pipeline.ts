/** Makes a node run another pipeline. */
import type { NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import { rememberInside } from '../../runtime/core/document/find-inside.ts'
import { pipelineFields } from '../../runtime/core/document/pipeline-ports.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { StoredReference } from '../../runtime/core/services/sub-pipelines.ts'
import type { Json } from '../../runtime/core/values.ts'
import type { DocumentCommand } from './commands.ts'
import { statedResults } from './follow-ports.ts'
import { mapType, subPipelineType } from './inside-node.ts'
import { resolveNode } from './resolve-node.ts'

type Config = NodeRecord['config']

/** More ports than a node can state: then it takes, or gives, one object. */
const maxPorts = 32

/**
 * A stored revision, whose document is `inside`. In the same step a sub-pipeline node states its ends as its ports, and a list node takes
 * a field that there is.
 */
export function setStoredPipeline(
  node: string,
  { id, revision }: StoredReference,
  inside: PipelineDocument,
  registry: NodeRegistry,
): DocumentCommand {
  const fields = pipelineFields(inside).map(({ name, type }) => ({ name, type }))
  const ends = { ...list('fields', fields), ...list('results', statedResults(inside, registry)) }
  return configure(node, (record) => ({
    ...fitted(record, inside, ends, registry),
    pipeline: { id, revision },
  }))
}

/** A copy of `inside` that is drawn in the node. */
export function setDrawnPipeline(
  node: string,
  inside: PipelineDocument,
  registry: NodeRegistry,
): DocumentCommand {
  rememberInside(inside)
  const ends = list('results', statedResults(inside, registry))
  return configure(node, (record) => ({
    ...fitted(record, inside, ends, registry),
    // A document is JSON through and through; its type says so member by member, with keys that may be left out.
    pipeline: { inline: inside as unknown as Json },
  }))
}

/** The pipeline that a new node has, without what the settings said of the one before. */
export function resetPipeline(node: string): DocumentCommand {
  return configure(node, ({ type, config }) => {
    const { pipeline: _, ...rest } = config
    if (type === subPipelineType) return withoutEnds(rest)
    const { field: __, ...others } = rest
    return type === mapType ? others : rest
  })
}

/** The settings with those that say something of the pipeline as `inside` has it. */
function fitted(record: NodeRecord, inside: PipelineDocument, ends: Config, registry: NodeRegistry): Config {
  if (record.type === subPipelineType) return { ...withoutEnds(record.config), ...ends }
  const fields = pipelineFields(inside)
  const set = resolveNode(record, registry).config['field']
  if (record.type !== mapType || fields.some(({ name }) => name === set)) return record.config
  const field = fields.find(({ isOptional }) => !isOptional) ?? fields[0]
  return field === undefined ? record.config : { ...record.config, field: field.name }
}

function withoutEnds(config: Config): Config {
  const { fields: _, results: __, ...rest } = config
  return rest
}

function list(name: string, entries: readonly { name: string; type: string }[]): Config {
  return entries.length === 0 || entries.length > maxPorts
    ? {}
    : { [name]: entries.map((one) => ({ ...one })) }
}

function configure(node: string, change: (record: NodeRecord) => Config): DocumentCommand {
  return {
    kind: 'configure',
    change: (document) => {
      const nodes = document.nodes.map((record) => {
        if (record.id !== node) return record
        const config = change(record)
        return JSON.stringify(config) === JSON.stringify(record.config) ? record : { ...record, config }
      })
      return nodes.every((record, index) => record === document.nodes[index])
        ? document
        : { ...document, nodes }
    },
  }
}
