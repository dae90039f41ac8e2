/** The wires of a node in the order in which one goes through them: what leads away first, then what leads to it. */
import type { EdgeRecord } from '../../runtime/core/document/document.ts'

export function wiresOf(edges: readonly EdgeRecord[], node: string): readonly EdgeRecord[] {
  return [...edges.filter(({ from }) => from.node === node), ...edges.filter(({ to }) => to.node === node)]
}

/** The wire after or before one, round and round; the first where none of them is given. */
export function stepAlong(
  wires: readonly EdgeRecord[],
  edge: string | undefined,
  direction: 1 | -1,
): EdgeRecord | undefined {
  const here = wires.findIndex(({ id }) => id === edge)
  return here === -1 ? wires[0] : wires[(here + direction + wires.length) % wires.length]
}
