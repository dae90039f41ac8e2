/** Where an issue leads: the node at fault, in whatever pipeline inside another it is, and the setting. */
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { referenceOf } from '../../runtime/core/document/find-inside.ts'
import type { DocumentIssue } from '../../runtime/core/document/issue.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import { settingOf } from './issue-store.ts'

export interface IssuePlace {
  /** `outer/inner` inside a sub-pipeline. */
  readonly node: string
  readonly setting: string | null
}

/** Null for what belongs to no node. */
export function placeOfIssue(
  issue: DocumentIssue,
  document: PipelineDocument,
  registry: NodeRegistry,
): IssuePlace | null {
  const { node } = issue
  if (node === undefined) return null
  const [, inside] = /^\/nodes\/\d+\/config\/pipeline\/inline(\/nodes\/\d+.*)$/.exec(issue.path) ?? []
  const record = document.nodes.find(({ id }) => id === node)
  const reference = inside === undefined || record === undefined ? undefined : referenceOf(record, registry)
  if (inside === undefined || reference === undefined || !('inline' in reference)) {
    return { node, setting: settingOf(issue) }
  }
  const inner = reference.inline.nodes[Number(/^\/nodes\/(\d+)/.exec(inside)?.[1])]
  if (inner === undefined) return { node, setting: settingOf(issue) }
  const place = placeOfIssue({ ...issue, path: inside, node: inner.id }, reference.inline, registry)
  return place === null ? null : { ...place, node: `${node}/${place.node}` }
}
