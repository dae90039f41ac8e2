/**
 * Dragging a node type with a finger or a pen: browsers drag by themselves for the mouse only. Sideways it is dragged, up and down
 * the list scrolls (`touch-action: pan-y`).
 */
import type { PointerEvent } from 'react'
import { useRef, useState } from 'react'
import type { Point } from '../document/commands.ts'
import { useDropNode } from '../drawing/use-drop-node.ts'
import type { PaletteItem } from './match-nodes.ts'

export interface CarriedItem {
  readonly item: PaletteItem
  /** In pixels of the window. */
  readonly at: Point
}

/** How far a finger moves before it drags. */
const leastPx = 8

export function useTouchDrag() {
  const drop = useDropNode()
  const [carried, setCarried] = useState<CarriedItem | null>(null)
  const start = useRef<Point | null>(null)
  const end = () => {
    start.current = null
    setCarried(null)
  }
  const handlersOf = (item: PaletteItem) => ({
    onPointerDown: (event: PointerEvent) => {
      if (event.pointerType !== 'mouse') start.current = { x: event.clientX, y: event.clientY }
    },
    onPointerMove: ({ clientX: x, clientY: y }: PointerEvent) => {
      if (start.current === null) return
      const isFar = Math.hypot(x - start.current.x, y - start.current.y) >= leastPx
      if (carried !== null || isFar) setCarried({ item, at: { x, y } })
    },
    onPointerUp: ({ clientX: x, clientY: y }: PointerEvent) => {
      if (carried !== null) drop(item.definition, { x, y })
      end()
    },
    onPointerCancel: end,
  })
  return { carried, handlersOf }
}
