/** Which values a part of a drawing cannot do without: where one does not come, nothing comes out of that part. */
import type { EdgeRecord, NodeRecord } from '../../runtime/core/document/document.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { PortEnd } from './commands.ts'
import { isSameEnd } from './commands.ts'
import { resolveNode } from './resolve-node.ts'

export interface Part {
  readonly inside: readonly NodeRecord[]
  /** Nodes whose outputs leave the part. */
  readonly exits: readonly string[]
}

/** Says of a value from `source`, and the inputs it goes to, whether every exit is skipped without it. */
export function findNeeded(
  edges: readonly EdgeRecord[],
  registry: NodeRegistry,
  { inside, exits }: Part,
): (source: PortEnd, targets: readonly PortEnd[]) => boolean {
  const ids = new Set(inside.map(({ id }) => id))
  const incoming = edges.filter(({ to }) => ids.has(to.node))
  return (source, targets) => {
    if (targets.length === 0) return false
    const skipped = new Set<string>()
    const lacks = ({ from, to }: EdgeRecord) =>
      skipped.has(from.node) || (isSameEnd(from, source) && targets.some((target) => isSameEnd(target, to)))
    const isSkipped = (record: NodeRecord) =>
      Object.entries(resolveNode(record, registry).inputs).some(([name, port]) => {
        const wires = incoming.filter(({ to }) => to.node === record.id && to.port === name)
        return !port.optional && wires.length > 0 && (port.many ? wires.every(lacks) : wires.some(lacks))
      })
    for (let before = -1; before < skipped.size;) {
      before = skipped.size
      for (const record of inside) if (isSkipped(record)) skipped.add(record.id)
    }
    return exits.every((id) => skipped.has(id))
  }
}
