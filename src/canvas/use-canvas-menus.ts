/** Right clicks and double clicks on the canvas. */
import type { MouseEvent as ReactMouseEvent } from 'react'
import { useMemo } from 'react'
import { isTyping } from '../commands/is-typing.ts'
import { runsPipeline } from '../document/inside-node.ts'
import type { EditorActions } from '../drawing/use-editor-actions.ts'
import { useEditor } from '../session/editor-context.tsx'
import type { CardNode, WireEdge } from './flow-nodes.ts'

type Press = ReactMouseEvent | MouseEvent

export function useCanvasMenus(actions: EditorActions) {
  const { session, document: documents, nodes } = useEditor()
  return useMemo(() => {
    const openMenu = (event: Press, on: 'canvas' | 'nodes' | 'wire') => {
      event.preventDefault()
      session.getState().open({ kind: 'menu', at: { x: event.clientX, y: event.clientY }, on })
    }
    return {
      onNodeContextMenu: (event: Press, { id }: CardNode) => {
        const { selection, select } = session.getState()
        if (!selection.nodes.has(id)) select([id])
        openMenu(event, 'nodes')
      },
      onSelectionContextMenu: (event: Press) => openMenu(event, 'nodes'),
      onEdgeContextMenu: (event: Press, { id }: WireEdge) => {
        session.getState().select([], [id])
        openMenu(event, 'wire')
      },
      onPaneContextMenu: (event: Press) => openMenu(event, 'canvas'),
      onNodeDoubleClick: (event: Press, { id }: CardNode) => {
        const isField = event.target !== null && isTyping(event.target)
        if (!isField && runsPipeline(documents.getState().document, nodes, id)) void actions.openInside(id)
      },
      onDoubleClick: (event: Press) => {
        const isOnNothing = event.target instanceof Element && event.target.matches('.react-flow__pane')
        if (!isOnNothing || documents.getState().isReadOnly) return
        session.getState().open({ kind: 'add-node', at: { x: event.clientX, y: event.clientY } })
      },
    }
  }, [actions, session, documents, nodes])
}
