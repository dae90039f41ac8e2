/** What one can do to a pipeline, in one place: keyboard, menus, toolbar and the host's `ref` call these. */
import { useReactFlow } from '@xyflow/react'
import { useMemo } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { NodeDefinition } from '../../runtime/core/node/define-node.ts'
import type { Fragment, Point, PortEnd } from '../document/commands.ts'
import {
  addNode,
  adoptFragment,
  arrangeNodes,
  connectPorts,
  copyFragment,
  deleteItems,
  makeNode,
  moveNodes,
  muteNodes,
  pasteFragment,
} from '../document/commands.ts'
import { checkConnection } from '../document/resolve-node.ts'
import type { Say } from '../messages/catalogue.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import type { NodeTextReader } from '../messages/node-texts.ts'
import type { FailureText } from '../messages/say.ts'
import type { Editor } from '../session/editor-context.tsx'
import { useEditor } from '../session/editor-context.tsx'
import { useNodeTexts } from '../session/use-node-texts.ts'
import type { ToastMessage } from '../ui/toast.tsx'
import { useToast } from '../ui/toast.tsx'
import { arrange } from './arrange.ts'
import { cardWidth } from './card-layout.ts'
import { readFragment, writeFragment } from './clipboard.ts'
import { describeRefusal } from './port-texts.ts'

/** What the actions need of the canvas. */
interface View {
  fitView(options?: { readonly duration?: number; readonly padding?: number }): Promise<boolean>
  screenToFlowPosition(point: Point): Point
}

interface Surroundings {
  readonly editor: Editor
  readonly view: View
  readonly say: Say
  readonly failureText: FailureText
  readonly texts: NodeTextReader
  readonly toast: (message: ToastMessage) => void
}

export type EditorActions = ReturnType<typeof createEditorActions>

export function useEditorActions(): EditorActions {
  const editor = useEditor()
  const view = useReactFlow()
  const say = useMessages()
  const failureText = useFailureText()
  const texts = useNodeTexts()
  const toast = useToast()
  return useMemo(
    () => createEditorActions({ editor, view, say, failureText, texts, toast }),
    [editor, view, say, failureText, texts, toast],
  )
}

export function createEditorActions(around: Surroundings) {
  return {
    ...createNodeActions(around),
    ...createClipboardActions(around),
    ...createWholeActions(around),
  }
}

/** What is done to single nodes and wires. */
function createNodeActions({ editor, view, say, texts }: Surroundings) {
  const { document: documents, session, nodes } = editor
  const current = () => documents.getState().document

  /** Adds a node at a place, or beside what is selected, or in the middle of what is seen. */
  const add = (definition: NodeDefinition, at: Point | null, canvas: Element | null) => {
    const position = at ?? findPlace(editor, view, canvas)
    const record = makeNode(current(), definition.type, definition.version, {
      x: snap(position.x),
      y: snap(position.y),
    })
    documents.getState().apply(addNode(record))
    if (documents.getState().isReadOnly) return
    session.getState().select([record.id])
    session.getState().announce(say('canvas.added', { title: texts.titleOf(definition) }))
  }

  /** Wires two ports; false, with a message, when they do not fit. */
  const connect = (from: PortEnd, to: PortEnd): boolean => {
    const verdict = checkConnection(current(), nodes, from, to)
    if (!verdict.isAllowed) {
      session.getState().announce(describeRefusal(verdict.reason, say))
      return false
    }
    documents.getState().apply(connectPorts(from, to, verdict.isMany))
    session
      .getState()
      .announce(say('canvas.connected', { from: `${from.node}.${from.port}`, to: `${to.node}.${to.port}` }))
    return true
  }

  const deleteSelection = () => {
    const { selection } = session.getState()
    if (selection.nodes.size + selection.edges.size === 0) return
    documents.getState().apply(deleteItems(selection.nodes, selection.edges))
    session.getState().select([])
    session.getState().announce(say('canvas.deleted', { n: selection.nodes.size }))
  }

  return {
    add,
    connect,
    deleteSelection,
    toggleMute: () => {
      const { selection } = session.getState()
      const chosen = current().nodes.filter(({ id }) => selection.nodes.has(id))
      const isMuted = chosen.every(({ muted }) => muted === true)
      documents.getState().apply(muteNodes(selection.nodes, !isMuted))
    },
    nudge: (by: Point) => {
      const { selection } = session.getState()
      const places = current()
        .nodes.filter(({ id }) => selection.nodes.has(id))
        .map(({ id, position }) => [id, { x: position.x + by.x, y: position.y + by.y }] as const)
      documents.getState().apply(moveNodes(new Map(places), `nudge ${[...selection.nodes].join(' ')}`))
    },
  }
}

/** What is done to the drawing as a whole. */
function createWholeActions({ editor, view, say, toast, failureText }: Surroundings) {
  const { document: documents, session, nodes, workers } = editor
  const current = () => documents.getState().document

  const arrangeAll = async () => {
    const { layout } = workers
    const { selection } = session.getState()
    if (layout === undefined || documents.getState().isReadOnly) return
    const only = selection.nodes.size > 1 ? selection.nodes : new Set<string>()
    try {
      documents.getState().apply(arrangeNodes(await arrange(current(), nodes, layout, only, editor.cards)))
      session.getState().announce(say('canvas.arranged'))
      // React Flow has to have drawn the nodes at their new places first.
      globalThis.requestAnimationFrame(() => void view.fitView({ duration: 180, padding: 0.15 }))
    } catch (error) {
      const reason = failureText(toFailure(error).toJSON())
      toast({ text: say('canvas.arrangeFailed', { reason }), tone: 'danger' })
    }
  }

  return {
    arrangeAll,
    undo: () => documents.getState().undo(),
    redo: () => documents.getState().redo(),
    selectAll: () => {
      const { nodes: records, edges } = current()
      session.getState().select(
        records.map(({ id }) => id),
        edges.map(({ id }) => id),
      )
      session.getState().announce(say('canvas.selected', { n: records.length }))
    },
    fit: () => view.fitView({ duration: 180, padding: 0.15 }),
  }
}

function createClipboardActions({ editor, say, toast }: Surroundings) {
  const { document: documents, session } = editor
  const current = () => documents.getState().document

  const chosen = (): Fragment => copyFragment(current(), session.getState().selection.nodes)

  const insert = (fragment: Fragment, offset: Point) => {
    const adopted = adoptFragment(current(), fragment, offset)
    documents.getState().apply(pasteFragment(adopted))
    if (documents.getState().isReadOnly) return
    session.getState().select(adopted.nodes.map(({ id }) => id))
    session.getState().announce(say('canvas.pasted', { n: adopted.nodes.length }))
  }

  return {
    /** The text for the clipboard; null when no node is selected. */
    copyText: (): string | null => {
      const fragment = chosen()
      if (fragment.nodes.length === 0) return null
      session.getState().announce(say('canvas.copied', { n: fragment.nodes.length }))
      return writeFragment(fragment)
    },
    pasteText: (text: string) => {
      try {
        insert(readFragment(text), { x: 32, y: 32 })
      } catch {
        // Whatever else is on a clipboard is nobody's mistake: one sentence says what would work.
        toast({ text: say('canvas.pasteRefused'), tone: 'danger' })
      }
    },
    duplicate: () => {
      const { nodes } = session.getState().selection
      const { edges } = current()
      const kept = edges.filter(({ to }) => nodes.has(to.node))
      if (nodes.size > 0) insert({ nodes: chosen().nodes, edges: kept }, { x: 32, y: 32 })
    },
  }
}

const snap = (value: number) => Math.round(value / 8) * 8

/** A free place: right of the selected node, otherwise in the middle of the canvas, moved on until nothing lies under it. */
function findPlace({ document: documents, session }: Editor, view: View, canvas: Element | null): Point {
  const { nodes } = documents.getState().document
  const { selection } = session.getState()
  const anchor = nodes.findLast(({ id }) => selection.nodes.has(id))
  const box = canvas?.getBoundingClientRect()
  const middle = view.screenToFlowPosition({
    x: (box?.left ?? 0) + (box?.width ?? 800) / 2,
    y: (box?.top ?? 0) + (box?.height ?? 600) / 2,
  })
  let place =
    anchor === undefined
      ? { x: middle.x - cardWidth / 2, y: middle.y - 60 }
      : { x: anchor.position.x + cardWidth + 104, y: anchor.position.y }
  const isTaken = ({ x, y }: Point) =>
    nodes.some(({ position }) => Math.abs(position.x - x) < cardWidth && Math.abs(position.y - y) < 130)
  for (let tries = 0; tries < 50 && isTaken(place); tries += 1) place = { x: place.x, y: place.y + 48 }
  return place
}
