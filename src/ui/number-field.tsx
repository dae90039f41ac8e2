/** A number with range and unit. An emptied field gives `undefined`. */
import { ChevronDown, ChevronUp } from 'lucide-react'
import { NumberField as AriaNumberField, Button, Group, Input } from 'react-aria-components'
import { joinClasses } from './class-names.ts'
import styles from './field.module.css'
import type { FieldTextsProps } from './field-texts.tsx'
import { FieldHelp, FieldLabel } from './field-texts.tsx'
import { Icon } from './icon.tsx'

export interface NumberFieldProps extends FieldTextsProps {
  readonly value: number | undefined
  readonly onChange: (value: number | undefined) => void
  readonly minValue?: number
  readonly maxValue?: number
  readonly step?: number
  readonly unit?: string
  readonly isDisabled?: boolean
  readonly isReadOnly?: boolean
  readonly className?: string | undefined
}

export function NumberField({
  label,
  isLabelHidden,
  description,
  error,
  value,
  onChange,
  unit,
  className,
  ...rest
}: NumberFieldProps) {
  return (
    <AriaNumberField
      {...rest}
      value={value ?? Number.NaN}
      onChange={(next) => onChange(Number.isNaN(next) ? undefined : next)}
      formatOptions={{ maximumFractionDigits: 6, useGrouping: true }}
      isInvalid={error !== undefined}
      className={joinClasses(styles['field'], className)}
    >
      <FieldLabel label={label} isLabelHidden={isLabelHidden === true} />
      <Group className={styles['control'] ?? ''}>
        <Input className={styles['input'] ?? ''} />
        {unit === undefined ? null : <span className={styles['unit']}>{unit}</span>}
        <span className={styles['steppers']}>
          <Button slot="increment" className={styles['inner'] ?? ''}>
            <Icon icon={ChevronUp} size={10} />
          </Button>
          <Button slot="decrement" className={styles['inner'] ?? ''}>
            <Icon icon={ChevronDown} size={10} />
          </Button>
        </span>
      </Group>
      <FieldHelp description={description} error={error} />
    </AriaNumberField>
  )
}
