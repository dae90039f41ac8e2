/**
 * Three-way merge of two versions of one pipeline. Nodes, wires, notes and groups are merged record by record; where both sides
 * changed the same record in different ways, a person decides.
 */
import type { EdgeRecord, NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import type { GroupRecord, NoteRecord } from './group-commands.ts'
import { mergeGroups } from './merge-groups.ts'
import type { RecordConflict, Side, Verdict, Versions } from './merge-records.ts'
import { decide, mergeRecords } from './merge-records.ts'
import type { PortConflict, TakesMany } from './merge-wires.ts'
import { findWiredAnew, mergeWires } from './merge-wires.ts'
import { separateIds } from './separate-ids.ts'

/** One thing that both sides changed. An undefined version was deleted on that side. */
export type MergeConflict =
  | ({ readonly kind: 'node' } & RecordConflict<NodeRecord>)
  | ({ readonly kind: 'edge' } & RecordConflict<EdgeRecord>)
  | ({ readonly kind: 'port' } & PortConflict)
  | ({ readonly kind: 'note' } & RecordConflict<NoteRecord>)
  | ({ readonly kind: 'group' } & RecordConflict<GroupRecord>)
  | { readonly id: FactName; readonly kind: 'fact'; readonly mine: unknown; readonly theirs: unknown }

const factNames = ['name', 'description', 'settings', 'extensions'] as const
export type FactName = (typeof factNames)[number]

/** Answers by `keyOf(conflict)`. */
export type Choices = ReadonlyMap<string, Side>

export const keyOf = ({ kind, id }: Pick<MergeConflict, 'kind' | 'id'>): string => `${kind} ${id}`

export interface Merge {
  /** What was merged, as far as ids go that both sides gave to something else: `theirs` has other ones there. */
  readonly sides: Versions<PipelineDocument>
  readonly conflicts: readonly MergeConflict[]
  /** The merged document; conflicts without a choice keep `mine`. Edges whose nodes are gone are left out. */
  resolve(choices: Choices): PipelineDocument
}

/**
 * @param base what both sides started from; null when nobody knows, then whatever differs is a conflict and nothing is lost
 */
export function mergeDocuments(
  base: PipelineDocument | null,
  mine: PipelineDocument,
  saved: PipelineDocument,
  takesMany: TakesMany,
): Merge {
  const theirs = separateIds({ base, mine, theirs: saved })
  const sides = { base, mine, theirs }
  const nodes = mergeNodes(sides)
  const wires = mergeWires(sides, takesMany)
  const notes = mergeRecords({ base: base?.notes ?? null, mine: mine.notes, theirs: theirs.notes })
  const groups = mergeGroups(sides)
  const facts = factNames.map((id) => ({
    id,
    verdict: decide<unknown>({ base: base === null ? null : base[id], mine: mine[id], theirs: theirs[id] }),
  }))
  const conflicts: MergeConflict[] = [
    ...facts.flatMap(({ id, verdict }) =>
      verdict === 'ask' ? [{ kind: 'fact' as const, id, mine: mine[id], theirs: theirs[id] }] : [],
    ),
    ...nodes.conflicts.map((conflict) => ({ kind: 'node' as const, ...conflict })),
    ...wires.conflicts.map((conflict) => ({ kind: 'edge' as const, ...conflict })),
    ...wires.portConflicts.map((conflict) => ({ kind: 'port' as const, ...conflict })),
    ...notes.conflicts.map((conflict) => ({ kind: 'note' as const, ...conflict })),
    ...groups.conflicts.map((conflict) => ({ kind: 'group' as const, ...conflict })),
  ]
  return {
    sides,
    conflicts,
    resolve: (choices) => {
      const chooserOf = (kind: MergeConflict['kind']) => (id: string) =>
        choices.get(`${kind} ${id}`) ?? 'mine'
      const taken = facts.filter(
        ({ id, verdict }) => (verdict === 'ask' ? chooserOf('fact')(id) : verdict) === 'theirs',
      )
      const mergedNodes = nodes.resolve(chooserOf('node'))
      const after = {
        nodes: new Set(mergedNodes.map(({ id }) => id)),
        kept: findKept(nodes.conflicts, chooserOf('node')),
      }
      return {
        ...mine,
        ...Object.fromEntries(taken.map(({ id }) => [id, theirs[id]])),
        nodes: mergedNodes,
        edges: wires.resolve({ ...after, edge: chooserOf('edge'), port: chooserOf('port') }),
        notes: notes.resolve(chooserOf('note')),
        groups: groups.resolve({ ...after, group: chooserOf('group') }),
      }
    },
  }
}

/** A node that one side deleted is a question where the other changed it or drew a wire at it. */
function mergeNodes({ base, mine, theirs }: Versions<PipelineDocument>) {
  const [wiredHere, wiredThere] = [findWiredAnew(base, mine), findWiredAnew(base, theirs)]
  const verdictOf = (versions: Versions<NodeRecord | undefined>): Verdict => {
    const verdict = decide(versions)
    const isDropped =
      (verdict === 'theirs' && versions.theirs === undefined && wiredHere.has(versions.mine?.id ?? '')) ||
      (verdict === 'mine' && versions.mine === undefined && wiredThere.has(versions.theirs?.id ?? ''))
    return isDropped ? 'ask' : verdict
  }
  return mergeRecords({ base: base?.nodes ?? null, mine: mine.nodes, theirs: theirs.nodes }, verdictOf)
}

/** Nodes that stay although one side deleted them, with the side that they come from. */
function findKept(
  conflicts: readonly RecordConflict<NodeRecord>[],
  choose: (id: string) => Side,
): ReadonlyMap<string, Side> {
  return new Map(
    conflicts.flatMap(({ id, mine, theirs }) => {
      const side = choose(id)
      const isDeletion = mine === undefined || theirs === undefined
      return isDeletion && (side === 'mine' ? mine : theirs) !== undefined ? [[id, side] as const] : []
    }),
  )
}
