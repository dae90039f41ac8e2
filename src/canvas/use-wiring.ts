/** Drawing a wire: what it can end at while it is drawn, and what becomes of it where it is dropped. */
import type { Edge, FinalConnectionState, OnConnectStart } from '@xyflow/react'
import { useMemo, useRef, useState } from 'react'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { PortType } from '../../runtime/core/node/ports.ts'
import { fitsPort, portTypes } from '../../runtime/core/node/ports.ts'
import type { Point, PortEnd } from '../document/commands.ts'
import { findConverters, listConvertiblePorts } from '../document/converters.ts'
import { listCompatiblePorts, resolveNode, wireThatGivesWay } from '../document/resolve-node.ts'
import type { EditorActions } from '../drawing/use-editor-actions.ts'
import { useEditorActions } from '../drawing/use-editor-actions.ts'
import type { Say } from '../messages/catalogue.ts'
import { useMessages } from '../messages/messages-context.tsx'
import type { Editor } from '../session/editor-context.tsx'
import { useEditor } from '../session/editor-context.tsx'
import { treeOf } from '../ui/tree-of.ts'

type Side = 'input' | 'output'

/** The side and types that a wire being drawn can end at, as attributes that the style sheet reads. */
interface Wiring {
  readonly side: Side
  readonly fits: string
}

export function useWiring() {
  const { document: documents, nodes } = useEditor()
  const [wiring, setWiring] = useState<Wiring | null>(null)
  const drop = useDrop()
  /** The wire whose end is drawn to another place. */
  const moved = useRef<string | null>(null)
  // The same functions at each render, as in a step of a drag: with others React Flow draws all wires anew or tells its whole store.
  const gestures = useMemo(() => {
    const onConnectStart: OnConnectStart = (_event, { nodeId, handleId, handleType }) => {
      const record = documents.getState().document.nodes.find(({ id }) => id === nodeId)
      if (record === undefined) return
      const side = handleType === 'source' ? 'output' : 'input'
      const ports = resolveNode(record, nodes)[side === 'output' ? 'outputs' : 'inputs']
      const type = ports[handleId ?? '']?.type ?? 'any'
      const fits = (other: PortType) => (side === 'output' ? fitsPort(type, other) : fitsPort(other, type))
      setWiring({ side, fits: portTypes.filter(fits).join(' ') })
    }
    const onConnectEnd = (event: MouseEvent | TouchEvent, connection: FinalConnectionState) => {
      setWiring(null)
      const { fromNode, fromHandle, toHandle, isValid } = connection
      if (fromNode === null || fromHandle === null || isValid === true) return
      const side = fromHandle.type === 'source' ? 'output' : 'input'
      const end = { node: fromNode.id, port: fromHandle.id ?? '' }
      if (toHandle === null) drop.onNoPort(end, side, event, moved.current)
      else if (toHandle.type !== fromHandle.type) {
        drop.onPort(end, side, { node: toHandle.nodeId, port: toHandle.id ?? '' }, placeOf(event))
      }
    }
    const onReconnectStart = (_event: unknown, { id }: Edge) => {
      moved.current = id
    }
    const onReconnectEnd = () => {
      moved.current = null
    }
    return { onConnectStart, onConnectEnd, onReconnectStart, onReconnectEnd }
  }, [documents, nodes, drop])
  return { wiring, gestures }
}

function placeOf(event: MouseEvent | TouchEvent): Point {
  const pointer = 'changedTouches' in event ? event.changedTouches[0] : event
  return { x: pointer?.clientX ?? 0, y: pointer?.clientY ?? 0 }
}

/**
 * On a card: the only port that fits, or a question which. On a port that does not fit: the nodes that could stand between. On
 * nothing: the node types that fit.
 */
function useDrop() {
  const editor = useEditor()
  const actions = useEditorActions()
  const say = useMessages()
  return useMemo(() => createDrop(editor, actions, say), [editor, actions, say])
}

function createDrop({ document: documents, nodes, session }: Editor, actions: EditorActions, say: Say) {
  const onPort = (end: PortEnd, side: Side, other: PortEnd, at: Point) => {
    const { document, isReadOnly } = documents.getState()
    const [from, to] = side === 'output' ? [end, other] : [other, end]
    if (isReadOnly) return
    if (findConverters(document, nodes, from, to).length === 0) actions.connect(from, to)
    else session.getState().open({ kind: 'add-node', at, joint: { kind: 'between', from, to } })
  }
  /** A card has not said which wire would be replaced: the dialog does. */
  const isTaken = (document: PipelineDocument, end: PortEnd, side: Side, other: PortEnd) =>
    wireThatGivesWay(document, nodes, side === 'output' ? other : end) !== null
  const onNoPort = (end: PortEnd, side: Side, event: MouseEvent | TouchEvent, moved: string | null) => {
    const { document, isReadOnly } = documents.getState()
    if (isReadOnly) return
    const at = placeOf(event)
    const tree = event.target instanceof Node ? treeOf(event.target) : globalThis.document
    const under = tree.elementFromPoint(at.x, at.y)
    const onto = under?.closest('[data-card]')?.getAttribute('data-card') ?? undefined
    if (onto === end.node) return
    if (onto === undefined) {
      if (under?.closest('.react-flow__pane') === null) return
      const start =
        side === 'output' ? ({ kind: 'after', from: end } as const) : ({ kind: 'before', to: end } as const)
      const joint = moved === null ? start : { ...start, moved }
      session.getState().open({ kind: 'add-node', at, joint })
      return
    }
    const picked = { ...end, side, onto, ...(moved === null ? {} : { moved }) }
    const fitting = listCompatiblePorts(document, nodes, end, side).filter(({ node }) => node === onto)
    const [only] = fitting
    if (only === undefined) {
      const reached = listConvertiblePorts(document, nodes, end, side).filter(({ node }) => node === onto)
      const [first] = reached
      if (first === undefined) session.getState().announce(say('canvas.nothingFits'))
      else if (reached.length > 1) session.getState().pick(picked)
      else onPort(end, side, first, at)
    } else if (fitting.length > 1 || isTaken(document, end, side, only)) session.getState().pick(picked)
    else {
      const [from, to] = side === 'output' ? [end, only] : [only, end]
      if (moved === null) actions.connect(from, to)
      else actions.reconnect(moved, from, to)
    }
  }
  return { onPort, onNoPort }
}
