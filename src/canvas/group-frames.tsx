/** Groups on the canvas: a frame behind the cards, or one card in their place. */
import { ViewportPortal } from '@xyflow/react'
import { ChevronDown, ChevronRight, Palette, Ungroup } from 'lucide-react'
import type { CSSProperties, MouseEvent } from 'react'
import { memo } from 'react'
import type { GroupRecord } from '../document/group-commands.ts'
import { changeGroup, groupColors, ungroupNodes } from '../document/group-commands.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { useDocument, useEditor, useSession } from '../session/editor-context.tsx'
import { useUndoKeys } from '../session/use-undo-keys.ts'
import { joinClasses } from '../ui/class-names.ts'
import { LateIconButton } from '../ui/late-icon-button.tsx'
import type { GroupBox } from '../drawing/group-geometry.ts'
import { groupTone } from '../drawing/group-tone.ts'
import type { CardNode } from './flow-nodes.ts'
import styles from './group-frames.module.css'
import { GroupFacts, GroupState } from './group-state.tsx'
import { useGroupBoxes } from './use-group-boxes.ts'
import type { CardDrag } from './use-group-drag.ts'
import { selectGroup, useGroupDrag } from './use-group-drag.ts'

interface GroupFramesProps extends CardDrag {
  readonly cards: readonly CardNode[]
}

export function GroupFrames({ cards, begin, onDrop }: GroupFramesProps) {
  const boxes = useGroupBoxes(cards)
  if (boxes.length === 0) return null
  return (
    <ViewportPortal>
      {boxes.map((box) => (
        <GroupFrame key={box.group.id} {...box} begin={begin} onDrop={onDrop} />
      ))}
    </ViewportPortal>
  )
}

/** Memoized: of what is dragged only the group around it is drawn anew. */
const GroupFrame = memo(function GroupFrame({
  group,
  x,
  y,
  width,
  height,
  ...cardDrag
}: GroupBox & CardDrag) {
  const say = useMessages()
  const { session } = useEditor()
  const isReadOnly = useDocument((state) => state.isReadOnly)
  const isSelected = useSession(
    ({ selection }) => group.collapsed && group.nodes.some((id) => selection.nodes.has(id)),
  )
  const drag = useGroupDrag(group, cardDrag)
  const openMenu = useGroupMenu(group, isReadOnly)
  const style = {
    transform: `translate(${x}px, ${y}px)`,
    inlineSize: width,
    blockSize: height,
    '--tone': groupTone(group),
  } as CSSProperties
  const handle = {
    ...(isReadOnly ? {} : drag),
    onDoubleClick: (event: MouseEvent) => event.stopPropagation(),
    onClick: () => selectGroup(session, group),
    onContextMenu: openMenu,
  }
  return (
    <div
      className={joinClasses(styles['frame'], group.collapsed && !isReadOnly && 'nopan')}
      style={style}
      role="group"
      aria-label={say('canvas.groupLabel', { title: group.title, n: group.nodes.length })}
      data-group={group.id}
      data-collapsed={group.collapsed}
      data-selected={isSelected}
      {...(group.collapsed ? handle : {})}
    >
      <div
        className={joinClasses(styles['head'], !isReadOnly && 'nopan')}
        {...(group.collapsed ? {} : handle)}
      >
        <GroupTools group={group} isReadOnly={isReadOnly} />
        {group.collapsed ? <GroupState group={group} /> : null}
      </div>
      {group.collapsed ? <GroupFacts group={group} /> : null}
    </div>
  )
})

/** @returns opens what can be done with the group, and with any selection */
function useGroupMenu(group: GroupRecord, isReadOnly: boolean) {
  const say = useMessages()
  const { document: documents, session } = useEditor()
  const fold = {
    id: 'group-fold',
    label: say(group.collapsed ? 'canvas.groupExpand' : 'canvas.groupCollapse'),
    icon: group.collapsed ? ChevronRight : ChevronDown,
    onAction: () => documents.getState().apply(changeGroup(group.id, { collapsed: !group.collapsed })),
  }
  return (event: MouseEvent) => {
    if (event.target instanceof HTMLInputElement) return
    event.preventDefault()
    selectGroup(session, group)
    const at = { x: event.clientX, y: event.clientY }
    session.getState().open({ kind: 'menu', at, on: 'nodes', own: isReadOnly ? [] : [fold] })
  }
}

function GroupTools({ group, isReadOnly }: { group: GroupRecord; isReadOnly: boolean }) {
  const say = useMessages()
  const { document: documents } = useEditor()
  const undoKeys = useUndoKeys()
  const change = (next: Parameters<typeof changeGroup>[1]) =>
    documents.getState().apply(changeGroup(group.id, next))
  const nextColor =
    groupColors[(groupColors.findIndex((one) => one === group.color) + 1) % groupColors.length]
  return (
    <>
      <LateIconButton
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
        onKeyDown={undoKeys}
        onClick={(event) => event.stopPropagation()}
      />
      <LateIconButton
        label={say('canvas.groupColor')}
        icon={Palette}
        isSmall
        isDisabled={isReadOnly}
        className="nodrag"
        onPress={() => change({ color: nextColor ?? 'text' })}
      />
      <LateIconButton
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
