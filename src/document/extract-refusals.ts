/** Why nodes cannot be put into a pipeline of their own. */
import type { NodeRecord, PipelineDocument } from '../../runtime/core/document/document.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { PortType } from '../../runtime/core/node/ports.ts'

export type ExtractRefusal =
  | { readonly kind: 'no-type' }
  | { readonly kind: 'nothing' }
  /** An input or output node is among them. */
  | { readonly kind: 'end'; readonly node: string }
  /** A path leaves the selection and comes back through this node. */
  | { readonly kind: 'detour'; readonly node: string }
  /** A wire ends at a port that is not there. */
  | { readonly kind: 'broken'; readonly node: string; readonly port: string }
  /** No field of an input carries what this port takes. */
  | { readonly kind: 'type'; readonly node: string; readonly port: string; readonly type: PortType }
  /** A condition reads a whole node, or the whole request, across the border. */
  | { readonly kind: 'condition'; readonly node: string; readonly path: string }
  /** No wire leaves the selection. */
  | { readonly kind: 'no-output' }
  | { readonly kind: 'too-many'; readonly limit: number }

/** What can be said before the border is looked at. */
export function refuseSelection(
  { edges }: PipelineDocument,
  registry: NodeRegistry,
  inside: readonly NodeRecord[],
): ExtractRefusal | null {
  if (inside.length === 0) return { kind: 'nothing' }
  const end = inside.find(({ type }) => type === 'input' || registry.get(type)?.outputName !== undefined)
  if (end !== undefined) return { kind: 'end', node: end.id }
  const detour = findDetour(edges, new Set(inside.map(({ id }) => id)))
  return detour === undefined ? null : { kind: 'detour', node: detour }
}

/** A node outside that lies on a path from the chosen nodes back to them: one node in their place would feed itself. */
function findDetour(edges: PipelineDocument['edges'], chosen: ReadonlySet<string>): string | undefined {
  const reached = new Set<string>()
  const open = [...chosen]
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const { from, to } of edges) {
      if (from.node !== node) continue
      if (chosen.has(to.node)) {
        if (!chosen.has(node)) return node
      } else if (!reached.has(to.node)) {
        reached.add(to.node)
        open.push(to.node)
      }
    }
  }
  return undefined
}
