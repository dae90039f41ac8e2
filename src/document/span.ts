/** The rectangle that the corners of nodes span, in the units of the canvas. */
import type { NodeRecord } from '../../runtime/core/document/document.ts'

export function spanOf(nodes: readonly NodeRecord[]) {
  const across = nodes.map(({ position }) => position.x)
  const down = nodes.map(({ position }) => position.y)
  const [x, y] = [Math.min(...across), Math.min(...down)]
  return { x, y, width: Math.max(...across) - x, height: Math.max(...down) - y }
}
