/** The keyboard on the canvas. Fields keep their keys: nothing here listens while one types. */
import { quick } from '../commands/canvas-view.ts'
import { useReactFlow } from '@xyflow/react'
import type { ClipboardEvent, KeyboardEvent } from 'react'
import { useMemo } from 'react'
import { deleteNote } from '../document/group-commands.ts'
import type { Editor } from '../session/editor-context.tsx'
import { cardWidth } from '../drawing/card-layout.ts'
import { arrowStep, directions } from './arrow-steps.ts'
import { findNeighbour } from './neighbour.ts'
import { commandList } from '../commands/command-list.ts'
import { isTyping } from '../commands/is-typing.ts'
import { describePress, findByKeys } from '../commands/keymap.ts'
import { afterFrame } from '../ui/after-frame.ts'
import { callCommand, useCommandContext } from '../commands/use-commands.ts'
import type { CommandContext } from '../commands/command.ts'

/** The node whose card has the focus. */
function focusedNode(target: EventTarget): string | undefined {
  const card = target instanceof Element ? target.closest('[data-card]') : null
  return card?.getAttribute('data-card') ?? undefined
}

/** The note that has the focus itself: not its text field, nor a button on it. */
function focusedNote(canvas: Element): string | null {
  return canvas.querySelector('[data-note]:focus')?.getAttribute('data-note') ?? null
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
  const context = useCommandContext()
  const { setCenter, getZoom } = useReactFlow()
  return useMemo(() => {
    const { actions } = context
    const centre = (x: number, y: number) => void setCenter(x, y, { zoom: getZoom(), ...quick })
    const copy = (event: ClipboardEvent): boolean => {
      const note = focusedNote(event.currentTarget)
      const text = isTyping(event.target) || hasTextSelection() ? null : actions.copyText(note)
      if (text === null) return false
      event.clipboardData.setData('text/plain', text)
      event.preventDefault()
      return true
    }
    return {
      onKeyDown: (event) => {
        if (isTyping(event.target) || event.defaultPrevented) return
        const { around } = context.editor.session.getState().selection
        const isDone =
          doOnWire(event, context, centre) || doOnCard(event, context, centre) || doCommand(event, context)
        if (!isDone) return
        event.preventDefault()
        const { nodes, edges } = context.editor.session.getState().selection
        // The wire that one was on is deleted: back to the node one came from.
        if (around !== undefined && nodes.size + edges.size === 0)
          moveFocus(context.editor, event.currentTarget, around, centre)
        keepFocus(event.currentTarget)
      },
      onCopy: (event) => void copy(event),
      onCut: (event) => {
        const note = focusedNote(event.currentTarget)
        if (!copy(event)) return
        if (note === null) actions.deleteSelection()
        else context.editor.document.getState().apply(deleteNote(note))
        keepFocus(event.currentTarget)
      },
      onPaste: (event) => {
        if (isTyping(event.target)) return
        event.preventDefault()
        actions.pasteText(event.clipboardData.getData('text/plain'))
      },
    }
  }, [context, setCenter, getZoom])
}

/** What had the focus may be gone, as a deleted card is. */
function keepFocus(canvas: EventTarget & Element): void {
  afterFrame(() => {
    const { activeElement, body } = canvas.ownerDocument
    if (activeElement === body && canvas instanceof HTMLElement) canvas.focus({ preventScroll: true })
  })
}

/** On a wire of a node: up and down to the next one, to either side to the node at that end, Escape back to where one came from. */
function doOnWire(
  event: KeyboardEvent,
  { editor, actions }: CommandContext,
  centre: (x: number, y: number) => void,
): boolean {
  const { edges, around } = editor.session.getState().selection
  const isPlain = !event.altKey && !event.shiftKey && !event.ctrlKey && !event.metaKey
  if (around === undefined || !isPlain || event.target !== event.currentTarget) return false
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    actions.stepWire(event.key === 'ArrowDown' ? 1 : -1)
    return true
  }
  const wire = editor.document.getState().document.edges.find(({ id }) => edges.has(id))
  const ends: Readonly<Record<string, string | undefined>> = {
    ArrowLeft: wire?.from.node,
    ArrowRight: wire?.to.node,
    Escape: around,
  }
  const node = ends[event.key]
  if (node === undefined) return false
  moveFocus(editor, event.currentTarget, node, centre)
  return true
}

function hasTextSelection(): boolean {
  return (globalThis.getSelection()?.toString() ?? '') !== ''
}

/** Moving between cards, and moving cards: what only makes sense where one has the focus. */
function doOnCard(
  event: KeyboardEvent,
  { editor, actions }: CommandContext,
  centre: (x: number, y: number) => void,
): boolean {
  const node = focusedNode(event.target)
  const isLarge = event.ctrlKey || event.metaKey
  const session = editor.session.getState()
  const direction = directions[event.key]
  if (event.altKey) return false
  if (node === undefined) {
    // After a box or a lasso the canvas itself has the focus: there is no card to go on from.
    if (direction === undefined || event.target !== event.currentTarget) return false
    const [first] = editor.document.getState().document.nodes
    if (session.selection.nodes.size > 0) actions.nudge(arrowStep(direction, isLarge))
    else if (first !== undefined) moveFocus(editor, event.currentTarget, first.id, centre)
    return true
  }
  if (isLarge && !event.shiftKey) return false
  if (direction === undefined) {
    if (event.key !== ' ' || isLarge) return false
    session.select([node])
    return true
  }
  if (event.shiftKey) {
    if (!session.selection.nodes.has(node)) session.select([node])
    actions.nudge(arrowStep(direction, isLarge))
    return true
  }
  const { nodes } = editor.document.getState().document
  const next = findNeighbour(nodes, node, direction)
  if (next !== undefined) moveFocus(editor, event.currentTarget, next, centre)
  return true
}

/** On a card, what is done to nodes is done to that one unless it is among those selected; on a note, a copy is one of the note. */
function doCommand(event: KeyboardEvent, context: CommandContext): boolean {
  const pressed = describePress(event)
  if (pressed === null) return false
  const { session, keymap } = context.editor
  const command = findByKeys(commandList, keymap.getState(), pressed)
  if (command === undefined) return false
  const note = focusedNote(event.currentTarget)
  if (note !== null && command.id === 'duplicate') {
    context.actions.duplicate(note)
    return true
  }
  const node = focusedNode(event.target)
  const isOfNodes = command.menus?.includes('nodes') === true
  if (node !== undefined && isOfNodes && !session.getState().selection.nodes.has(node)) {
    session.getState().select([node])
  }
  if (!callCommand(command, context)) return false
  // A wire has no element to give the focus to; while a card has it, keys would be about the card.
  const { around } = session.getState().selection
  if (around !== undefined && node !== undefined && event.currentTarget instanceof HTMLElement) {
    event.currentTarget.focus({ preventScroll: true })
  }
  return true
}
