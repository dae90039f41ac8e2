/** Where the names of points stand in a chart, so that none lies on another or on a point. */
import { widthOf } from '../../ui/text-width.ts'

export interface LabelPlace {
  /** The name ends left of its point, or begins right of it. */
  readonly side: 'start' | 'end'
  /** From the point to the middle of the name, in pixels. */
  readonly dy: number
}

export interface LabelledPoint {
  /** In pixels. */
  readonly x: number
  readonly y: number
  readonly text: string
}

interface Box {
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

const fontSize = 11
const lineHeight = 13
/** From the middle of a point to its name. */
export const labelGap = 9
const pointRadius = 6
/** Nearest first: above, below, and further away. */
const offsets = [-9, 11, -23, 25, -37, 39, -51, 53]

/**
 * @param width of the chart, in pixels: no name leaves it
 * @returns a place for each point, in their order; where nothing is free, the nearest one
 */
export function placeLabels(points: readonly LabelledPoint[], width: number): LabelPlace[] {
  const taken: Box[] = points.map(({ x, y }) => around(x, y))
  const middle = (Math.min(...points.map(({ x }) => x)) + Math.max(...points.map(({ x }) => x))) / 2
  const places = points.map(({ x }): LabelPlace => ({ side: x > middle ? 'end' : 'start', dy: -9 }))
  // From the top, so that what is crowded spreads downwards in order.
  const order = points.map((_, index) => index).toSorted((a, b) => (points[a]?.y ?? 0) - (points[b]?.y ?? 0))
  for (const index of order) {
    const [point, preferred] = [points[index], places[index]]
    if (point === undefined || preferred === undefined) continue
    const sides = preferred.side === 'end' ? (['end', 'start'] as const) : (['start', 'end'] as const)
    const candidates = offsets.flatMap((dy) => sides.map((side): LabelPlace => ({ side, dy })))
    const free = candidates.find((place) => {
      const box = boxOf(point, place)
      return box.left >= 0 && box.right <= width && !taken.some((other) => overlap(box, other))
    })
    const place = free ?? preferred
    places[index] = place
    taken.push(boxOf(point, place))
  }
  return places
}

function around(x: number, y: number): Box {
  return { left: x - pointRadius, right: x + pointRadius, top: y - pointRadius, bottom: y + pointRadius }
}

function boxOf({ x, y, text }: LabelledPoint, { side, dy }: LabelPlace): Box {
  const width = widthOf(text, fontSize)
  const left = side === 'start' ? x + labelGap : x - labelGap - width
  return { left, right: left + width, top: y + dy - lineHeight / 2, bottom: y + dy + lineHeight / 2 }
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}
