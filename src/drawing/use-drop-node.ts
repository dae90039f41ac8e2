/** A node type let go over the canvas, however it was dragged there. */
import { useReactFlow, useStoreApi } from '@xyflow/react'
import { useCallback } from 'react'
import type { NodeDefinition } from '../../runtime/core/node/define-node.ts'
import type { Point } from '../document/commands.ts'
import { treeOf } from '../ui/tree-of.ts'
import { cardWidth } from './card-layout.ts'
import { useEditorActions } from './use-editor-actions.ts'

/** @returns adds the node at a point of the window; whether that lies on this editor's canvas */
export function useDropNode(): (definition: NodeDefinition, at: Point) => boolean {
  const actions = useEditorActions()
  const { screenToFlowPosition } = useReactFlow()
  const { getState } = useStoreApi()
  return useCallback(
    (definition, at) => {
      const canvas = getState().domNode
      const under = canvas === null ? null : treeOf(canvas).elementFromPoint(at.x, at.y)
      if (canvas === null || under === null || !canvas.contains(under)) return false
      const { x, y } = screenToFlowPosition(at)
      // The pointer holds the card by its head.
      actions.add(definition, { at: { x: x - cardWidth / 2, y: y - 20 } })
      return true
    },
    [actions, screenToFlowPosition, getState],
  )
}
