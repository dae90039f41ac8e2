/** Groups on the canvas: a frame behind the cards, or one card in their place. */
import { ViewportPortal } from '@xyflow/react'
import { ChevronDown, ChevronRight, Palette, Ungroup } from 'lucide-react'
import type { CSSProperties } from 'react'
import { useState } from 'react'
import type { Point } from '../document/commands.ts'
import { moveNodes } from '../document/commands.ts'
import { changeGroup, groupColors, isGroupColor, ungroupNodes } from '../document/group-commands.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { useDocument, useEditor } from '../session/editor-context.tsx'
import { snapToGrid } from '../drawing/find-place.ts'
import { wirePath } from '../drawing/wire-path.ts'
import { IconButton } from '../ui/icon-button.tsx'
import type { GroupBox } from '../drawing/group-geometry.ts'
import { crossingWires, placeGroups } from '../drawing/group-geometry.ts'
import styles from './group-frames.module.css'
import { useDrag } from './use-drag.ts'

export function GroupFrames() {
  const { nodes: registry, cards } = useEditor()
  const nodes = useDocument(({ document }) => document.nodes)
  const edges = useDocument(({ document }) => document.edges)
  const groups = useDocument(({ document }) => document.groups)
  if (groups.length === 0) return null
  const source = { nodes, edges, groups, registry, cards }
  const boxes = placeGroups(source)
  const wires = crossingWires(source, boxes)
  return (
    <ViewportPortal>
      {wires.length === 0 ? null : (
        <svg className={styles['wires']} aria-hidden>
          {wires.map(({ id, from, to }) => (
            <path key={id} d={wirePath(from, to)} data-crossing={id} />
          ))}
        </svg>
      )}
      {boxes.map((box) => (
        <GroupFrame key={box.group.id} box={box} />
      ))}
    </ViewportPortal>
  )
}

function GroupFrame({ box }: { box: GroupBox }) {
  const say = useMessages()
  const { document: documents, session } = useEditor()
  const isReadOnly = useDocument((state) => state.isReadOnly)
  const [shift, setShift] = useState<Point>({ x: 0, y: 0 })
  const { group } = box
  const drag = useDrag({
    onDrag: setShift,
    onDrop: (by) => {
      setShift({ x: 0, y: 0 })
      const { nodes } = documents.getState().document
      const members = nodes.filter(({ id }) => group.nodes.includes(id))
      const step = snapToGrid(by)
      const places = members.map(
        ({ id, position }) => [id, { x: position.x + step.x, y: position.y + step.y }] as const,
      )
      documents.getState().apply(moveNodes(new Map(places)))
    },
  })
  const tone = isGroupColor(group.color) ? group.color : 'json'
  const style = {
    transform: `translate(${box.x + shift.x}px, ${box.y + shift.y}px)`,
    inlineSize: box.width,
    blockSize: box.height,
    '--tone': `var(--sb-port-${tone})`,
  } as CSSProperties
  return (
    <div
      className={styles['frame']}
      style={style}
      role="group"
      aria-label={say('canvas.groupLabel', { title: group.title, n: group.nodes.length })}
      data-group={group.id}
      data-collapsed={group.collapsed}
    >
      <div
        className={styles['head']}
        {...(isReadOnly ? {} : drag)}
        onDoubleClick={(event) => event.stopPropagation()}
        onClick={() => session.getState().select(group.nodes)}
        onContextMenu={(event) => {
          if (event.target instanceof HTMLInputElement) return
          event.preventDefault()
          session.getState().select(group.nodes)
          const own = isReadOnly
            ? []
            : [
                {
                  id: 'group-fold',
                  label: say(group.collapsed ? 'canvas.groupExpand' : 'canvas.groupCollapse'),
                  icon: group.collapsed ? ChevronRight : ChevronDown,
                  onAction: () =>
                    documents.getState().apply(changeGroup(group.id, { collapsed: !group.collapsed })),
                },
              ]
          session
            .getState()
            .open({ kind: 'menu', at: { x: event.clientX, y: event.clientY }, on: 'nodes', own })
        }}
      >
        <GroupTools box={box} isReadOnly={isReadOnly} />
      </div>
      {group.collapsed ? (
        <p className={styles['count']}>{say('document.nodeCount', { n: group.nodes.length })}</p>
      ) : null}
    </div>
  )
}

function GroupTools({ box: { group }, isReadOnly }: { box: GroupBox; isReadOnly: boolean }) {
  const say = useMessages()
  const { document: documents } = useEditor()
  const change = (next: Parameters<typeof changeGroup>[1]) =>
    documents.getState().apply(changeGroup(group.id, next))
  const nextColor =
    groupColors[(groupColors.findIndex((one) => one === group.color) + 1) % groupColors.length]
  return (
    <>
      <IconButton
        label={say(group.collapsed ? 'canvas.groupExpand' : 'canvas.groupCollapse')}
        icon={group.collapsed ? ChevronRight : ChevronDown}
        isSmall
        isDisabled={isReadOnly}
        className="nodrag"
        onPress={() => change({ collapsed: !group.collapsed })}
      />
      <input
        className={`${styles['title'] ?? ''} nodrag`}
        aria-label={say('canvas.groupTitle')}
        value={group.title}
        maxLength={120}
        readOnly={isReadOnly}
        onChange={({ target }) => change({ title: target.value })}
        onClick={(event) => event.stopPropagation()}
      />
      <IconButton
        label={say('canvas.groupColor')}
        icon={Palette}
        isSmall
        isDisabled={isReadOnly}
        className="nodrag"
        onPress={() => change({ color: nextColor ?? 'text' })}
      />
      <IconButton
        label={say('commands.ungroup')}
        icon={Ungroup}
        isSmall
        isDisabled={isReadOnly}
        className="nodrag"
        onPress={() => documents.getState().apply(ungroupNodes(new Set(group.nodes)))}
      />
    </>
  )
}
