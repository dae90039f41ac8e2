/** The node types on offer: starred ones, those used last, and all of them by category. */
import type { KeyboardEvent } from 'react'
import { useId, useRef, useState } from 'react'
import { useEditorActions } from '../drawing/use-editor-actions.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { useNodePicks } from '../session/editor-context.tsx'
import { SearchField } from '../ui/search-field.tsx'
import { focusedBeside } from '../ui/tree-of.ts'
import type { PaletteItem } from './match-nodes.ts'
import { groupByCategory, matchNodes, pickItems } from './match-nodes.ts'
import type { PaletteItemProps } from './palette-item.tsx'
import { PaletteRow, PaletteSign } from './palette-item.tsx'
import { categoryKeys, usePaletteItems } from './palette-items.ts'
import styles from './palette-list.module.css'
import { useTouchDrag } from './use-touch-drag.ts'

export function PaletteList() {
  const say = useMessages()
  const [query, setQuery] = useState('')
  const list = useRef<HTMLDivElement>(null)
  const items = usePaletteItems(query)
  const { starred, recent } = useNodePicks((picks) => picks)
  const matched = matchNodes(items, query)
  const actions = useEditorActions()
  const { carried, handlersOf } = useTouchDrag()
  const add = ({ definition }: PaletteItem) => actions.add(definition, { at: null })
  const ways = { onAdd: add, handlersOf }
  const favourites = pickItems(items, starred)

  return (
    <>
      <div className={styles['search']}>
        <SearchField
          label={say('palette.search')}
          value={query}
          onChange={setQuery}
          onSubmit={(text) => {
            // The text itself: what is drawn may lag behind fast fingers.
            const [first] = matchNodes(items, text)
            if (first !== undefined && text !== '') add(first)
          }}
          onKeyDown={(event) => {
            if (event.key !== 'ArrowDown') return
            event.preventDefault()
            list.current?.querySelector<HTMLElement>('[data-palette-item]')?.focus()
          }}
        />
      </div>
      <div ref={list} onKeyDown={moveFocus} role="presentation">
        {query === '' ? (
          <>
            <RecentRow items={pickItems(items, recent)} {...ways} />
            {favourites.length === 0 ? null : (
              <PaletteSection title={say('palette.favourites')} items={favourites} {...ways} />
            )}
            {groupByCategory(items).map(({ category, items: own }) => (
              <PaletteSection key={category} title={say(categoryKeys[category])} items={own} {...ways} />
            ))}
          </>
        ) : matched.length === 0 ? (
          <p className={styles['none']}>{say('palette.none', { query })}</p>
        ) : (
          <PaletteSection title={say('palette.found', { n: matched.length })} items={matched} {...ways} />
        )}
      </div>
      {carried === null ? null : (
        <div
          className={styles['carried']}
          style={{ transform: `translate(${carried.at.x}px, ${carried.at.y}px)` }}
        >
          {carried.item.title}
        </div>
      )}
    </>
  )
}

/** Up and down from node to node, right to the star of one and left back to it. */
function moveFocus(event: KeyboardEvent): void {
  const list = event.currentTarget
  const focused = focusedBeside(list)
  const nodes = [...list.querySelectorAll<HTMLElement>('[data-palette-item]')]
  const row = focused?.closest('li')
  const own = row?.querySelector<HTMLElement>('[data-palette-item]')
  const at = nodes.findIndex((one) => one === own)
  const next = {
    ArrowDown: nodes[at + 1],
    ArrowUp: nodes[at - 1],
    ArrowRight: row?.querySelector<HTMLElement>('[aria-pressed]'),
    ArrowLeft: own,
  }[event.key]
  if (next === undefined || next === null) return
  event.preventDefault()
  next.focus()
}

type SectionProps = Omit<PaletteItemProps, 'item'> & { readonly items: readonly PaletteItem[] }

/** In a row of its own height, so that adding a node does not move the list under the pointer. */
function RecentRow({ items, ...ways }: SectionProps) {
  const say = useMessages()
  const heading = useId()
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading} className={styles['category']}>
        {say('palette.recent')}
      </h2>
      {items.length === 0 ? (
        <p className={styles['recentNone']}>{say('palette.recentNone')}</p>
      ) : (
        <ul className={styles['recent']}>
          {items.map((item) => (
            <PaletteSign key={item.definition.type} item={item} {...ways} />
          ))}
        </ul>
      )}
    </section>
  )
}

function PaletteSection({ title, items, ...ways }: SectionProps & { readonly title: string }) {
  const heading = useId()
  return (
    <section aria-labelledby={heading}>
      <h2 id={heading} className={styles['category']}>
        {title}
      </h2>
      <ul>
        {items.map((item) => (
          <PaletteRow key={item.definition.type} item={item} {...ways} />
        ))}
      </ul>
    </section>
  )
}
