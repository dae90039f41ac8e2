/** All of a drawing in view, with its groups and notes: React Flow's own fitting knows of cards alone. */
import { getViewportForBounds, useReactFlow, useStoreApi } from '@xyflow/react'
import { useCallback } from 'react'
import type { Motion } from '../commands/canvas-view.ts'
import { whole } from '../commands/canvas-view.ts'
import { useEditor } from '../session/editor-context.tsx'
import { boundsOfDrawing } from './drawing-bounds.ts'

/** Changes nothing where nothing is drawn. */
export type FitWhole = (motion?: Motion) => void

export function useFitWhole(): FitWhole {
  const { document: documents, nodes, cards } = useEditor()
  const { setViewport } = useReactFlow()
  const { getState } = useStoreApi()
  return useCallback(
    (motion = {}) => {
      const bounds = boundsOfDrawing(documents.getState().document, nodes, cards)
      if (bounds === null) return
      const { width, height, minZoom } = getState()
      const view = getViewportForBounds(bounds, width, height, minZoom, whole.maxZoom, whole.padding)
      void setViewport(view, motion)
    },
    [documents, nodes, cards, setViewport, getState],
  )
}
