/** Where the time went, as a stacked bar with its figures. */
import type { Cell } from '../../../runtime/core/wire/experiments.ts'
import { useLocale, useMessages } from '../../messages/messages-context.tsx'
import { formatDuration } from '../../ui/format-number.ts'
import { timeParts } from '../time-parts.ts'
import styles from './results.module.css'

export interface PartsBarProps {
  readonly parts: Cell['parts']
  /** What the whole width stands for. */
  readonly longestMs: number
}

export function PartsBar({ parts, longestMs }: PartsBarProps) {
  const say = useMessages()
  const locale = useLocale()
  return (
    <>
      <span className={styles['bar']} aria-hidden="true">
        {timeParts.map(({ id, color }) => (
          <span
            key={id}
            style={{ inlineSize: `${(parts[id] / (longestMs || 1)) * 100}%`, background: color }}
          />
        ))}
      </span>
      <span className={styles['note']}>
        {timeParts
          .map(({ id, titleKey }) => `${say(titleKey)} ${formatDuration(parts[id], locale)}`)
          .join(' · ')}
      </span>
    </>
  )
}
