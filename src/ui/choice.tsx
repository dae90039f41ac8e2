/** One line of a select or a combo box. */
import { Check } from 'lucide-react'
import { ListBoxItem } from 'react-aria-components'
import { Icon } from './icon.tsx'
import popover from './popover.module.css'

export interface Choice<Id extends string = string> {
  readonly id: Id
  readonly label: string
  readonly description?: string
  /** Shown, but not to be chosen; `description` says why. */
  readonly isDisabled?: boolean
}

export function ChoiceItem({ item }: { item: Choice }) {
  return (
    <ListBoxItem
      id={item.id}
      textValue={item.label}
      isDisabled={item.isDisabled === true}
      className={popover['item'] ?? ''}
    >
      {({ isSelected }) => (
        <>
          <span className={popover['itemText']}>
            <span>{item.label}</span>
            {item.description === undefined ? null : (
              <span className={popover['itemHelp']}>{item.description}</span>
            )}
          </span>
          {isSelected ? <Icon icon={Check} size={14} /> : null}
        </>
      )}
    </ListBoxItem>
  )
}
