/** Text on one line or several. */
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import type { TextFieldProps as AriaTextFieldProps } from 'react-aria-components'
import { TextField as AriaTextField, Group, Input, TextArea } from 'react-aria-components'
import { joinClasses } from './class-names.ts'
import styles from './field.module.css'
import type { FieldTextsProps } from './field-texts.tsx'
import { FieldHelp, FieldLabel } from './field-texts.tsx'
import { Icon } from './icon.tsx'

export interface TextFieldProps
  extends FieldTextsProps, Omit<AriaTextFieldProps, 'className' | 'children' | 'style' | 'isInvalid'> {
  readonly isMultiline?: boolean
  readonly rows?: number
  readonly isMonospace?: boolean
  readonly placeholder?: string
  readonly icon?: LucideIcon
  /** A control inside the field, at its end. */
  readonly end?: ReactNode
  readonly className?: string | undefined
}

export function TextField({
  label,
  isLabelHidden,
  description,
  error,
  isMultiline,
  rows,
  isMonospace,
  placeholder,
  icon,
  end,
  className,
  onKeyDown,
  ...rest
}: TextFieldProps) {
  const inputClass = joinClasses(
    styles['input'],
    isMultiline === true && styles['area'],
    isMonospace === true && styles['mono'],
  )
  const hint = placeholder === undefined ? {} : { placeholder }
  return (
    <AriaTextField
      {...rest}
      {...(onKeyDown === undefined ? {} : { onKeyDown: letPass(onKeyDown) })}
      isInvalid={error !== undefined}
      className={joinClasses(styles['field'], className)}
    >
      <FieldLabel label={label} isLabelHidden={isLabelHidden === true} />
      <Group className={styles['control'] ?? ''}>
        {icon === undefined ? null : <Icon icon={icon} className={styles['lead']} size={24} />}
        {isMultiline === true ? (
          <TextArea {...hint} rows={rows ?? 3} className={inputClass} />
        ) : (
          <Input {...hint} className={inputClass} />
        )}
        {end}
      </Group>
      <FieldHelp description={description} error={error} />
    </AriaTextField>
  )
}

type KeyHandler = NonNullable<AriaTextFieldProps['onKeyDown']>

/** React Aria keeps every key from what stands around a field that listens: here only those it makes something of. */
function letPass(onKeyDown: KeyHandler): KeyHandler {
  return (event) => {
    onKeyDown(event)
    if (!event.isDefaultPrevented()) event.continuePropagation()
  }
}
