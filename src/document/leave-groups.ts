import type { PipelineDocument } from '../../runtime/core/document/document.ts'

type Groups = PipelineDocument['groups']

/** The groups without these nodes; one that is left empty goes. */
export function leaveGroups(groups: Groups, nodes: ReadonlySet<string>): Groups {
  return groups.flatMap((group) => {
    if (!group.nodes.some((id) => nodes.has(id))) return [group]
    const kept = group.nodes.filter((id) => !nodes.has(id))
    return kept.length === 0 ? [] : [{ ...group, nodes: kept }]
  })
}
