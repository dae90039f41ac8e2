/** A box drawn round the card of a collapsed group selects its nodes: React Flow itself leaves out what is hidden. */
import { useReactFlow, useStoreApi } from '@xyflow/react'
import type { MouseEvent } from 'react'
import { useMemo, useRef } from 'react'
import type { Point } from '../document/commands.ts'
import { useEditor } from '../session/editor-context.tsx'
import type { CardNode } from './flow-nodes.ts'

export function useBoxSelect() {
  const { session } = useEditor()
  const { screenToFlowPosition } = useReactFlow()
  const { getState } = useStoreApi<CardNode>()
  const start = useRef<Point | null>(null)
  return useMemo(
    () => ({
      onSelectionStart: () => {
        const box = getState().userSelectionRect
        start.current = box === null ? null : { x: box.startX, y: box.startY }
      },
      onSelectionEnd: ({ clientX, clientY }: MouseEvent) => {
        const [from, to] = [start.current, screenToFlowPosition({ x: clientX, y: clientY })]
        if (from === null) return
        const isWithin = (a: number, b: number, at: number, length: number) =>
          Math.min(a, b) <= at && at + length <= Math.max(a, b)
        const caught = getState().nodes.filter(
          ({ hidden, position: { x, y }, width = 0, height = 0 }) =>
            hidden === true && isWithin(from.x, to.x, x, width) && isWithin(from.y, to.y, y, height),
        )
        if (caught.length === 0) return
        const { selection, select } = session.getState()
        select([...selection.nodes, ...caught.map(({ id }) => id)], selection.edges)
      },
    }),
    [session, screenToFlowPosition, getState],
  )
}
