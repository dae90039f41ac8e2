/** What the arrow keys do on the canvas: the ways they lead, and how far they move something. */
import type { Point } from '../document/commands.ts'
import type { Direction } from './neighbour.ts'

export const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

const steps = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  up: { x: 0, y: -1 },
  down: { x: 0, y: 1 },
} as const

/** One step of the grid, or five. */
const stepPx = { small: 8, large: 40 } as const

export function arrowStep(way: Direction, isLarge: boolean): Point {
  const length = isLarge ? stepPx.large : stepPx.small
  return { x: steps[way].x * length, y: steps[way].y * length }
}
