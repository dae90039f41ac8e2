/** Lines that a card being moved snaps to: the edges and the middles of those around it. */
import type { Point } from '../document/commands.ts'

export interface Box extends Point {
  readonly width: number
  readonly height: number
}

/** A line across the canvas, in its units: `x` stands upright at `at`, from `from` to `to` downwards. */
export interface Guide {
  readonly axis: 'x' | 'y'
  readonly at: number
  readonly from: number
  readonly to: number
}

export interface Snap {
  /** How far the box moves to lie on a line; null where none is near. */
  readonly x: number | null
  readonly y: number | null
  readonly guides: readonly Guide[]
}

/** Near edges are worth as much as near middles; rounding must not part what lies on one line. */
const samePlace = 0.01

/**
 * @param others what it may snap to; each is looked at once for each direction
 * @param reach how near a line must be, in units of the canvas
 */
export function snapBox(box: Box, others: readonly Box[], reach: number): Snap {
  const x = nearestShift(box, others, 'x', reach)
  const y = nearestShift(box, others, 'y', reach)
  const placed = { ...box, x: box.x + (x ?? 0), y: box.y + (y ?? 0) }
  return {
    x,
    y,
    guides: [
      ...(x === null ? [] : guidesOf(placed, others, 'x')),
      ...(y === null ? [] : guidesOf(placed, others, 'y')),
    ],
  }
}

type Axis = Guide['axis']

function linesOf(box: Box, axis: Axis): readonly [number, number, number] {
  const start = box[axis]
  const length = axis === 'x' ? box.width : box.height
  return [start, start + length / 2, start + length]
}

/** Edges snap to edges, middles to middles. */
function nearestShift(box: Box, others: readonly Box[], axis: Axis, reach: number): number | null {
  const [start, middle, end] = linesOf(box, axis)
  let best: number | null = null
  const consider = (shift: number) => {
    if (Math.abs(shift) <= reach && (best === null || Math.abs(shift) < Math.abs(best))) best = shift
  }
  for (const other of others) {
    const [otherStart, otherMiddle, otherEnd] = linesOf(other, axis)
    consider(otherMiddle - middle)
    consider(otherStart - start)
    consider(otherEnd - end)
    consider(otherStart - end)
    consider(otherEnd - start)
  }
  return best
}

/** One line each for the edges and the middle that lie on a line with another box, as long as all that share it. */
function guidesOf(box: Box, others: readonly Box[], axis: Axis): Guide[] {
  const across = axis === 'x' ? 'y' : 'x'
  const guides = linesOf(box, axis).flatMap((at): Guide[] => {
    const sharing = others.filter((other) =>
      linesOf(other, axis).some((line) => Math.abs(line - at) < samePlace),
    )
    if (sharing.length === 0) return []
    const ends = [box, ...sharing].map((one) => linesOf(one, across))
    return [
      {
        axis,
        at,
        from: Math.min(...ends.map(([start]) => start)),
        to: Math.max(...ends.map(([, , end]) => end)),
      },
    ]
  })
  // Cards of one size share both edges and the middle: the middle alone says it.
  return guides.length === 3 ? guides.slice(1, 2) : guides
}
