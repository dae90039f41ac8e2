/** The columns that lists of runs share. */
import { Pin } from 'lucide-react'
import type { ReactNode } from 'react'
import type { RunSummary } from '../../runtime/core/wire/runs.ts'
import type { Say } from '../messages/catalogue.ts'
import type { Locale } from '../messages/locale.ts'
import { SummaryChips } from '../runs/decision-chip.tsx'
import { Badge } from '../ui/badge.tsx'
import { formatDuration, formatMoment } from '../ui/format-number.ts'
import type { Column } from '../ui/table.tsx'
import styles from './run-columns.module.css'
import { RunStatusBadge } from './run-status.tsx'

/** `open` makes the link or button of the first cell around its text. */
export function runColumns(
  say: Say,
  locale: Locale,
  open: (run: RunSummary, label: ReactNode) => ReactNode,
): readonly Column<RunSummary>[] {
  return [
    {
      id: 'question',
      title: say('runs.question'),
      cell: (run) => (
        <div className={styles['question']}>
          {open(run, run.question === '' ? say('runs.noQuestion') : run.question)}
        </div>
      ),
    },
    {
      id: 'decision',
      title: say('runs.decision'),
      cell: (run) => (
        <div className={styles['decision']}>
          <SummaryChips summary={run} />
        </div>
      ),
    },
    {
      id: 'duration',
      title: say('runs.duration'),
      isNumber: true,
      cell: ({ wallMs }) => (wallMs === null ? '–' : formatDuration(wallMs, locale)),
    },
    {
      id: 'status',
      title: say('runs.status'),
      cell: ({ status, pinned }) => (
        <div className={styles['status']}>
          <RunStatusBadge status={status} />
          {pinned === undefined ? null : (
            <Badge icon={Pin}>{say('runs.pinnedNodes', { n: pinned.length })}</Badge>
          )}
        </div>
      ),
    },
    {
      id: 'started',
      title: say('runs.started'),
      cell: ({ startedAt }) => <time dateTime={startedAt}>{formatMoment(startedAt, locale)}</time>,
    },
  ]
}
