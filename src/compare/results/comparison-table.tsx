/** One row a variant, each figure with its interval; the first column stays in sight, the others can be chosen and sorted. */
import { ArrowDown, ArrowUp, Columns3 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components'
import type { Report } from '../../../runtime/core/wire/experiments.ts'
import { useLocale, useMessages } from '../../messages/messages-context.tsx'
import { Badge } from '../../ui/badge.tsx'
import { Button } from '../../ui/button.tsx'
import { ChoiceMenu } from '../../ui/choice-menu.tsx'
import { Icon } from '../../ui/icon.tsx'
import { Card } from '../../ui/page.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import type { ComparisonColumn, VariantReport } from './comparison-columns.tsx'
import { comparisonColumns } from './comparison-columns.tsx'
import styles from './results.module.css'
import { useShownColumns } from './use-shown-columns.ts'
import { VerdictLine } from './verdict-line.tsx'

interface Sorting {
  readonly column: string
  readonly isDescending: boolean
}

export function ComparisonTable({ report }: { report: Report }) {
  const say = useMessages()
  const locale = useLocale()
  const columns = useMemo(() => comparisonColumns(report, { say, locale }), [report, say, locale])
  const [shown, setShown] = useShownColumns(columns)
  const [sorting, setSorting] = useState<Sorting | null>(null)
  const visible = columns.filter(({ id }) => shown.has(id))
  const { primaryMetric } = report.experiment.definition
  const rows = useMemo(() => sortVariants(report.variants, columns, sorting), [report, columns, sorting])
  return (
    <Card
      title={say('compare.table')}
      end={
        <ChoiceMenu
          label={say('compare.columns')}
          items={columns.map(({ id, title, description }) => ({
            id,
            label: title,
            ...(description === undefined ? {} : { description }),
          }))}
          selected={shown}
          onChange={setShown}
        >
          <Button icon={Columns3} isSmall>
            {say('compare.columns')}
          </Button>
        </ChoiceMenu>
      }
    >
      <div className={styles['scroll']} tabIndex={0} role="group" aria-label={say('compare.table')}>
        <table className={styles['table']} aria-label={say('compare.table')}>
          <thead>
            <tr>
              <th scope="col" className={styles['first']}>
                {say('compare.variant')}
              </th>
              {visible.map((column) => (
                <ColumnHead key={column.id} column={column} sorting={sorting} onSort={setSorting} />
              ))}
            </tr>
          </thead>
          {rows.map((variant) => (
            <VariantRows key={variant.id} variant={variant} columns={visible} primary={primaryMetric} />
          ))}
        </table>
      </div>
      <p className={styles['note']}>{say('compare.tableHelp')}</p>
    </Card>
  )
}

interface VariantRowsProps {
  readonly variant: VariantReport
  readonly columns: readonly ComparisonColumn[]
  readonly primary: string
}

const shownVerdicts: ReadonlySet<string> = new Set(['p50Ms', 'p95Ms', 'cost'])

/** The figures, and under them the verdicts in the primary metric, time and cost: beside the figures they would be out of sight. */
function VariantRows({ variant, columns, primary }: VariantRowsProps) {
  const verdicts = variant.verdicts.filter(({ metric }) => metric === primary || shownVerdicts.has(metric))
  const hasVerdicts = verdicts.length > 0
  return (
    <tbody data-variant={variant.id} className={hasVerdicts ? styles['judged'] : undefined}>
      <tr>
        <th scope="rowgroup" rowSpan={hasVerdicts ? 2 : 1} className={styles['first']}>
          <VariantName variant={variant} />
        </th>
        {columns.map(({ id, cell }) => (
          <td key={id} data-column={id} className={styles['number']}>
            {cell(variant)}
          </td>
        ))}
      </tr>
      {hasVerdicts ? (
        <tr>
          <td colSpan={columns.length} data-column="verdict">
            <div className={styles['verdicts']}>
              {verdicts.map((verdict) => (
                <VerdictLine key={verdict.metric} verdict={verdict} />
              ))}
            </div>
          </td>
        </tr>
      ) : null}
    </tbody>
  )
}

function VariantName({ variant: { name, isBaseline, isOracle, isOnFront } }: { variant: VariantReport }) {
  const say = useMessages()
  return (
    <>
      <span className={styles['name']}>{name}</span>
      <span className={styles['badges']}>
        {isBaseline ? <Badge tone="accent">{say('compare.baseline')}</Badge> : null}
        {isOracle ? <Badge>{say('compare.oracle')}</Badge> : null}
        {isOnFront ? <Badge>{say('compare.onFront')}</Badge> : null}
      </span>
    </>
  )
}

interface ColumnHeadProps {
  readonly column: ComparisonColumn
  readonly sorting: Sorting | null
  readonly onSort: (sorting: Sorting | null) => void
}

function ColumnHead({ column: { id, title, description }, sorting, onSort }: ColumnHeadProps) {
  const own = sorting?.column === id ? sorting : null
  const button = (
    <AriaButton className={styles['sort'] ?? ''} onPress={() => onSort(nextSorting(id, own))}>
      {title}
      {own === null ? null : <Icon icon={own.isDescending ? ArrowDown : ArrowUp} size={12} />}
    </AriaButton>
  )
  const direction = own === null ? 'none' : own.isDescending ? 'descending' : 'ascending'
  return (
    <th scope="col" className={styles['number']} aria-sort={direction}>
      {description === undefined ? button : <Tooltip text={description}>{button}</Tooltip>}
    </th>
  )
}

/** First the largest on top, then the smallest, then the order of the experiment. */
function nextSorting(column: string, own: Sorting | null): Sorting | null {
  if (own === null) return { column, isDescending: true }
  return own.isDescending ? { column, isDescending: false } : null
}

function sortVariants(
  variants: readonly VariantReport[],
  columns: readonly ComparisonColumn[],
  sorting: Sorting | null,
): readonly VariantReport[] {
  const sortBy = columns.find(({ id }) => id === sorting?.column)?.sortBy
  if (sorting === null || sortBy === undefined) return variants
  const sign = sorting.isDescending ? -1 : 1
  return [...variants].sort((a, b) => {
    const [left, right] = [sortBy(a), sortBy(b)]
    if (left === null || right === null) return Number(left === null) - Number(right === null)
    return sign * (left - right)
  })
}
