/** Chosen or not, in a row of a table: the row has the words. */
import type { ChangeEvent, MouseEvent } from 'react'
import { useEffect, useRef } from 'react'
import styles from './checkbox.module.css'

export interface CheckboxProps {
  readonly label: string
  readonly isSelected: boolean
  /** Some of what it stands for is chosen. */
  readonly isPartly?: boolean
  readonly isDisabled?: boolean
  readonly onChange: (isSelected: boolean) => void
}

export function Checkbox({
  label,
  isSelected,
  isPartly = false,
  isDisabled = false,
  onChange,
}: CheckboxProps) {
  const box = useRef<HTMLInputElement>(null)
  useEffect(() => {
    // There is no attribute for it.
    if (box.current !== null) box.current.indeterminate = isPartly
  }, [isPartly])
  return (
    // A press beside the box is meant for it, and not for the row.
    <label className={styles['place']} onClick={(event: MouseEvent) => event.stopPropagation()}>
      <input
        ref={box}
        type="checkbox"
        className={styles['box']}
        aria-label={label}
        checked={isSelected}
        disabled={isDisabled}
        onChange={(event: ChangeEvent<HTMLInputElement>) => onChange(event.target.checked)}
      />
    </label>
  )
}
