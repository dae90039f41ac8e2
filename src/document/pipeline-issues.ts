/**
 * Faults of what nodes run: a pipeline that is not there or leads back to where it came from, too many levels of them, and settings that
 * name a field or an output which it does not have. Loaded where a node runs a pipeline.
 */
import type { NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import { referenceOf } from '../../runtime/core/document/find-inside.ts'
import type { DocumentIssue } from '../../runtime/core/document/issue.ts'
import { documentIssue } from '../../runtime/core/document/issue.ts'
import { pipelineFields, pipelineResults } from '../../runtime/core/document/pipeline-ports.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { StoredReference } from '../../runtime/core/services/sub-pipelines.ts'
import { subPipelineDepth } from '../../runtime/core/services/sub-pipelines.ts'
import { documentOf, mapType, subPipelineType } from './inside-node.ts'
import type { PipelineTrail } from './pipeline-trail.ts'
import { resolveNode } from './resolve-node.ts'
import type { StoredState } from './stored-pipelines.ts'

interface Level extends PipelineTrail {
  /** Pointer to the document. */
  readonly path: string
  /** Of the outermost document, that leads here; undefined there. */
  readonly node?: string
}

/** In the order of the nodes. @param trail what stands around the document; the document itself is its last entry where it is stored */
export function findPipelineIssues(
  document: PipelineDocument,
  registry: NodeRegistry,
  stored: StoredState,
  trail: PipelineTrail,
): DocumentIssue[] {
  const visit = ({ nodes }: PipelineDocument, level: Level): DocumentIssue[] =>
    nodes.flatMap((record, index) => {
      const reference = record.muted === true ? undefined : referenceOf(record, registry)
      if (reference === undefined) return []
      const path = `${level.path}/nodes/${index}/config`
      const node = level.node ?? record.id
      const place = { path: `${path}/pipeline`, node }
      if ('id' in reference) {
        const fault = faultOf(reference, level, stored, place)
        if (fault !== undefined) return [fault]
      }
      if (level.depth >= subPipelineDepth)
        return [documentIssue('SUB_PIPELINE_TOO_DEEP', { limit: subPipelineDepth }, place)]
      const inside = documentOf(reference, stored.find)
      if (inside === undefined) return []
      const isStored = 'id' in reference
      const pipelines = isStored
        ? [...level.pipelines, { id: reference.id, name: inside.name }]
        : level.pipelines
      const below = `${path}/pipeline/${isStored ? 'revision' : 'inline'}`
      return [
        ...findUnknownEnds(record, registry, inside, path, node),
        ...visit(inside, { pipelines, depth: level.depth + 1, path: below, node }),
      ]
    })
  return visit(document, { ...trail, path: '' })
}

function faultOf(
  reference: StoredReference,
  { pipelines }: Level,
  { whyMissing }: StoredState,
  place: { readonly path: string; readonly node: string },
): DocumentIssue | undefined {
  const { id, revision } = reference
  const start = pipelines.findIndex((one) => one.id === id)
  const first = pipelines[start]
  if (first !== undefined) {
    const names = [...pipelines.slice(start), first].map(({ name }) => name).join(' → ')
    return documentIssue('SUB_PIPELINE_LOOP', { pipelines: names }, place)
  }
  const missing = whyMissing(reference)
  if (missing === undefined) return undefined
  return missing.code === 'PIPELINE_NOT_FOUND'
    ? documentIssue('PIPELINE_NOT_FOUND', { pipeline: id }, place)
    : documentIssue('REVISION_NOT_FOUND', { pipeline: id, revision: revision.slice(0, 12) }, place)
}

/** Settings of a node that name a field or an output which the pipeline does not have. */
function findUnknownEnds(
  record: NodeRecord,
  registry: NodeRegistry,
  inside: PipelineDocument,
  path: string,
  node: string,
): DocumentIssue[] {
  const { config } = resolveNode(record, registry)
  const fields = pipelineFields(inside).map(({ name }) => name)
  const results = pipelineResults(inside)
  const check = (name: unknown, known: readonly string[], setting: string) =>
    typeof name !== 'string' || known.includes(name)
      ? []
      : [
          documentIssue(
            'SUB_PIPELINE_END_UNKNOWN',
            { pipeline: inside.name, name, names: known.join(', ') || '–' },
            { path: `${path}/${setting}`, node },
          ),
        ]
  if (record.type === mapType)
    return record.exposed?.includes('field') === true ? [] : check(config['field'], fields, 'field')
  if (record.type !== subPipelineType) return []
  const isDrawn = 'inline' in (referenceOf(record, registry) ?? {})
  return [
    // What is drawn in the node states its fields itself.
    ...(isDrawn ? [] : namesIn(config['fields']).flatMap((name) => check(name, fields, 'fields'))),
    ...namesIn(config['results']).flatMap((name) => check(name, results, 'results')),
  ]
}

function namesIn(list: unknown): unknown[] {
  return Array.isArray(list)
    ? list.map((one: unknown) =>
        typeof one === 'object' && one !== null && 'name' in one ? one.name : undefined,
      )
    : []
}
