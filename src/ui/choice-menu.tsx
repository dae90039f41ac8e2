/** Any number of a few, behind a button. */
import { Check } from 'lucide-react'
import type { ReactElement } from 'react'
import { Menu as AriaMenu, MenuItem, MenuTrigger, Popover } from 'react-aria-components'
import type { Choice } from './choice.tsx'
import { joinClasses } from './class-names.ts'
import { Icon } from './icon.tsx'
import popover from './popover.module.css'
import { usePortalProps } from './portal-root.ts'

export interface ChoiceMenuProps {
  readonly label: string
  readonly items: readonly Choice[]
  readonly selected: ReadonlySet<string>
  readonly onChange: (selected: ReadonlySet<string>) => void
  /** The button that opens it. */
  readonly children: ReactElement
}

export function ChoiceMenu({ label, items, selected, onChange, children }: ChoiceMenuProps) {
  const portal = usePortalProps()
  return (
    <MenuTrigger>
      {children}
      <Popover {...portal} offset={4} className={joinClasses(popover['popover'], popover['menu'])}>
        <AriaMenu
          aria-label={label}
          items={items}
          selectionMode="multiple"
          selectedKeys={selected}
          onSelectionChange={(keys) => {
            const chosen = keys === 'all' ? items.map(({ id }) => id) : [...keys].map(String)
            onChange(new Set(chosen))
          }}
          className={popover['list'] ?? ''}
        >
          {({ id, label: text, description }) => (
            <MenuItem id={id} textValue={text} className={popover['item'] ?? ''}>
              {({ isSelected }) => (
                <>
                  <span className={popover['itemText']}>
                    <span>{text}</span>
                    {description === undefined ? null : (
                      <span className={popover['itemHelp']}>{description}</span>
                    )}
                  </span>
                  {isSelected ? <Icon icon={Check} size={14} /> : null}
                </>
              )}
            </MenuItem>
          )}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  )
}
