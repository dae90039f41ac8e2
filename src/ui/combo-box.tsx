/** One of many, found by typing; with `allowsCustomValue` any text will do. */
import { ChevronDown } from 'lucide-react'
import { useState } from 'react'
import { ComboBox as AriaComboBox, Button, Group, Input, ListBox, Popover } from 'react-aria-components'
import { useMessages } from '../messages/messages-context.tsx'
import type { Choice } from './choice.tsx'
import { ChoiceItem } from './choice.tsx'
import { joinClasses } from './class-names.ts'
import styles from './field.module.css'
import type { FieldTextsProps } from './field-texts.tsx'
import { FieldHelp, FieldLabel } from './field-texts.tsx'
import { Icon } from './icon.tsx'
import popover from './popover.module.css'
import { usePortalProps } from './portal-root.ts'

export interface ComboBoxProps extends FieldTextsProps {
  readonly items: readonly Choice[]
  readonly value: string
  readonly onChange: (value: string) => void
  readonly allowsCustomValue?: boolean
  /** The field is for adding: it is empty again after each choice. */
  readonly isEmptiedOnChange?: boolean
  /** Shows all there are as soon as the field has the focus. @default true */
  readonly opensOnFocus?: boolean
  readonly placeholder?: string
  readonly isDisabled?: boolean
  readonly className?: string | undefined
}

export function ComboBox({
  label,
  isLabelHidden,
  description,
  error,
  items,
  value,
  onChange,
  allowsCustomValue,
  isEmptiedOnChange,
  opensOnFocus = true,
  placeholder,
  isDisabled,
  className,
}: ComboBoxProps) {
  const portal = usePortalProps()
  const say = useMessages()
  const known = items.find(({ id }) => id === value)
  const shown = known?.label ?? value
  const [typed, setTyped] = useState(shown)
  const [shownBefore, setShownBefore] = useState(shown)
  if (shown !== shownBefore) {
    setShownBefore(shown)
    setTyped(shown)
  }
  const take = (next: string) => {
    setTyped(isEmptiedOnChange === true ? '' : (items.find(({ id }) => id === next)?.label ?? next))
    if (next !== value) onChange(next)
  }
  const takeTyped = () => take(items.find((item) => item.label === typed)?.id ?? typed)
  return (
    <AriaComboBox
      defaultItems={items}
      value={known === undefined ? null : value}
      inputValue={typed}
      onInputChange={setTyped}
      onChange={(key) => {
        if (typeof key === 'string') take(key)
      }}
      onBlur={() => {
        if (allowsCustomValue === true) takeTyped()
        else setTyped(shown)
      }}
      allowsCustomValue={allowsCustomValue === true}
      allowsEmptyCollection
      menuTrigger={opensOnFocus ? 'focus' : 'input'}
      isDisabled={isDisabled === true}
      isInvalid={error !== undefined}
      className={joinClasses(styles['field'], className)}
    >
      <FieldLabel label={label} isLabelHidden={isLabelHidden === true} />
      <Group
        className={styles['control'] ?? ''}
        onKeyDownCapture={(event) => {
          // With an entry of the list in focus, Enter chooses that; else it takes what was typed.
          const hasFocusedItem =
            event.target instanceof Element && event.target.hasAttribute('aria-activedescendant')
          if (event.key === 'Enter' && allowsCustomValue === true && !hasFocusedItem) takeTyped()
        }}
      >
        <Input className={styles['input'] ?? ''} {...(placeholder === undefined ? {} : { placeholder })} />
        <Button className={styles['inner'] ?? ''} aria-label={say('ui.showAll')}>
          <Icon icon={ChevronDown} size={14} />
        </Button>
      </Group>
      <FieldHelp description={description} error={error} />
      <Popover {...portal} offset={4} className={popover['popover'] ?? ''}>
        <ListBox
          className={popover['list'] ?? ''}
          renderEmptyState={() => <div className={popover['empty']}>{say('ui.noResults')}</div>}
        >
          {(item: Choice) => <ChoiceItem item={item} />}
        </ListBox>
      </Popover>
    </AriaComboBox>
  )
}
