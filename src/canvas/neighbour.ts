/** The node that lies in a direction: near and straight ahead wins. */
import type { NodeRecord } from '../../runtime/core/document/document.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

const vectors: Readonly<Record<Direction, { x: number; y: number }>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
}

export function findNeighbour(
  nodes: readonly NodeRecord[],
  from: string,
  direction: Direction,
): string | undefined {
  const start = nodes.find(({ id }) => id === from)?.position
  if (start === undefined) return undefined
  const vector = vectors[direction]
  let best: { id: string; cost: number } | undefined
  for (const { id, position } of nodes) {
    const x = position.x - start.x
    const y = position.y - start.y
    const ahead = x * vector.x + y * vector.y
    if (id === from || ahead <= 0) continue
    const aside = Math.abs(x * vector.y) + Math.abs(y * vector.x)
    // Sideways counts double: the eye follows the direction of the key.
    const cost = ahead + 2 * aside
    if (best === undefined || cost < best.cost) best = { id, cost }
  }
  return best?.id
}
