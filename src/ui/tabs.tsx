/** Several panels at one place. */
import type { ReactNode } from 'react'
import { Tabs as AriaTabs, Tab, TabList, TabPanel } from 'react-aria-components'
import { joinClasses } from './class-names.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import styles from './tabs.module.css'

export interface TabItem<Id extends string = string> {
  readonly id: Id
  readonly label: ReactNode
  readonly content: ReactNode
}

export interface TabsProps<Id extends string> {
  readonly label: string
  readonly items: readonly TabItem<Id>[]
  readonly selected?: Id
  readonly onSelect?: (id: Id) => void
  /** Controls at the end of the row of tabs. */
  readonly end?: ReactNode
  readonly className?: string | undefined
  readonly panelClassName?: string | undefined
}

export function Tabs<Id extends string>({
  label,
  items,
  selected,
  onSelect,
  end,
  className,
  panelClassName,
}: TabsProps<Id>) {
  return (
    <AriaTabs
      {...(selected === undefined ? {} : { selectedKey: selected })}
      onSelectionChange={(key) => {
        const item = items.find(({ id }) => id === key)
        if (item !== undefined) onSelect?.(item.id)
      }}
      className={joinClasses(styles['tabs'], className)}
    >
      <div className={styles['row']}>
        <TabList aria-label={label} className={styles['list'] ?? ''}>
          {items.map(({ id, label: text }) => (
            <Tab key={id} id={id} className={styles['tab'] ?? ''}>
              {text}
            </Tab>
          ))}
        </TabList>
        {end === undefined ? null : <div className={styles['end']}>{end}</div>}
      </div>
      {items.map(({ id, label: text, content }) => (
        <TabPanel key={id} id={id} className={joinClasses(styles['panel'], panelClassName)}>
          <ErrorBoundary {...(typeof text === 'string' ? { name: text } : {})}>{content}</ErrorBoundary>
        </TabPanel>
      ))}
    </AriaTabs>
  )
}
