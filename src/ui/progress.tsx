/** How far something is, 0 to 1; without a value it only says that it goes on. */
import { ProgressBar } from 'react-aria-components'
import { useLocale } from '../messages/messages-context.tsx'
import { joinClasses } from './class-names.ts'
import { formatPercent } from './format-number.ts'
import styles from './progress.module.css'

export interface ProgressProps {
  readonly label: string
  readonly value?: number
  /** In place of the percentage, e.g. "120 of 600". */
  readonly valueText?: string
}

export function Progress({ label, value, valueText }: ProgressProps) {
  const locale = useLocale()
  const shown =
    valueText ?? (value === undefined ? undefined : formatPercent(Math.round(value * 100) / 100, locale))
  return (
    <ProgressBar
      aria-label={label}
      {...(value === undefined ? { isIndeterminate: true } : { value: value * 100 })}
      {...(shown === undefined ? {} : { valueLabel: shown })}
      className={styles['progress'] ?? ''}
    >
      {({ percentage, valueText: text }) => (
        <>
          <span className={styles['label']}>{label}</span>
          <span>{percentage === undefined ? null : text}</span>
          <div className={styles['bar']}>
            <div
              data-moves={percentage === undefined ? true : undefined}
              className={joinClasses(styles['fill'], percentage === undefined && styles['unknown'])}
              style={percentage === undefined ? {} : { inlineSize: `${percentage}%` }}
            />
          </div>
        </>
      )}
    </ProgressBar>
  )
}
