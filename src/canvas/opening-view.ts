/** Where a drawing opens. */
import type { Viewport } from '@xyflow/react'
import type { Point } from '../document/commands.ts'
import { cardWidth } from '../drawing/card-layout.ts'
import { farZoom } from './use-view.ts'

const margin = { x: 48, y: 96 }

/**
 * A drawing too large to be read as a whole opens at its beginning, in full size: an overview of hundreds of cards takes long to
 * draw and tells little.
 * @param frame the size of the window, in pixels
 * @returns null where the whole can be shown
 */
export function openingView(
  positions: readonly Point[],
  frame: { readonly width: number; readonly height: number },
): Viewport | null {
  const [first] = positions.toSorted((a, b) => a.x - b.x || a.y - b.y)
  if (first === undefined) return null
  const [lefts, tops] = [positions.map(({ x }) => x), positions.map(({ y }) => y)]
  const top = Math.min(...tops)
  const width = Math.max(...lefts) - first.x + cardWidth
  const height = Math.max(...tops) - top + cardWidth / 2
  if (Math.min(frame.width / width, frame.height / height) >= farZoom) return null
  return { x: margin.x - first.x, y: Math.min(margin.y - top, frame.height / 3 - first.y), zoom: 1 }
}
