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
export function findPlace({ editor, view, canvas }: ActionContext): Point {
  const { nodes } = editor.document.getState().document
  const { selection } = editor.session.getState()
  const anchor = nodes.findLast(({ id }) => selection.nodes.has(id))
  const box = canvas()?.getBoundingClientRect()
  const middle = view.screenToFlowPosition({
    x: (box?.left ?? 0) + (box?.width ?? 800) / 2,
    y: (box?.top ?? 0) + (box?.height ?? 600) / 2,
  })
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
