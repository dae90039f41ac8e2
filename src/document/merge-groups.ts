/** Groups of two versions of one pipeline: that a member was deleted changes no group, and none keeps a member that is gone. */
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { GroupRecord } from './group-commands.ts'
import type { RecordConflict, Side, Versions } from './merge-records.ts'
import { decide, mergeRecords } from './merge-records.ts'

export interface GroupChoices {
  readonly group: (id: string) => Side
  /** Nodes of the merged document. */
  readonly nodes: ReadonlySet<string>
  /** Those of them that the other side deleted, with the side that they come from. */
  readonly kept: ReadonlyMap<string, Side>
}

export interface MergedGroups {
  readonly conflicts: readonly RecordConflict<GroupRecord>[]
  resolve(choices: GroupChoices): GroupRecord[]
}

export function mergeGroups({ base, mine, theirs }: Versions<PipelineDocument>): MergedGroups {
  const [ours, others] = [mine, theirs].map(({ nodes }) => new Set(nodes.map(({ id }) => id)))
  const isGone = (id: string) => ours?.has(id) !== true || others?.has(id) !== true
  const deleted = new Set(base?.nodes.map(({ id }) => id).filter(isGone))
  const withoutDeleted = (group: GroupRecord | undefined) =>
    group === undefined ? undefined : withMembers(group, (id) => !deleted.has(id))
  const records = mergeRecords(
    { base: base?.groups ?? null, mine: mine.groups, theirs: theirs.groups },
    (versions) =>
      decide({
        base: versions.base === null ? null : withoutDeleted(versions.base),
        mine: withoutDeleted(versions.mine),
        theirs: withoutDeleted(versions.theirs),
      }),
  )
  const asked = new Set(records.conflicts.map(({ id }) => id))
  return {
    conflicts: records.conflicts,
    resolve: ({ group: choose, nodes, kept }) => {
      const groups = records.resolve(choose)
      for (const [node, side] of kept) {
        const home = (side === 'mine' ? mine : theirs).groups.find((group) => group.nodes.includes(node))
        if (home !== undefined && !asked.has(home.id)) bringHome(groups, home, node)
      }
      const placed = new Set<string>()
      return groups.flatMap((group) => {
        const left = withMembers(group, (id) => nodes.has(id) && !placed.has(id))
        for (const id of left?.nodes ?? []) placed.add(id)
        return left ?? []
      })
    },
  }
}

function bringHome(groups: GroupRecord[], home: GroupRecord, node: string): void {
  if (groups.some((group) => group.nodes.includes(node))) return
  const index = groups.findIndex(({ id }) => id === home.id)
  const group = groups[index]
  if (group === undefined) groups.push({ ...home, nodes: [node] })
  else groups[index] = { ...group, nodes: [...group.nodes, node] }
}

/** Undefined where that leaves it empty. */
function withMembers(group: GroupRecord, isMember: (node: string) => boolean): GroupRecord | undefined {
  if (group.nodes.every(isMember)) return group
  const nodes = group.nodes.filter(isMember)
  return nodes.length === 0 ? undefined : { ...group, nodes }
}
