/** What stands around a control: its label above, help or error below. */
import type { ReactNode } from 'react'
import { FieldError, Label, Text } from 'react-aria-components'
import { joinClasses } from './class-names.ts'
import styles from './field.module.css'

export interface FieldTextsProps {
  readonly label: string
  /** Read out but not shown: for controls whose place says what they are. */
  readonly isLabelHidden?: boolean
  readonly description?: ReactNode
  /** What is wrong with the value, in words. */
  readonly error?: string | undefined
}

export function FieldLabel({ label, isLabelHidden }: Pick<FieldTextsProps, 'label' | 'isLabelHidden'>) {
  return (
    <Label className={joinClasses(styles['label'], isLabelHidden === true && styles['hidden'])}>
      {label}
    </Label>
  )
}

export function FieldHelp({ description, error }: Pick<FieldTextsProps, 'description' | 'error'>) {
  return (
    <>
      {description === undefined || error !== undefined ? null : (
        <Text slot="description" className={styles['description'] ?? ''}>
          {description}
        </Text>
      )}
      <FieldError className={styles['error'] ?? ''}>{error}</FieldError>
    </>
  )
}
