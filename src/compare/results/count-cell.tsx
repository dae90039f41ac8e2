/** How many rows a variant's figures rest on, and what was left out or tried again. */
import type { Report } from '../../../runtime/core/wire/experiments.ts'
import { useLocale, useMessages } from '../../messages/messages-context.tsx'
import { formatCount } from '../../ui/format-number.ts'
import styles from './results.module.css'

export interface CountCellProps {
  readonly variant: Pick<Report['variants'][number], 'n' | 'failed' | 'timedOut' | 'retried'>
  readonly datasetRows: number
}

export function CountCell({ variant: { n, failed, timedOut, retried }, datasetRows }: CountCellProps) {
  const say = useMessages()
  const locale = useLocale()
  const count = (value: number) => formatCount(value, locale)
  return (
    <>
      <span className={styles['figure']}>{count(n)}</span>
      {n < datasetRows ? (
        <span className={styles['note']}>{say('compare.ofRows', { n: count(datasetRows) })}</span>
      ) : null}
      {failed === 0 ? null : (
        <span className={styles['fault']}>{say('compare.failed', { n: count(failed) })}</span>
      )}
      {timedOut === 0 ? null : (
        <span className={styles['fault']}>{say('compare.timedOut', { n: count(timedOut) })}</span>
      )}
      {retried === 0 ? null : (
        <span className={styles['note']}>{say('compare.retried', { n: count(retried) })}</span>
      )}
    </>
  )
}
