/** A search field over a list: typing narrows it, arrow keys choose, Enter takes. */
import type { ReactNode } from 'react'
import { Autocomplete, ListBox, ListBoxItem } from 'react-aria-components'
import popover from './popover.module.css'
import { SearchField } from './search-field.tsx'
import styles from './search-list.module.css'

export interface SearchListItem {
  readonly id: string
  readonly label: string
  /** Before the label. */
  readonly sign?: ReactNode
  /** What kind of thing it is, at the right. */
  readonly kind?: string
  readonly shortcut?: string
  /** A second line that helps to choose. */
  readonly description?: string
  readonly onChoose: () => void
}

export interface SearchListProps {
  readonly label: string
  readonly placeholder: string
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly items: readonly SearchListItem[]
  readonly empty: string
  readonly onClose: () => void
}

export function SearchList({ label, placeholder, query, onQuery, items, empty, onClose }: SearchListProps) {
  return (
    <div
      className={styles['whole']}
      onKeyDownCapture={(event) => {
        // While an input method is open keys are its own.
        if (event.nativeEvent.isComposing) return
        const isChosen = event.target instanceof Element && event.target.hasAttribute('aria-activedescendant')
        const [only, another] = items
        // The field would only empty itself, and on Enter wait for an arrow key.
        if (event.key === 'Escape') onClose()
        else if (event.key === 'Enter' && !isChosen && another === undefined) only?.onChoose()
        else return
        event.preventDefault()
        event.stopPropagation()
      }}
    >
      <Autocomplete inputValue={query} onInputChange={onQuery}>
        <SearchField label={placeholder} value={query} onChange={onQuery} autoFocus />
        {/* Focusable, since its options are not: the field keeps the focus while arrow keys choose. */}
        <div role="group" aria-label={label} tabIndex={0} className={styles['list']}>
          <ListBox
            aria-label={label}
            items={items}
            selectionMode="none"
            className={popover['list'] ?? ''}
            onAction={(key) => items.find(({ id }) => id === key)?.onChoose()}
            renderEmptyState={() => <p className={popover['empty']}>{empty}</p>}
          >
            {(item) => (
              <ListBoxItem id={item.id} textValue={item.label} className={popover['item'] ?? ''}>
                {item.sign}
                <span className={popover['itemText']}>
                  <span>{item.label}</span>
                  {item.description === undefined ? null : (
                    <span className={popover['itemHelp']}>{item.description}</span>
                  )}
                </span>
                {item.kind === undefined ? null : <span className={styles['kind']}>{item.kind}</span>}
                {item.shortcut === undefined ? null : (
                  <span className={popover['shortcut']}>{item.shortcut}</span>
                )}
              </ListBoxItem>
            )}
          </ListBox>
        </div>
      </Autocomplete>
    </div>
  )
}
