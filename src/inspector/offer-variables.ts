/** What a template of a node can read: what its wires bring, then what else lies upstream and could be wired. */
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { ResolvedNode } from '../document/resolve-node.ts'
import type { OfferedVariable } from '../forms/form-scope.tsx'

/** Each name once; where two nodes upstream have an output of one name, the nearer one is meant. */
export function offerVariables(
  document: PipelineDocument,
  node: string,
  upstream: readonly ResolvedNode[],
  describe: (from: ResolvedNode) => string,
): readonly OfferedVariable[] {
  const wired = document.edges.flatMap(({ from, to }): OfferedVariable[] => {
    const source = upstream.find(({ record }) => record.id === from.node)
    if (to.node !== node || source === undefined) return []
    return [{ name: to.port, detail: describe(source), from }]
  })
  const others = upstream.flatMap((source) =>
    Object.keys(source.outputs).map((port): OfferedVariable => ({
      name: port,
      detail: describe(source),
      from: { node: source.record.id, port },
    })),
  )
  const all = [...wired, ...others]
  return all.filter((one, index) => all.findIndex(({ name }) => name === one.name) === index)
}
