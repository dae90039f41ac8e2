/** A line drawn round cards selects them. It stays in hand until Escape or its button puts it away. */
import { useReactFlow, useStoreApi } from '@xyflow/react'
import type { PointerEvent } from 'react'
import { useState } from 'react'
import type { Point } from '../document/commands.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { useEditor } from '../session/editor-context.tsx'
import type { CardNode } from './flow-nodes.ts'
import styles from './lasso.module.css'
import { isInside } from './point-in-polygon.ts'

interface Line {
  /** Of the canvas, in pixels of the window. */
  readonly corner: Point
  /** From that corner. */
  readonly points: readonly Point[]
}

const noLine: Line = { corner: { x: 0, y: 0 }, points: [] }

/** Nearer points would make the line longer, not finer. */
const leastStepPx = 4

export function Lasso() {
  const say = useMessages()
  const { session } = useEditor()
  const { screenToFlowPosition, getViewport, setViewport } = useReactFlow()
  const { getState } = useStoreApi<CardNode>()
  const [line, setLine] = useState<Line | null>(null)

  const select = (isMore: boolean) => {
    const { corner, points } = line ?? noLine
    const ring = points.map(({ x, y }) => screenToFlowPosition({ x: x + corner.x, y: y + corner.y }))
    const caught = [...getState().nodeLookup.values()]
      .map(({ internals }) => internals.userNode)
      .filter(({ position: { x, y }, width = 0, height = 0 }) =>
        isInside({ x: x + width / 2, y: y + height / 2 }, ring),
      )
      .map(({ id }) => id)
    const { selection, select: choose, announce } = session.getState()
    const chosen = new Set([...(isMore ? selection.nodes : []), ...caught])
    choose(chosen)
    announce(say('canvas.selected', { n: chosen.size }))
  }

  const onPointerMove = ({ clientX: x, clientY: y }: PointerEvent) => {
    if (line === null) return
    const next = { x: x - line.corner.x, y: y - line.corner.y }
    const last = line.points.at(-1) ?? next
    const isFar = Math.hypot(next.x - last.x, next.y - last.y) >= leastStepPx
    if (isFar) setLine({ ...line, points: [...line.points, next] })
  }
  return (
    <div
      className={styles['pane']}
      data-testid="lasso"
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        const { left: x, top: y } = event.currentTarget.getBoundingClientRect()
        setLine({ corner: { x, y }, points: [{ x: event.clientX - x, y: event.clientY - y }] })
      }}
      onPointerMove={onPointerMove}
      onPointerUp={({ shiftKey, ctrlKey, metaKey }) => {
        if (line !== null) select(shiftKey || ctrlKey || metaKey)
        setLine(null)
      }}
      onPointerCancel={() => setLine(null)}
      onWheel={({ deltaX, deltaY }) => {
        const { x, y, zoom } = getViewport()
        void setViewport({ x: x - deltaX, y: y - deltaY, zoom })
      }}
    >
      <p className={styles['help']} role="status">
        {say('canvas.lassoHelp')}
      </p>
      <svg className={styles['drawing']} aria-hidden>
        <polygon points={(line ?? noLine).points.map(({ x, y }) => `${x},${y}`).join(' ')} />
      </svg>
    </div>
  )
}
