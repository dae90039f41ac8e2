/** Right clicks, and a finger held still, open what can be done with the thing under them; a double click on nothing adds a node. */
import { Cable, Plus, Trash2 } from 'lucide-react'
import type { MouseEvent as ReactMouseEvent } from 'react'
import { useMemo } from 'react'
import { isTyping } from '../commands/is-typing.ts'
import { deleteItems } from '../document/commands.ts'
import { runsPipeline } from '../document/inside-node.ts'
import type { EditorActions } from '../drawing/use-editor-actions.ts'
import type { Say } from '../messages/catalogue.ts'
import { useMessages } from '../messages/messages-context.tsx'
import type { Editor } from '../session/editor-context.tsx'
import { useEditor } from '../session/editor-context.tsx'
import type { OwnEntry } from '../session/session-store.ts'
import type { CardNode, WireEdge } from './flow-nodes.ts'

type Press = ReactMouseEvent | MouseEvent

export function useCanvasMenus(actions: EditorActions) {
  const editor = useEditor()
  const say = useMessages()
  return useMemo(() => {
    const { session, document: documents, nodes } = editor
    const openMenu = (event: Press, on: 'canvas' | 'nodes' | 'wire', own: readonly OwnEntry[] = []) => {
      event.preventDefault()
      session.getState().open({ kind: 'menu', at: { x: event.clientX, y: event.clientY }, on, own })
    }
    return {
      onNodeContextMenu: (event: Press, { id }: CardNode) => {
        const { selection, select } = session.getState()
        const port = event.target instanceof Element ? event.target.closest('[data-port]') : null
        if (!selection.nodes.has(id) || port !== null) select([id])
        openMenu(event, 'nodes', port === null ? [] : portEntries(editor, say, port, event))
      },
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
  }, [actions, editor, say])
}

/** Wiring the port, putting a node at it, and cutting its wires. */
function portEntries(
  { session, document: documents }: Editor,
  say: Say,
  element: Element,
  { clientX: x, clientY: y }: Press,
): readonly OwnEntry[] {
  const { document, isReadOnly } = documents.getState()
  const end = {
    node: element.getAttribute('data-node') ?? '',
    port: element.getAttribute('data-port') ?? '',
  }
  if (isReadOnly) return []
  const isOutput = element.getAttribute('data-side') === 'output'
  const side = isOutput ? ('output' as const) : ('input' as const)
  const joint = isOutput ? ({ kind: 'after', from: end } as const) : ({ kind: 'before', to: end } as const)
  const wires = document.edges.filter(({ from, to }) => {
    const own = isOutput ? from : to
    return own.node === end.node && own.port === end.port
  })
  return [
    {
      id: 'port-connect',
      label: say('commands.connectPort'),
      icon: Cable,
      onAction: () => session.getState().pick({ ...end, side }),
    },
    {
      id: 'port-add',
      label: say('commands.addHere'),
      icon: Plus,
      onAction: () => session.getState().open({ kind: 'add-node', at: { x, y }, joint }),
    },
    ...(wires.length === 0
      ? []
      : [
          {
            id: 'port-cut',
            label: say('commands.cutWires'),
            icon: Trash2,
            isDangerous: true,
            onAction: () =>
              documents.getState().apply(deleteItems(new Set(), new Set(wires.map(({ id }) => id)))),
          },
        ]),
  ]
}
