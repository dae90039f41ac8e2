/** What a minimap shows: one path for all cards of a colour, since a page has a thousand of them and each is but a speck. */
import type { ReactFlowState } from '@xyflow/react'
import type { NoteRecord } from '../document/group-commands.ts'
import type { Bounds } from '../drawing/drawing-bounds.ts'
import { boundsAround } from '../drawing/drawing-bounds.ts'
import type { GroupBox } from '../drawing/group-geometry.ts'
import { groupTone } from '../drawing/group-tone.ts'
import { nodeTone } from '../drawing/node-icons.ts'
import type { CardNode } from './flow-nodes.ts'

interface TonedPath {
  /** A colour of the style sheet. */
  readonly tone: string
  readonly path: string
}

export interface DrawingInSmall {
  /** Null where nothing is drawn. */
  readonly bounds: Bounds | null
  readonly cards: readonly TonedPath[]
  /** Frames of groups; a collapsed one is a card. */
  readonly frames: readonly TonedPath[]
  readonly notes: string
  /** The cards that are selected, and those of collapsed groups, once more. */
  readonly chosen: string
}

/** @param nodes in units of the drawing; those of collapsed groups are hidden where the card of the group stands */
export function drawInSmall(
  nodes: readonly CardNode[],
  groups: readonly GroupBox[],
  notes: readonly NoteRecord[],
): DrawingInSmall {
  const cards = nodes
    .filter(({ hidden }) => hidden !== true)
    .map((node) => ({ tone: nodeTone(node.data.resolved.definition), box: boxOf(node) }))
  const toned = groups.map(({ group, ...box }) => ({
    tone: groupTone(group),
    isCard: group.collapsed,
    box,
  }))
  const collapsed = toned.filter(({ isCard }) => isCard)
  const papers = notes.map(({ position, size }) => ({ ...position, ...size }))
  return {
    bounds: boundsAround([...cards.map(({ box }) => box), ...toned.map(({ box }) => box), ...papers]),
    cards: joinByTone([...cards, ...collapsed]),
    frames: joinByTone(toned.filter(({ isCard }) => !isCard)),
    notes: papers.map(boxPath).join(''),
    // All nodes of a collapsed group stand where its card does.
    chosen: [
      ...new Set(nodes.filter(({ selected }) => selected === true).map((node) => boxPath(boxOf(node)))),
    ].join(''),
  }
}

function boxOf({ position, width = 0, height = 0 }: CardNode): Bounds {
  return { ...position, width, height }
}

function joinByTone(boxes: readonly { readonly tone: string; readonly box: Bounds }[]): readonly TonedPath[] {
  const paths = new Map<string, string>()
  for (const { tone, box } of boxes) paths.set(tone, (paths.get(tone) ?? '') + boxPath(box))
  return [...paths].map(([tone, path]) => ({ tone, path }))
}

/** A closed path of SVG. */
export function boxPath({ x, y, width, height }: Bounds): string {
  return `M${x} ${y}h${width}v${height}h${-width}z`
}

/** The part of the drawing that the canvas shows. */
export function seenArea({ transform: [x, y, zoom], width, height }: ReactFlowState): Bounds {
  return { x: -x / zoom, y: -y / zoom, width: width / zoom, height: height / zoom }
}

/** Of a map's width and height, left free at each of its sides. */
const margin = 0.035

/**
 * What a map of this size shows so that the whole drawing and what is seen are on it, in the middle.
 *
 * @param size in pixels
 */
export function placeInMap(
  drawing: Bounds | null,
  seen: Bounds,
  size: Readonly<Record<'width' | 'height', number>>,
): Bounds {
  const whole = boundsAround(drawing === null ? [seen] : [drawing, seen]) ?? seen
  const unitsPerPixel = Math.max(whole.width / size.width, whole.height / size.height) / (1 - 2 * margin)
  const [width, height] = [size.width * unitsPerPixel, size.height * unitsPerPixel]
  return {
    x: whole.x - (width - whole.width) / 2,
    y: whole.y - (height - whole.height) / 2,
    width,
    height,
  }
}
