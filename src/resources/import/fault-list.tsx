/** What is wrong with files that are to be imported, by line. */
import type { Failure } from '../../../runtime/core/errors/failure.ts'
import { useFailureText, useMessages } from '../../messages/messages-context.tsx'
import { Notice } from '../../ui/notice.tsx'
import styles from './import-dialog.module.css'

export interface FaultListProps {
  readonly tone: 'danger' | 'caution'
  readonly title: string
  /** The first of them. */
  readonly faults: readonly Failure[]
  /** How many there are in all. */
  readonly count: number
}

const shownFaults = 100

export function FaultList({ tone, title, faults, count }: FaultListProps) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const shown = faults.slice(0, shownFaults)
  return (
    <Notice tone={tone}>
      <p className={styles['strong']}>{title}</p>
      <ul className={styles['failures']} tabIndex={0} aria-label={say('resources.importFaults')}>
        {shown.map((fault, index) => (
          <li key={index}>{sayFailure(fault)}</li>
        ))}
        {count > shown.length ? <li>{say('resources.andMore', { n: count - shown.length })}</li> : null}
      </ul>
    </Notice>
  )
}
