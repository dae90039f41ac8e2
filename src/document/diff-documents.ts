/**
 * What changed between two versions of a pipeline, in what it does: where things stand on the canvas, and how a group is drawn,
 * is not a change.
 */
import { canonicalJson } from '../../runtime/core/document/content-hash.ts'
import type { EdgeRecord, NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import type { Json } from '../../runtime/core/values.ts'
import type { GroupRecord, NoteRecord } from './group-commands.ts'

/** One setting; undefined where that side does not have it. */
export interface SettingChange {
  /** `config.name` for a setting of the node's type, otherwise a key of the record such as `name` or `policy`. */
  readonly path: string
  readonly before: Json | undefined
  readonly after: Json | undefined
}

export type NodeChange =
  | { readonly kind: 'added' | 'removed'; readonly node: NodeRecord }
  | {
      readonly kind: 'changed'
      /** As it is after. */
      readonly node: NodeRecord
      readonly settings: readonly SettingChange[]
    }

export interface WireChange {
  readonly kind: 'added' | 'removed'
  readonly edge: EdgeRecord
}

/** A note or a group. `before` is undefined for one that was added, `after` for one that was removed. */
export interface RecordChange<Item> {
  readonly kind: ChangeMark
  readonly before: Item | undefined
  readonly after: Item | undefined
}

export interface DocumentDiff {
  /** In the order of the later version; what was removed comes last. */
  readonly nodes: readonly NodeChange[]
  readonly wires: readonly WireChange[]
  readonly notes: readonly RecordChange<NoteRecord>[]
  readonly groups: readonly RecordChange<GroupRecord>[]
  /** Name, description and settings of the pipeline. */
  readonly facts: readonly SettingChange[]
}

export function diffDocuments(before: PipelineDocument, after: PipelineDocument): DocumentDiff {
  const old = new Map(before.nodes.map((node) => [node.id, node]))
  const kept = new Set(after.nodes.map(({ id }) => id))
  return {
    nodes: [
      ...after.nodes.flatMap((node) => diffNode(old.get(node.id), node)),
      ...before.nodes.filter(({ id }) => !kept.has(id)).map((node) => ({ kind: 'removed' as const, node })),
    ],
    wires: [
      ...lacking(after.edges, before.edges).map((edge) => ({ kind: 'added' as const, edge })),
      ...lacking(before.edges, after.edges).map((edge) => ({ kind: 'removed' as const, edge })),
    ],
    notes: diffLists(before.notes, after.notes, ({ text }) => text),
    groups: diffLists(before.groups, after.groups, ({ title, nodes }) => [title, nodes]),
    facts: diffRecords(factsOf(before), factsOf(after), ''),
  }
}

function diffNode(before: NodeRecord | undefined, node: NodeRecord): NodeChange[] {
  if (before === undefined) return [{ kind: 'added', node }]
  const settings = [
    ...diffRecords(rest(before), rest(node), ''),
    ...diffRecords(before.config, node.config, 'config.'),
  ]
  return settings.length === 0 ? [] : [{ kind: 'changed', node, settings }]
}

/** What the record says besides its settings and its place. */
function rest({ type, version, name, policy, muted, exposed }: NodeRecord): Record<string, unknown> {
  return { type, version, name, policy, muted: muted === true ? true : undefined, exposed }
}

/** Records by their ids, compared in what they say. */
function diffLists<Item extends { readonly id: string }>(
  before: readonly Item[],
  after: readonly Item[],
  contentOf: (item: Item) => unknown,
): RecordChange<Item>[] {
  const old = new Map(before.map((item) => [item.id, item]))
  const kept = new Set(after.map(({ id }) => id))
  return [
    ...after.flatMap((item): RecordChange<Item>[] => {
      const was = old.get(item.id)
      if (was === undefined) return [{ kind: 'added', before: undefined, after: item }]
      if (isSame(contentOf(was), contentOf(item))) return []
      return [{ kind: 'changed', before: was, after: item }]
    }),
    ...before
      .filter(({ id }) => !kept.has(id))
      .map((item) => ({ kind: 'removed' as const, before: item, after: undefined })),
  ]
}

function factsOf({ name, description, settings }: PipelineDocument): Record<string, unknown> {
  return {
    name,
    description: description === '' ? undefined : description,
    settings,
  }
}

/** Key by key, in the order of the later side. */
function diffRecords(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
  prefix: string,
): SettingChange[] {
  const keys = new Set([...Object.keys(after), ...Object.keys(before)])
  return [...keys].flatMap((key) => {
    const [was, is] = [before[key], after[key]]
    if (isSame(was, is)) return []
    // Both come from documents, which are JSON.
    return [{ path: `${prefix}${key}`, before: was as Json | undefined, after: is as Json | undefined }]
  })
}

/** The order of keys says nothing. */
const isSame = (a: unknown, b: unknown): boolean =>
  a === undefined || b === undefined ? a === b : canonicalJson(a) === canonicalJson(b)

/** Wires of `edges` that `others` lack. A wire is its ends: drawn anew between the same ports it is the same. */
function lacking(edges: readonly EdgeRecord[], others: readonly EdgeRecord[]): EdgeRecord[] {
  const endsOf = ({ from, to }: EdgeRecord) => `${from.node}.${from.port} ${to.node}.${to.port}`
  const known = new Set(others.map(endsOf))
  return edges.filter((edge) => !known.has(endsOf(edge)))
}

export type ChangeMark = 'added' | 'removed' | 'changed'

/** How a node or a wire is marked on one side, by its id. */
export type ChangeMarks = ReadonlyMap<string, ChangeMark>

/** How many things changed. */
export const countChanges = (diff: DocumentDiff): number =>
  Object.values(diff).reduce((sum, changes: readonly unknown[]) => sum + changes.length, 0)

export function marksOf(diff: DocumentDiff): { readonly before: ChangeMarks; readonly after: ChangeMarks } {
  const changes = [
    ...diff.nodes.map(({ kind, node: { id } }) => ({ kind, id })),
    ...diff.wires.map(({ kind, edge: { id } }) => ({ kind, id })),
  ]
  const without = (absent: 'added' | 'removed') =>
    new Map(changes.flatMap(({ kind, id }) => (kind === absent ? [] : [[id, kind] as const])))
  return { before: without('added'), after: without('removed') }
}
