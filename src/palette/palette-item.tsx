/** A node type in the palette: drag it onto the canvas, click it, press Enter on it; the star keeps it at the top. */
import { Plus, Star } from 'lucide-react'
import type { ComponentProps, MouseEvent } from 'react'
import { useState } from 'react'
import { dragType } from '../drawing/drag-type.ts'
import { nodeIcon, nodeTone } from '../drawing/node-icons.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { useDocument, useEditor, useNodePicks } from '../session/editor-context.tsx'
import { Icon } from '../ui/icon.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import type { PaletteItem } from './match-nodes.ts'
import styles from './palette-list.module.css'
import type { useTouchDrag } from './use-touch-drag.ts'

export interface PaletteItemProps {
  readonly item: PaletteItem
  readonly onAdd: (item: PaletteItem) => void
  readonly handlersOf: ReturnType<typeof useTouchDrag>['handlersOf']
}

export function PaletteRow({ item, onAdd, handlersOf }: PaletteItemProps) {
  const say = useMessages()
  const { picks } = useEditor()
  const { type } = item.definition
  const openMenu = useItemMenu(item, onAdd)
  const isStarred = useNodePicks(({ starred }) => starred.includes(type))
  const [hasFocus, setHasFocus] = useState(false)
  return (
    <li
      className={styles['row']}
      onFocus={() => setHasFocus(true)}
      onBlur={() => setHasFocus(false)}
      onContextMenu={openMenu}
    >
      <DragButton item={item} className={styles['item']} onAdd={onAdd} handlersOf={handlersOf}>
        <span className={styles['texts']}>
          <span>{item.title}</span>
          <span className={styles['summary']}>{item.summary}</span>
        </span>
      </DragButton>
      <span className={styles['star']} data-starred={isStarred}>
        <IconButton
          label={say('palette.star', { title: item.title })}
          icon={Star}
          isSmall
          isToggled={isStarred}
          // One stop of the Tab key a node; from the node Tab and → go on to its star.
          excludeFromTabOrder={!hasFocus}
          onPress={() => picks.getState().toggleStar(type)}
        />
      </span>
    </li>
  )
}

/** @returns opens what can be done with the node type */
function useItemMenu(item: PaletteItem, onAdd: PaletteItemProps['onAdd']) {
  const say = useMessages()
  const { picks, session, document: documents } = useEditor()
  const { type } = item.definition
  return (event: MouseEvent) => {
    event.preventDefault()
    const { starred, toggleStar } = picks.getState()
    const add = { id: 'palette-add', label: say('palette.add'), icon: Plus, onAction: () => onAdd(item) }
    const star = {
      id: 'palette-star',
      label: say(starred.includes(type) ? 'palette.unstar' : 'palette.addStar'),
      icon: Star,
      onAction: () => toggleStar(type),
    }
    session.getState().open({
      kind: 'menu',
      at: { x: event.clientX, y: event.clientY },
      on: null,
      own: documents.getState().isReadOnly ? [star] : [add, star],
    })
  }
}

/** The sign alone, for the row of those used last. */
export function PaletteSign({ item, onAdd, handlersOf }: PaletteItemProps) {
  return (
    <li onContextMenu={useItemMenu(item, onAdd)}>
      <DragButton
        item={item}
        className={styles['sign']}
        onAdd={onAdd}
        handlersOf={handlersOf}
        aria-label={item.title}
        title={item.title}
      />
    </li>
  )
}

function DragButton({
  item,
  onAdd,
  handlersOf,
  children,
  ...rest
}: PaletteItemProps & ComponentProps<'button'>) {
  const isReadOnly = useDocument((state) => state.isReadOnly)
  return (
    <button
      type="button"
      data-palette-item={item.definition.type}
      disabled={isReadOnly}
      draggable={!isReadOnly}
      title={item.summary}
      onClick={() => onAdd(item)}
      onDragStart={(event) => {
        event.dataTransfer.setData(dragType, item.definition.type)
        event.dataTransfer.effectAllowed = 'copy'
      }}
      {...(isReadOnly ? {} : handlersOf(item))}
      {...rest}
    >
      <span className={styles['icon']} style={{ color: nodeTone(item.definition) }}>
        <Icon icon={nodeIcon(item.definition)} />
      </span>
      {children}
    </button>
  )
}
