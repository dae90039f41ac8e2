/** What was kept for nodes inside other nodes, handed to the sub-runs that they belong to. */
import { subRunPath } from '../core/trace/node-path.ts'
import type { KeptOutputs } from './node-cache.ts'

type Reuse = Readonly<Record<string, KeptOutputs>>

/** By the sub-run, then by the path inside it. */
export type GroupedReuse = ReadonlyMap<string, Reuse>

export function groupReuse(reuse: Reuse): GroupedReuse {
  const groups = new Map<string, Record<string, KeptOutputs>>()
  for (const [path, kept] of Object.entries(reuse)) {
    const end = path.indexOf('/')
    if (end === -1) continue
    const group = groups.get(path.slice(0, end)) ?? {}
    groups.set(path.slice(0, end), group)
    group[path.slice(end + 1)] = kept
  }
  return groups
}

/** What is held for every item gives way to what is held for this one. */
export function reuseOf(groups: GroupedReuse, node: string, item: number | undefined): Reuse | undefined {
  const forAll = groups.get(node)
  const forItem = item === undefined ? undefined : groups.get(subRunPath(node, item))
  return forAll === undefined || forItem === undefined ? (forItem ?? forAll) : { ...forAll, ...forItem }
}
