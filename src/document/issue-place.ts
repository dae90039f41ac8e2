/** Where an issue leads: the node at fault, in whatever pipeline inside another it is, and the setting. */
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { DocumentIssue } from '../../runtime/core/document/issue.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import { documentInside, nothingStored } from './inside-node.ts'
import { settingOf } from './issue-store.ts'

export interface IssuePlace {
  /** `outer/inner` inside a sub-pipeline. */
  readonly node: string
  readonly setting: string | null
}

/** Of a pointer, what leads on inside the pipeline of a node. */
const pathInside = /^\/nodes\/\d+\/config\/pipeline\/(?:inline|revision)(\/nodes\/\d+.*)$/

/** Null for what belongs to no node. */
export function placeOfIssue(
  issue: DocumentIssue,
  document: PipelineDocument,
  registry: NodeRegistry,
  findStored = nothingStored,
): IssuePlace | null {
  const { node } = issue
  if (node === undefined) return null
  const [, inside] = pathInside.exec(issue.path) ?? []
  const record = document.nodes.find(({ id }) => id === node)
  const level = record === undefined ? undefined : documentInside(record, registry, findStored)
  if (inside === undefined || level === undefined) return { node, setting: settingOf(issue) }
  const inner = level.nodes[Number(/^\/nodes\/(\d+)/.exec(inside)?.[1])]
  if (inner === undefined) return { node, setting: settingOf(issue) }
  const place = placeOfIssue({ ...issue, path: inside, node: inner.id }, level, registry, findStored)
  return place === null ? null : { ...place, node: `${node}/${place.node}` }
}
