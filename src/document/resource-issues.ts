/** Settings that name something which the host does not have, or which is not ready. */
import type { NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import type { FindStored } from '../../runtime/core/document/find-inside.ts'
import { referenceOf } from '../../runtime/core/document/find-inside.ts'
import type { DocumentIssue } from '../../runtime/core/document/issue.ts'
import { documentIssue } from '../../runtime/core/document/issue.ts'
import type { NodeDefinition } from '../../runtime/core/node/define-node.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import { subPipelineDepth } from '../../runtime/core/services/sub-pipelines.ts'
import { readNodeFields } from '../forms/read-fields.ts'
import type { Resource, ResourceKind } from '../session/resources.ts'
import { documentOf, nothingStored } from './inside-node.ts'
import { resolveNode } from './resolve-node.ts'

export interface ResourceReference {
  readonly kind: ResourceKind
  readonly id: string
  /** Of the document, also where the setting is that of a node inside it. */
  readonly node: string
  /** JSON pointer to the setting; through `revision` into a stored revision. */
  readonly path: string
}

/** What runs of the document will open: settings that the schema calls a resource and that the node uses as it is set. */
export function listReferences(
  document: PipelineDocument,
  registry: NodeRegistry,
  findStored = nothingStored,
  depth = 0,
): readonly ResourceReference[] {
  // Stored pipelines may run one another in a circle.
  if (depth > subPipelineDepth) return []
  return document.nodes.flatMap((record, index) => {
    const { definition, config, isValid } = resolveNode(record, registry)
    if (definition === undefined || !isValid || record.muted === true) return []
    const pins = definition.pins(config)
    const own = resourceSettings(definition).flatMap(({ name, kind }) => {
      const id = config[name]
      const isUsed = pins.some((pin) => pin.kind === kind && pin.id === id)
      if (typeof id !== 'string' || !isUsed) return []
      return [{ kind, id, node: record.id, path: `/nodes/${index}/config/${name}` }]
    })
    return [...own, ...referencesInside(record, `/nodes/${index}`, registry, findStored, depth)]
  })
}

/** Those of the pipeline inside a node belong to the node; their pointers lead on into it, also where it is stored elsewhere. */
function referencesInside(
  record: NodeRecord,
  path: string,
  registry: NodeRegistry,
  findStored: FindStored,
  depth: number,
): readonly ResourceReference[] {
  const reference = referenceOf(record, registry)
  const inside = reference === undefined ? undefined : documentOf(reference, findStored)
  if (reference === undefined || inside === undefined) return []
  const start = `${path}/config/pipeline/${'inline' in reference ? 'inline' : 'revision'}`
  return listReferences(inside, registry, findStored, depth + 1).map((one) => ({
    ...one,
    node: record.id,
    path: start + one.path,
  }))
}

/**
 * Faults of references; of a kind whose list is not known, nothing is said.
 *
 * @param built ids of indexes that are being built: runs wait for them
 */
export function findResourceIssues(
  references: readonly ResourceReference[],
  recall: (kind: ResourceKind) => readonly Resource[] | undefined,
  built: readonly string[] = [],
): DocumentIssue[] {
  return references.flatMap((reference) => {
    const items = recall(reference.kind)
    if (items === undefined) return []
    const found = items.find(({ id }) => id === reference.id)
    if (found === undefined) return [missing(reference)]
    const isAwaited = reference.kind === 'index' && built.includes(reference.id)
    return found.isReady === false && !isAwaited ? notReady(reference) : []
  })
}

interface ResourceSetting {
  readonly name: string
  readonly kind: ResourceKind
}

const knownSettings = new WeakMap<NodeDefinition, readonly ResourceSetting[]>()

function resourceSettings(definition: NodeDefinition): readonly ResourceSetting[] {
  const old = knownSettings.get(definition)
  if (old !== undefined) return old
  const settings = readNodeFields(definition, () => undefined).flatMap(({ name, control, resource }) =>
    resource !== undefined && (control === 'resource' || control === 'credential')
      ? [{ name, kind: resource }]
      : [],
  )
  knownSettings.set(definition, settings)
  return settings
}

function missing({ kind, id, node, path }: ResourceReference): DocumentIssue {
  switch (kind) {
    case 'index':
      return documentIssue('INDEX_NOT_FOUND', { index: id }, { path, node })
    case 'intents':
      return documentIssue('INTENTS_NOT_FOUND', { intents: id }, { path, node })
    case 'bank':
      return documentIssue('BANK_NOT_FOUND', { bank: id }, { path, node })
    case 'dataset':
      return documentIssue('DATASET_NOT_FOUND', { dataset: id }, { path, node })
    case 'credential':
      return documentIssue('CREDENTIAL_NOT_FOUND', { credential: id }, { path, node })
    case 'backend':
      return documentIssue('BACKEND_NOT_FOUND', { backend: id }, { path, node })
  }
}

function notReady({ kind, id, node, path }: ResourceReference): DocumentIssue[] {
  switch (kind) {
    case 'index':
      return [documentIssue('INDEX_NOT_BUILT', { index: id }, { path, node })]
    case 'intents':
      return [documentIssue('INTENTS_NOT_TRAINED', { intents: id }, { path, node })]
    case 'bank':
    case 'dataset':
    case 'credential':
    case 'backend':
      return []
  }
}
