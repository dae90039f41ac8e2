/** The node types on offer: drag one onto the canvas, click it, or press Enter on it. */
import type { KeyboardEvent } from 'react'
import { useId, useRef, useState } from 'react'
import type { NodeCategory } from '../../runtime/core/node/define-node.ts'
import { dragType } from '../drawing/drag-type.ts'
import { nodeIcon, nodeTone } from '../drawing/node-icons.ts'
import { useEditorActions } from '../drawing/use-editor-actions.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { useDocument } from '../session/editor-context.tsx'
import { Icon } from '../ui/icon.tsx'
import { Panel } from '../ui/panel.tsx'
import { SearchField } from '../ui/search-field.tsx'
import type { PaletteItem } from './match-nodes.ts'
import { groupByCategory, matchNodes } from './match-nodes.ts'
import { categoryKeys, usePaletteItems } from './palette-items.ts'
import styles from './palette-panel.module.css'

export function PalettePanel() {
  const say = useMessages()
  const [query, setQuery] = useState('')
  const list = useRef<HTMLDivElement>(null)
  const items = usePaletteItems()
  const categoryTitle = (category: NodeCategory) => say(categoryKeys[category])
  const matched = matchNodes(items, query, categoryTitle)
  const actions = useEditorActions()
  const add = ({ definition }: PaletteItem) => actions.add(definition, { at: null })
  const buttons = () => [...(list.current?.querySelectorAll('button') ?? [])]

  const onListKey = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const all = buttons()
    const next = all[all.findIndex((button) => button === document.activeElement) + step]
    next?.focus()
  }

  return (
    <Panel side="left" name="palette" label={say('document.palette')} initialSize={232} minSize={180}>
      <div className={styles['search']}>
        <SearchField
          label={say('palette.search')}
          value={query}
          onChange={setQuery}
          onSubmit={(text) => {
            // The text itself: what is drawn may lag behind fast fingers.
            const [first] = matchNodes(items, text, categoryTitle)
            if (first !== undefined && text !== '') add(first)
          }}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return
            event.preventDefault()
            buttons()[0]?.focus()
          }}
        />
      </div>
      <div ref={list} onKeyDown={onListKey} role="presentation">
        {query === '' ? (
          groupByCategory(items).map(({ category, items: own }) => (
            <PaletteSection key={category} title={say(categoryKeys[category])} items={own} onAdd={add} />
          ))
        ) : matched.length === 0 ? (
          <p className={styles['none']}>{say('palette.none', { query })}</p>
        ) : (
          <PaletteSection title={say('palette.found', { n: matched.length })} items={matched} onAdd={add} />
        )}
      </div>
    </Panel>
  )
}

interface PaletteSectionProps {
  readonly title: string
  readonly items: readonly PaletteItem[]
  readonly onAdd: (item: PaletteItem) => void
}

function PaletteSection({ title, items, onAdd }: PaletteSectionProps) {
  const heading = useId()
  const isReadOnly = useDocument((state) => state.isReadOnly)
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading} className={styles['category']}>
        {title}
      </h2>
      <ul>
        {items.map((item) => (
          <li key={item.definition.type}>
            <button
              type="button"
              className={styles['item']}
              disabled={isReadOnly}
              draggable={!isReadOnly}
              title={item.summary}
              onClick={() => onAdd(item)}
              onDragStart={(event) => {
                event.dataTransfer.setData(dragType, item.definition.type)
                event.dataTransfer.effectAllowed = 'copy'
              }}
            >
              <span className={styles['icon']} style={{ color: nodeTone(item.definition) }}>
                <Icon icon={nodeIcon(item.definition)} />
              </span>
              <span className={styles['texts']}>
                <span>{item.title}</span>
                <span className={styles['summary']}>{item.summary}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
