/** The figures of a bank: all requests first, then each adapter version and intent. */
import type { BankFigures, BankMetrics } from '../../runtime/core/wire/bank-metrics.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { fewestForStatistic, formatCount, formatDuration } from '../ui/format-number.ts'
import { MeasuredValue } from '../ui/measured-value.tsx'
import { Table } from '../ui/table.tsx'
import styles from './bank-metrics-table.module.css'
import { shortenAdapter } from './decision-chip.tsx'

interface Row {
  readonly id: string
  /** Null for the row of all requests. */
  readonly group: { readonly adapter: string | null; readonly intent: string | null } | null
  readonly figures: BankFigures
}

export interface BankMetricsTableProps {
  readonly metrics: BankMetrics
  /** In a narrow place: the names stay in sight while the figures are scrolled. @default false */
  readonly isCompact?: boolean
}

export function BankMetricsTable({ metrics, isCompact = false }: BankMetricsTableProps) {
  const say = useMessages()
  const locale = useLocale()
  const rows: Row[] = [
    { id: 'all', group: null, figures: metrics.total },
    ...metrics.groups.map((group) => ({
      id: JSON.stringify([group.adapter, group.intent]),
      group,
      figures: group,
    })),
  ]
  const time = (n: number, value: number | null) =>
    value === null ? (n === 0 ? '–' : say('ui.tooFew')) : formatDuration(value, locale)
  return (
    <Table
      label={say('adapters.metrics')}
      className={isCompact ? styles['compact'] : styles['table']}
      isWide
      columns={[
        { id: 'group', title: say('adapters.adapterAndIntent'), cell: (row: Row) => <GroupName row={row} /> },
        {
          id: 'n',
          title: 'n',
          isNumber: true,
          cell: ({ figures: { n, failed } }) => (
            <>
              {formatCount(n, locale)}
              {failed === 0 ? null : (
                <span className={styles['failed']}>
                  {say('adapters.failed', { n: formatCount(failed, locale) })}
                </span>
              )}
            </>
          ),
        },
        ...(['p50', 'p95', 'p99'] as const).map((name) => ({
          id: name,
          title: name,
          isNumber: true,
          cell: ({ figures: { latencyMs } }: Row) => time(latencyMs.n, latencyMs[name]),
        })),
        {
          id: 'ttft',
          title: say('adapters.ttft'),
          isNumber: true,
          cell: ({ figures: { ttftMs } }) =>
            ttftMs.n < fewestForStatistic
              ? time(ttftMs.n, null)
              : `${time(ttftMs.n, ttftMs.p50)} / ${time(ttftMs.n, ttftMs.p95)}`,
        },
        {
          id: 'abstained',
          title: say('adapters.abstained'),
          cell: ({ figures }) => <MeasuredValue measured={figures.abstained} />,
        },
        { id: 'em', title: 'EM', cell: ({ figures }) => <MeasuredValue measured={figures.em} /> },
        { id: 'f1', title: 'F1', cell: ({ figures }) => <MeasuredValue measured={figures.f1} /> },
        {
          id: 'feedback',
          title: say('adapters.feedback'),
          cell: ({ figures }) => <MeasuredValue measured={figures.feedback} kind="feedback" />,
        },
      ]}
      rows={rows}
      idOf={({ id }) => id}
    />
  )
}

function GroupName({ row: { group } }: { row: Row }) {
  const say = useMessages()
  if (group === null) return <strong>{say('adapters.allRequests')}</strong>
  const { adapter, intent } = group
  return (
    <span className={styles['group']}>
      <span title={adapter ?? undefined}>
        {adapter === null ? say('adapters.withoutAdapter') : <code>{shortenAdapter(adapter)}</code>}
      </span>
      <span className={styles['soft']}>{intent ?? say('runs.noIntent')}</span>
    </span>
  )
}
