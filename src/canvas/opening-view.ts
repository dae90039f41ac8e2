/** Where a drawing opens. */
import type { Viewport } from '@xyflow/react'
import type { EdgeRecord, NodeRecord } from '../../runtime/core/document/document.ts'
import type { Point } from '../document/commands.ts'
import { cardWidth } from '../drawing/card-layout.ts'
import type { OpenPanels } from '../session/session-store.ts'

const margin = { x: 48, y: 96 }

/** Cards that begin above the window reach into it; hardly any is higher. */
const reach = 600

export interface Drawing {
  readonly nodes: readonly NodeRecord[]
  readonly edges: readonly EdgeRecord[]
}

interface Frame {
  readonly width: number
  readonly height: number
}

/** Smaller than this not even the titles could be read. */
const leastZoom = 0.3

/** Roughly what the page's rail and head, and panels, take from a window, in pixels. */
const taken = { rail: 76, palette: 216, inspector: 304, head: 44, drawer: 320 }

/** What a window leaves to the drawing. The canvas itself has no size before it is first drawn. */
export function roomForDrawing(
  { width, height }: Frame,
  { isPaletteOpen, isInspectorOpen, isDrawerOpen }: OpenPanels,
): Frame {
  return {
    width: width - taken.rail - (isPaletteOpen ? taken.palette : 0) - (isInspectorOpen ? taken.inspector : 0),
    height: height - taken.head - (isDrawerOpen ? taken.drawer : 0),
  }
}

/**
 * A drawing too large to be read as a whole opens at its beginning, in full size: an overview of hundreds of cards takes long to
 * draw and tells little.
 * @param frame the room for it, in pixels
 * @returns null where the whole can be shown
 */
export function openingView(positions: readonly Point[], frame: Frame): Viewport | null {
  const [first] = positions.toSorted((a, b) => a.x - b.x || a.y - b.y)
  if (first === undefined) return null
  const [lefts, tops] = [positions.map(({ x }) => x), positions.map(({ y }) => y)]
  const top = Math.min(...tops)
  const width = Math.max(...lefts) - first.x + cardWidth
  const height = Math.max(...tops) - top + cardWidth / 2
  if (Math.min(frame.width / width, frame.height / height) >= leastZoom) return null
  return { x: margin.x - first.x, y: Math.min(margin.y - top, frame.height / 3 - first.y), zoom: 1 }
}

/**
 * What stands in the window, with the wires that lead out of it and what these lead to: all that a first frame shows of a large
 * drawing, whatever panels stand beside it.
 */
export function openingPart({ nodes, edges }: Drawing, { x, y }: Viewport, frame: Frame): Drawing {
  const isSeen = ({ position }: NodeRecord) =>
    position.x + cardWidth > -x &&
    position.x < frame.width - x &&
    position.y + reach > -y &&
    position.y < frame.height - y
  const seen = new Set(nodes.filter(isSeen).map(({ id }) => id))
  const near = edges.filter(({ from, to }) => seen.has(from.node) || seen.has(to.node))
  const ends = new Set([...seen, ...near.flatMap(({ from, to }) => [from.node, to.node])])
  return { nodes: nodes.filter(({ id }) => ends.has(id)), edges: near }
}
