/** Dragging something that React Flow does not draw, in the canvas's own units. */
import { useReactFlow } from '@xyflow/react'
import type { PointerEvent } from 'react'
import { useRef } from 'react'
import type { Point } from '../document/commands.ts'

export interface DragHandlers {
  /** How far the pointer went since the drag began. */
  readonly onDrag: (by: Point) => void
  /** @param by null: given up, or let go where it began */
  readonly onDrop: (by: Point | null) => void
}

/** Pointer handlers for the thing itself, which has to be marked `nopan`; what is inside and marked `nodrag` keeps its pointer. */
export function useDrag({ onDrag, onDrop }: DragHandlers) {
  const { getZoom } = useReactFlow()
  const start = useRef<Point | null>(null)
  const distance = ({ clientX, clientY }: PointerEvent): Point => {
    const zoom = getZoom()
    return {
      x: (clientX - (start.current?.x ?? clientX)) / zoom,
      y: (clientY - (start.current?.y ?? clientY)) / zoom,
    }
  }
  return {
    onPointerDown: (event: PointerEvent) => {
      const isKept = event.target instanceof Element && event.target.closest('.nodrag') !== null
      if (event.button !== 0 || isKept) return
      event.stopPropagation()
      event.currentTarget.setPointerCapture(event.pointerId)
      start.current = { x: event.clientX, y: event.clientY }
    },
    onPointerMove: (event: PointerEvent) => {
      if (start.current !== null) onDrag(distance(event))
    },
    onPointerUp: (event: PointerEvent) => {
      if (start.current === null) return
      const by = distance(event)
      start.current = null
      onDrop(by.x === 0 && by.y === 0 ? null : by)
    },
    onPointerCancel: () => {
      start.current = null
      onDrop(null)
    },
  }
}
