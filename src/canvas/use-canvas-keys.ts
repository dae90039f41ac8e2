/** The keyboard on the canvas. Fields keep their keys: nothing here listens while one types. */
import { useReactFlow } from '@xyflow/react'
import type { ClipboardEvent, KeyboardEvent } from 'react'
import { useMemo } from 'react'
import type { Editor } from '../session/editor-context.tsx'
import { useEditor } from '../session/editor-context.tsx'
import { cardWidth } from '../drawing/card-layout.ts'
import type { Direction } from './neighbour.ts'
import { findNeighbour } from './neighbour.ts'
import type { EditorActions } from '../drawing/use-editor-actions.ts'
import { useEditorActions } from '../drawing/use-editor-actions.ts'

const directions: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

const steps = {
  left: { x: -8, y: 0 },
  right: { x: 8, y: 0 },
  up: { x: 0, y: -8 },
  down: { x: 0, y: 8 },
} as const

export function isTyping(target: EventTarget): boolean {
  return (
    target instanceof Element && target.closest('input, textarea, select, [contenteditable="true"]') !== null
  )
}

/** The node whose card has the focus. */
function focusedNode(target: EventTarget): string | undefined {
  const card = target instanceof Element ? target.closest('[data-card]') : null
  return card?.getAttribute('data-card') ?? undefined
}

/** Selects a node, brings it into view and gives it the focus. */
function moveFocus(
  editor: Editor,
  root: Element,
  node: string,
  centre: (x: number, y: number) => void,
): void {
  const position = editor.document.getState().document.nodes.find(({ id }) => id === node)?.position
  if (position === undefined) return
  editor.session.getState().select([node])
  const find = () => root.querySelector<HTMLElement>(`[data-card="${CSS.escape(node)}"]`)
  const card = find()
  const box = card?.getBoundingClientRect()
  const frame = root.getBoundingClientRect()
  const isSeen =
    box !== undefined &&
    box.left >= frame.left &&
    box.right <= frame.right &&
    box.top >= frame.top &&
    box.bottom <= frame.bottom
  if (!isSeen) centre(position.x + cardWidth / 2, position.y + 60)
  // A card outside the view is drawn only after the canvas has moved.
  if (card === null) globalThis.setTimeout(() => find()?.focus({ preventScroll: true }), 60)
  else card.focus({ preventScroll: true })
}

export interface CanvasKeys {
  onKeyDown(event: KeyboardEvent): void
  onCopy(event: ClipboardEvent): void
  onCut(event: ClipboardEvent): void
  onPaste(event: ClipboardEvent): void
}

export function useCanvasKeys(): CanvasKeys {
  const editor = useEditor()
  const actions = useEditorActions()
  const { setCenter, getZoom } = useReactFlow()
  return useMemo(() => {
    const centre = (x: number, y: number) => void setCenter(x, y, { zoom: getZoom(), duration: 120 })
    const copy = (event: ClipboardEvent): boolean => {
      const text = isTyping(event.target) || hasTextSelection() ? null : actions.copyText()
      if (text === null) return false
      event.clipboardData.setData('text/plain', text)
      event.preventDefault()
      return true
    }
    return {
      onKeyDown: (event) => {
        if (isTyping(event.target) || event.defaultPrevented) return
        const hasDone =
          doWithControl(event, actions) ||
          doOnCard(event, editor, actions, centre) ||
          doAnywhere(event, editor, actions)
        if (hasDone) event.preventDefault()
      },
      onCopy: (event) => void copy(event),
      onCut: (event) => {
        if (copy(event)) actions.deleteSelection()
      },
      onPaste: (event) => {
        if (isTyping(event.target)) return
        event.preventDefault()
        actions.pasteText(event.clipboardData.getData('text/plain'))
      },
    }
  }, [editor, actions, setCenter, getZoom])
}

function hasTextSelection(): boolean {
  return (globalThis.getSelection()?.toString() ?? '') !== ''
}

function doWithControl(event: KeyboardEvent, actions: EditorActions): boolean {
  if (!event.ctrlKey && !event.metaKey) return false
  switch (event.key.toLowerCase()) {
    case 'z':
      if (event.shiftKey) actions.redo()
      else actions.undo()
      return true
    case 'y':
      actions.redo()
      return true
    case 'a':
      actions.selectAll()
      return true
    case 'd':
      actions.duplicate()
      return true
    default:
      return false
  }
}

function doOnCard(
  event: KeyboardEvent,
  editor: Editor,
  actions: EditorActions,
  centre: (x: number, y: number) => void,
): boolean {
  const node = focusedNode(event.target)
  if (node === undefined || event.ctrlKey || event.metaKey || event.altKey) return false
  const session = editor.session.getState()
  const direction = directions[event.key]
  if (direction !== undefined) {
    if (event.shiftKey) {
      if (!session.selection.nodes.has(node)) session.select([node])
      actions.nudge(steps[direction])
      return true
    }
    const { nodes } = editor.document.getState().document
    const next = findNeighbour(nodes, node, direction)
    const root = event.currentTarget
    if (next !== undefined) moveFocus(editor, root, next, centre)
    return true
  }
  switch (event.key) {
    case 'Enter':
      session.goToNode(node)
      return true
    case ' ':
      session.select([node])
      return true
    case 'c':
      session.select([node])
      session.pick({ node, port: '', side: 'output' })
      return true
    case 'Delete':
    case 'Backspace':
      if (!session.selection.nodes.has(node)) session.select([node])
      return false
    default:
      return false
  }
}

function doAnywhere(event: KeyboardEvent, editor: Editor, actions: EditorActions): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false
  switch (event.key) {
    case 'Delete':
    case 'Backspace':
      actions.deleteSelection()
      return true
    case 'Escape':
      editor.session.getState().select([])
      return true
    case 'f':
      void actions.fit()
      return true
    case 'l':
      void actions.arrangeAll()
      return true
    case 'm':
      actions.toggleMute()
      return true
    default:
      return false
  }
}
