/** How far something is, 0 to 1; without a value it only says that it goes on. */
import { ProgressBar } from 'react-aria-components'
import { joinClasses } from './class-names.ts'
import styles from './progress.module.css'

export interface ProgressProps {
  readonly label: string
  readonly value?: number
  /** In place of the percentage, e.g. "120 of 600". */
  readonly valueText?: string
}

export function Progress({ label, value, valueText }: ProgressProps) {
  return (
    <ProgressBar
      aria-label={label}
      {...(value === undefined ? { isIndeterminate: true } : { value: value * 100 })}
      {...(valueText === undefined ? {} : { valueLabel: valueText })}
      className={styles['progress'] ?? ''}
    >
      {({ percentage, valueText: text }) => (
        <>
          <span className={styles['label']}>{label}</span>
          <span>{percentage === undefined ? null : text}</span>
          <div className={styles['bar']}>
            <div
              className={joinClasses(styles['fill'], percentage === undefined && styles['unknown'])}
              style={percentage === undefined ? {} : { inlineSize: `${percentage}%` }}
            />
          </div>
        </>
      )}
    </ProgressBar>
  )
}
