import { getBezierPath, Position } from '@xyflow/react'
import type { Point } from '../document/commands.ts'

/** Handles reach beyond the signs of their ports by as much: a wire begins and ends at the signs. */
export const handleReach = 6

/** The SVG path of a wire that leaves its first port to the right and reaches its second from the left; pixels of the drawing. */
export function wirePath(from: Point, to: Point): string {
  const [path] = getBezierPath({
    sourceX: from.x,
    sourceY: from.y,
    sourcePosition: Position.Right,
    targetX: to.x,
    targetY: to.y,
    targetPosition: Position.Left,
  })
  return path
}
