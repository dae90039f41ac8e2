/** Makes a node run another pipeline. */
import type { NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import { rememberInside } from '../../runtime/core/document/find-inside.ts'
import { pipelineFields } from '../../runtime/core/document/pipeline-ports.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { StoredReference } from '../../runtime/core/services/sub-pipelines.ts'
import type { Json } from '../../runtime/core/values.ts'
import type { DocumentCommand } from './commands.ts'
import { statedResults } from './follow-ports.ts'
import { subPipelineType } from './inside-node.ts'

type Config = NodeRecord['config']

/** More ports than a node can state: then it takes, or gives, one object. */
const maxPorts = 32

/** A stored revision, whose document is `inside`. A sub-pipeline node states its ends as its ports, in the same step. */
export function setStoredPipeline(
  node: string,
  { id, revision }: StoredReference,
  inside: PipelineDocument,
  registry: NodeRegistry,
): DocumentCommand {
  const fields = pipelineFields(inside).map(({ name, type }) => ({ name, type }))
  const ends = { ...list('fields', fields), ...list('results', statedResults(inside, registry)) }
  return configure(node, (config, isSubPipeline) => ({
    ...(isSubPipeline ? { ...withoutEnds(config), ...ends } : config),
    pipeline: { id, revision },
  }))
}

/** A copy of `inside` that is drawn in the node; the pipeline that a new node has, where it is undefined. */
export function setDrawnPipeline(
  node: string,
  inside: PipelineDocument | undefined,
  registry: NodeRegistry,
): DocumentCommand {
  if (inside !== undefined) rememberInside(inside)
  const ends = inside === undefined ? {} : list('results', statedResults(inside, registry))
  return configure(node, (config, isSubPipeline) => {
    const { pipeline: _, ...rest } = isSubPipeline ? { ...withoutEnds(config), ...ends } : config
    // A document is JSON through and through; its type says so member by member, with keys that may be left out.
    return inside === undefined ? rest : { ...rest, pipeline: { inline: inside as unknown as Json } }
  })
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

function configure(
  node: string,
  change: (config: Config, isSubPipeline: boolean) => Config,
): DocumentCommand {
  return {
    kind: 'configure',
    change: (document) => {
      const nodes = document.nodes.map((record) => {
        if (record.id !== node) return record
        const config = change(record.config, record.type === subPipelineType)
        return JSON.stringify(config) === JSON.stringify(record.config) ? record : { ...record, config }
      })
      return nodes.every((record, index) => record === document.nodes[index])
        ? document
        : { ...document, nodes }
    },
  }
}
