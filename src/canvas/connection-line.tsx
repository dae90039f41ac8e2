/** The wire while it is drawn, and beside the pointer the reason when the port under it cannot take it. */
import type { ConnectionLineComponentProps } from '@xyflow/react'
import { getBezierPath, Position, useConnection, useStore, ViewportPortal } from '@xyflow/react'
import { useMessages } from '../messages/messages-context.tsx'
import { useDocument, useEditor } from '../session/editor-context.tsx'
import { joinClasses } from '../ui/class-names.ts'
import { findConverters } from '../document/converters.ts'
import { checkConnection, resolveNode } from '../document/resolve-node.ts'
import type { CardNode } from './flow-nodes.ts'
import styles from './connection-line.module.css'
import { portColour } from '../drawing/port-shape.tsx'
import { describeRefusal, describeReplaced } from '../drawing/port-texts.ts'
import { usePortNames } from '../drawing/use-port-names.ts'
import { handleReach } from '../drawing/wire-path.ts'

export function ConnectionLine({
  fromX,
  fromY,
  fromPosition,
  toX,
  toY,
  toPosition,
  fromHandle,
  fromNode,
  connectionStatus,
}: ConnectionLineComponentProps<CardNode>) {
  const { nodes } = useEditor()
  const record = useDocument(({ document }) => document.nodes.find(({ id }) => id === fromNode.id))
  const [path] = getBezierPath({
    sourceX: fromX + (fromPosition === Position.Right ? -handleReach : handleReach),
    sourceY: fromY,
    sourcePosition: fromPosition,
    targetX: toX,
    targetY: toY,
    targetPosition: toPosition,
  })
  const side = fromHandle.type === 'source' ? 'outputs' : 'inputs'
  const port = record === undefined ? undefined : resolveNode(record, nodes)[side][fromHandle.id ?? '']
  const colour = connectionStatus === 'invalid' ? 'var(--sb-danger)' : portColour(port?.type ?? 'any')
  return <path d={path} fill="none" stroke={colour} strokeWidth={2} strokeDasharray="6 4" />
}

/** Stands in the flow so that it moves with it. */
export function ConnectionHint() {
  const say = useMessages()
  const { nodes } = useEditor()
  const document = useDocument((state) => state.document)
  const names = usePortNames()
  const zoom = useStore(({ transform }) => transform[2])
  const { inProgress, fromHandle, toHandle, to } = useConnection<CardNode>()
  if (!inProgress || toHandle === null || toHandle.type === fromHandle.type) return null
  const ends = [fromHandle, toHandle].map(({ nodeId, id }) => ({ node: nodeId, port: id ?? '' }))
  const [first, second] = fromHandle.type === 'source' ? ends : ends.toReversed()
  if (first === undefined || second === undefined) return null
  const verdict = checkConnection(document, nodes, first, second)
  if (verdict.isAllowed && verdict.replaces === null) return null
  const canConvert = !verdict.isAllowed && findConverters(document, nodes, first, second).length > 0
  return (
    <ViewportPortal>
      <div
        className={joinClasses(styles['hint'], verdict.isAllowed && styles['note'])}
        // Of the same size however far one looks from: it has to be read at once.
        style={{
          transform: `translate(${to.x + 18 / zoom}px, ${to.y + 14 / zoom}px) scale(${1 / zoom})`,
        }}
        role="status"
        data-testid="connection-hint"
      >
        {verdict.isAllowed
          ? describeReplaced(verdict.replaces, names, say)
          : describeRefusal(verdict.reason, say)}
        {canConvert ? <div>{say('canvas.willConvert')}</div> : null}
      </div>
    </ViewportPortal>
  )
}
