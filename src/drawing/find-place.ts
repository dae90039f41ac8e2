/** Where a new node goes when nobody pointed at a place. */
import type { NodeRecord } from '../../runtime/core/document/document.ts'
import type { Point } from '../document/commands.ts'
import { cardWidth } from './card-layout.ts'
import type { ActionContext } from './action-context.ts'

export const snapToGrid = ({ x, y }: Point): Point => ({
  x: Math.round(x / 8) * 8,
  y: Math.round(y / 8) * 8,
})

/** Right of the selected node, otherwise in the middle of the canvas, moved on until nothing lies under it. */
export function findPlace(context: ActionContext): Point {
  const { nodes } = context.editor.document.getState().document
  const { selection } = context.editor.session.getState()
  const anchor = nodes.findLast(({ id }) => selection.nodes.has(id))
  const { left, top, right, bottom } = seenPart(context)
  const middle = { x: (left + right) / 2, y: (top + bottom) / 2 }
  const place =
    anchor === undefined
      ? { x: middle.x - cardWidth / 2, y: middle.y - 60 }
      : { x: anchor.position.x + cardWidth + 104, y: anchor.position.y }
  return findFreePlace(nodes, place)
}

/** The place itself, or the next one below it that no card stands on. */
export function findFreePlace(nodes: readonly NodeRecord[], wanted: Point): Point {
  const isTaken = ({ x, y }: Point) =>
    nodes.some(({ position }) => Math.abs(position.x - x) < cardWidth && Math.abs(position.y - y) < 130)
  let place = wanted
  for (let tries = 0; tries < 50 && isTaken(place); tries += 1) place = { x: place.x, y: place.y + 48 }
  return place
}

/** How far a copy stands from its original, across and down. */
const besidesPx = 32

/**
 * How far copies of nodes and notes move: their corner to a point; without one just beside the originals, and where that is out of sight into
 * the middle of what is seen. Copies of copies never hide one another.
 */
export function findShift(
  context: ActionContext,
  copied: readonly { readonly position: Point }[],
  to: Point | null,
): Point {
  const places = copied.map(({ position }) => position)
  const corner = { x: Math.min(...places.map(({ x }) => x)), y: Math.min(...places.map(({ y }) => y)) }
  const size = {
    x: Math.max(...places.map(({ x }) => x)) - corner.x + cardWidth,
    y: Math.max(...places.map(({ y }) => y)) - corner.y + leastHeight,
  }
  const { nodes, notes } = context.editor.document.getState().document
  const taken = new Set([...nodes, ...notes].map(({ position: { x, y } }) => `${x} ${y}`))
  const isTaken = (shift: Point) => places.some(({ x, y }) => taken.has(`${x + shift.x} ${y + shift.y}`))
  const freeFrom = (start: Point): Point => {
    let shift = start
    while (isTaken(shift)) shift = { x: shift.x + besidesPx, y: shift.y + besidesPx }
    return shift
  }
  const moveTo = ({ x, y }: Point) => freeFrom(snapToGrid({ x: x - corner.x, y: y - corner.y }))
  if (to !== null) return moveTo(to)
  const beside = freeFrom({ x: besidesPx, y: besidesPx })
  const { left, top, right, bottom } = seenPart(context)
  const middle = { x: corner.x + beside.x + size.x / 2, y: corner.y + beside.y + size.y / 2 }
  const isSeen = middle.x > left && middle.x < right && middle.y > top && middle.y < bottom
  return isSeen ? beside : moveTo({ x: (left + right - size.x) / 2, y: (top + bottom - size.y) / 2 })
}

const leastHeight = 100

/** Of the drawing, in its own units. */
function seenPart({ view, canvas }: ActionContext) {
  const box = canvas()?.getBoundingClientRect()
  const [x, y] = [box?.left ?? 0, box?.top ?? 0]
  const start = view.screenToFlowPosition({ x, y })
  const end = view.screenToFlowPosition({ x: x + (box?.width ?? 800), y: y + (box?.height ?? 600) })
  return { left: start.x, top: start.y, right: end.x, bottom: end.y }
}
