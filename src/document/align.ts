/** Lines up nodes, or spreads them evenly. */
import type { Point } from './commands.ts'

export interface Box extends Point {
  readonly id: string
  readonly width: number
  readonly height: number
}

export const alignments = ['left', 'centre', 'right', 'top', 'middle', 'bottom', 'across', 'down'] as const

/** `across` and `down` make the gaps equal, from the first to the last; the others make an edge or a middle common. */
export type Alignment = (typeof alignments)[number]

/** The new places of the boxes. */
export function alignBoxes(boxes: readonly Box[], how: Alignment): ReadonlyMap<string, Point> {
  if (how === 'across' || how === 'down') return spread(boxes, how === 'across' ? 'x' : 'y')
  const left = Math.min(...boxes.map(({ x }) => x))
  const right = Math.max(...boxes.map(({ x, width }) => x + width))
  const top = Math.min(...boxes.map(({ y }) => y))
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height))
  const place = ({ x, y, width, height }: Box): Point => {
    switch (how) {
      case 'left':
        return { x: left, y }
      case 'centre':
        return { x: Math.round((left + right - width) / 2), y }
      case 'right':
        return { x: right - width, y }
      case 'top':
        return { x, y: top }
      case 'middle':
        return { x, y: Math.round((top + bottom - height) / 2) }
      case 'bottom':
        return { x, y: bottom - height }
    }
  }
  return new Map(boxes.map((box) => [box.id, place(box)]))
}

function spread(boxes: readonly Box[], axis: 'x' | 'y'): ReadonlyMap<string, Point> {
  const sizeOf = (box: Box) => (axis === 'x' ? box.width : box.height)
  const sorted = [...boxes].sort((a, b) => a[axis] - b[axis] || a.id.localeCompare(b.id))
  const [first] = sorted
  const last = sorted.at(-1)
  if (first === undefined || last === undefined || sorted.length < 3) return new Map()
  const inside = sorted.reduce((sum, box) => sum + sizeOf(box), 0)
  const gap = (last[axis] + sizeOf(last) - first[axis] - inside) / (sorted.length - 1)
  let at = first[axis]
  return new Map(
    sorted.map((box) => {
      const place = { x: box.x, y: box.y, [axis]: Math.round(at) }
      at += sizeOf(box) + gap
      return [box.id, place]
    }),
  )
}
