/** Whether a point lies inside a line drawn round it, which is closed from its end to its start. */
import type { Point } from '../document/commands.ts'

/** Counts how often a ray to the right crosses the line (even-odd rule). */
export function isInside({ x, y }: Point, line: readonly Point[]): boolean {
  let isIn = false
  let before = line.at(-1)
  for (const point of line) {
    if (before !== undefined && point.y > y !== before.y > y) {
      const crossing = point.x + ((y - point.y) / (before.y - point.y)) * (before.x - point.x)
      if (x < crossing) isIn = !isIn
    }
    before = point
  }
  return isIn
}
