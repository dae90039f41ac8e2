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
export function CommandList({ label, items }: Pick<MenuProps, 'label' | 'items'>) {
  return (
    <AriaMenu
      aria-label={label}
      items={items}
      className={popover['list'] ?? ''}
      disabledKeys={items.filter(({ isDisabled }) => isDisabled === true).map(({ id }) => id)}
    >
      {(item) => (
        <MenuItem
          id={item.id}
          textValue={item.label}
          onAction={item.onAction}
          className={joinClasses(popover['item'], item.isDangerous === true && popover['danger'])}
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
