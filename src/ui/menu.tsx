/** Commands behind a button. */
import type { LucideIcon } from 'lucide-react'
import type { ReactElement } from 'react'
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import { joinClasses } from './class-names.ts'
import { Icon } from './icon.tsx'
import popover from './popover.module.css'
import { usePortalProps } from './portal-root.ts'

export interface Command {
  readonly id: string
  readonly label: string
  readonly icon?: LucideIcon
  readonly shortcut?: string
  /** A second line that helps to choose. */
  readonly description?: string
  readonly isDangerous?: boolean
  readonly isDisabled?: boolean
  /** Entries of another section than the one before stand below a line. */
  readonly section?: string
  readonly onAction: () => void
}

export interface MenuProps {
  readonly label: string
  readonly items: readonly Command[]
  /** The button that opens it. */
  readonly children: ReactElement
}

export function Menu({ label, items, children }: MenuProps) {
  const portal = usePortalProps()
  return (
    <MenuTrigger>
      {children}
      <Popover {...portal} offset={4} className={joinClasses(popover['popover'], popover['menu'])}>
        <CommandList label={label} items={items} />
      </Popover>
    </MenuTrigger>
  )
}

/** The list inside a menu, for those who place it themselves. */
export interface CommandListProps extends Pick<MenuProps, 'label' | 'items'> {
  /** Takes the focus at once: for a menu that no button opened. */
  readonly isFocused?: boolean
}

export function CommandList({ label, items, isFocused = false }: CommandListProps) {
  return (
    <AriaMenu
      aria-label={label}
      {...(isFocused ? { autoFocus: 'first' as const } : {})}
      items={items}
      className={popover['list'] ?? ''}
      disabledKeys={items.filter(({ isDisabled }) => isDisabled === true).map(({ id }) => id)}
    >
      {(item) => (
        <MenuItem
          id={item.id}
          textValue={item.label}
          onAction={item.onAction}
          className={joinClasses(
            popover['item'],
            item.isDangerous === true && popover['danger'],
            startsSection(items, item) && popover['startsSection'],
          )}
        >
          {item.icon === undefined ? null : <Icon icon={item.icon} />}
          {item.description === undefined ? (
            <span>{item.label}</span>
          ) : (
            <span className={popover['itemText']}>
              <span>{item.label}</span>
              <span className={popover['itemHelp']}>{item.description}</span>
            </span>
          )}
          {item.shortcut === undefined ? null : <span className={popover['shortcut']}>{item.shortcut}</span>}
        </MenuItem>
      )}
    </AriaMenu>
  )
}

function startsSection(items: readonly Command[], item: Command): boolean {
  const before = items[items.indexOf(item) - 1]
  return before !== undefined && before.section !== item.section
}
