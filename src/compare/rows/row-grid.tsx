/** Rows × variants: the score of each, and where it is above or below the baseline. Only what is in sight is drawn. */
import { ArrowDown, ArrowUp, EqualNot } from 'lucide-react'
import { useMemo } from 'react'
import type { DatasetRow } from '../../../runtime/core/wire/datasets.ts'
import type { Report } from '../../../runtime/core/wire/experiments.ts'
import { useMessages } from '../../messages/messages-context.tsx'
import { hrefOf } from '../../session/navigation.ts'
import { Badge } from '../../ui/badge.tsx'
import { Icon } from '../../ui/icon.tsx'
import type { VirtualColumn } from '../../ui/virtual-table.tsx'
import { VirtualTable } from '../../ui/virtual-table.tsx'
import { formatPoints } from '../../ui/format-number.ts'
import { metricTitle } from '../../runs/metric-title.ts'
import type { RowScore, ScoreTable } from '../score-table.ts'
import { scoreRow } from '../score-table.ts'
import type { RowFlags } from './filter-rows.ts'
import styles from './rows.module.css'
import { questionOf } from './use-dataset-rows.ts'

export interface RowGridProps {
  readonly report: Report
  readonly table: ScoreTable
  readonly flags: RowFlags
  /** Positions of the rows shown. */
  readonly found: Int32Array
  readonly known: ReadonlyMap<string, DatasetRow> | undefined
  readonly openRow: string | null
}

export function RowGrid({ report, table, flags, found, known, openRow }: RowGridProps) {
  const say = useMessages()
  const { id, definition } = report.experiment
  const metric = definition.primaryMetric
  const baselineAt = table.scores.variants.indexOf(
    report.variants.find(({ isBaseline }) => isBaseline)?.id ?? definition.baseline,
  )
  const rows = useMemo(() => Array.from(found), [found])
  const idOf = (row: number) => table.scores.rows[row] ?? String(row)
  const variantColumns = report.variants.map(({ id: variantId, name }): VirtualColumn<number> => {
    const at = table.scores.variants.indexOf(variantId)
    return {
      id: variantId,
      title: name,
      track: 'minmax(96px, 1fr)',
      cell: (row) => (
        <ScoreCell
          cell={scoreRow(table, row, at, metric)}
          baseline={at === baselineAt ? null : scoreRow(table, row, baselineAt, metric)}
          answers={table.scores.columns.answer}
        />
      ),
    }
  })
  return (
    <VirtualTable
      label={say('compare.gridLabel', { metric: metricTitle(metric, say) })}
      className={styles['grid']}
      columns={[
        {
          id: 'row',
          title: say('runs.question'),
          track: 'minmax(180px, 2.4fr)',
          cell: (row) => (
            <a className={styles['open']} href={hrefOf('compare', id, 'rows', idOf(row))}>
              {questionOf(known?.get(idOf(row))) || idOf(row)}
            </a>
          ),
        },
        {
          id: 'intent',
          title: say('runs.intent'),
          track: 'minmax(84px, 1.1fr)',
          cell: (row) => (
            <span className={styles['soft']}>{flags.intents[flags.intent[row] ?? -1] ?? ''}</span>
          ),
        },
        ...variantColumns,
      ]}
      rows={rows}
      total={rows.length}
      idOf={idOf}
      selected={openRow}
    />
  )
}

interface ScoreCellProps {
  readonly cell: RowScore
  readonly baseline: RowScore | null
  /** Which of the different answers of its row each cell gave. */
  readonly answers: readonly (number | null)[]
}

function ScoreCell({ cell, baseline, answers }: ScoreCellProps) {
  const say = useMessages()
  if (cell.state === 'missing') return <span className={styles['soft']}>–</span>
  if (cell.state === 'failed') return <Badge tone="danger">{say('runs.statusFailed')}</Badge>
  const isComparable = baseline !== null && baseline.state !== 'missing'
  const gain = isComparable ? cell.score - baseline.score : 0
  const isOtherAnswer = isComparable && gain === 0 && answers[cell.cell] !== answers[baseline.cell]
  return (
    <span className={styles['score']}>
      <span className={styles['value']}>
        {formatPoints(cell.score)}
        {gain > 0 ? (
          <Icon icon={ArrowUp} size={12} className={styles['up']} label={say('compare.above')} />
        ) : null}
        {isOtherAnswer ? (
          <Icon icon={EqualNot} size={12} className={styles['soft']} label={say('compare.otherAnswer')} />
        ) : null}
        {gain < 0 ? (
          <Icon icon={ArrowDown} size={12} className={styles['down']} label={say('compare.below')} />
        ) : null}
      </span>
      <span className={styles['way']}>
        {cell.isAbstained ? say('compare.declined') : (cell.alias ?? say('runs.baseModel'))}
      </span>
    </span>
  )
}
