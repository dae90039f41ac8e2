/** One of a few. */
import { ChevronDown } from 'lucide-react'
import { Select as AriaSelect, Button, ListBox, Popover, SelectValue } from 'react-aria-components'
import { useMessages } from '../messages/messages-context.tsx'
import { joinClasses } from './class-names.ts'
import styles from './field.module.css'
import type { FieldTextsProps } from './field-texts.tsx'
import { FieldHelp, FieldLabel } from './field-texts.tsx'
import { Icon } from './icon.tsx'
import type { Choice } from './choice.tsx'
import { ChoiceItem } from './choice.tsx'
import popover from './popover.module.css'
import { usePortalProps } from './portal-root.ts'

export interface SelectProps<Id extends string> extends FieldTextsProps {
  readonly items: readonly Choice<Id>[]
  readonly value: Id | null
  readonly onChange: (id: Id) => void
  readonly placeholder?: string
  readonly isDisabled?: boolean
  readonly className?: string | undefined
}

export function Select<Id extends string>({
  label,
  isLabelHidden,
  description,
  error,
  items,
  value,
  onChange,
  placeholder,
  isDisabled,
  className,
}: SelectProps<Id>) {
  const portal = usePortalProps()
  const say = useMessages()
  return (
    <AriaSelect
      value={value}
      onChange={(key) => {
        const item = items.find(({ id }) => id === key)
        if (item !== undefined) onChange(item.id)
      }}
      isDisabled={isDisabled === true}
      isInvalid={error !== undefined}
      {...(placeholder === undefined ? {} : { placeholder })}
      className={joinClasses(styles['field'], className)}
    >
      <FieldLabel label={label} isLabelHidden={isLabelHidden === true} />
      <Button className={joinClasses(styles['control'], styles['trigger'])}>
        <SelectValue className={styles['value'] ?? ''}>
          {({ isPlaceholder, selectedText, defaultChildren }) =>
            isPlaceholder ? defaultChildren : selectedText
          }
        </SelectValue>
        <Icon icon={ChevronDown} size={14} />
      </Button>
      <FieldHelp description={description} error={error} />
      <Popover {...portal} offset={4} className={joinClasses(popover['popover'], popover['choices'])}>
        <ListBox
          items={items}
          className={popover['list'] ?? ''}
          renderEmptyState={() => <div className={popover['empty']}>{say('ui.noResults')}</div>}
        >
          {(item) => <ChoiceItem item={item} />}
        </ListBox>
      </Popover>
    </AriaSelect>
  )
}
