/** Every row with what each variant made of it; one row opens beside the list. */
import { SearchX } from 'lucide-react'
import { useDeferredValue, useMemo, useState } from 'react'
import { toFailure } from '../../../runtime/core/errors/failure.ts'
import type { DatasetRow } from '../../../runtime/core/wire/datasets.ts'
import type { ExperimentScores, Report } from '../../../runtime/core/wire/experiments.ts'
import type { MessageKey } from '../../messages/catalogue.ts'
import { useFailureText, useLocale, useMessages } from '../../messages/messages-context.tsx'
import { navigateTo } from '../../session/navigation.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { formatCount } from '../../ui/format-number.ts'
import { Notice } from '../../ui/notice.tsx'
import { Panel } from '../../ui/panel.tsx'
import { SearchField } from '../../ui/search-field.tsx'
import { Select } from '../../ui/select.tsx'
import { Spinner } from '../../ui/spinner.tsx'
import { createScoreTable } from '../score-table.ts'
import { useScores } from '../use-experiment.ts'
import type { Difference, RowFilter } from './filter-rows.ts'
import { countDifferences, differenceKinds, filterRows, flagRows, noRowFilter } from './filter-rows.ts'
import { RowDetail } from './row-detail.tsx'
import { RowGrid } from './row-grid.tsx'
import styles from './rows.module.css'
import { questionOf, useDatasetRows } from './use-dataset-rows.ts'

export function RowsPanel({ report, openRow }: { report: Report; openRow: string | null }) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const { experiment } = report
  const scores = useScores(experiment)
  const rows = useDatasetRows(experiment.definition.dataset, experiment.manifest?.datasetVersion)
  if (scores.data === undefined) {
    return scores.error === null ? (
      <div className={styles['loading']} role="status">
        <Spinner /> {say('ui.loading')}
      </div>
    ) : (
      <Notice
        tone="danger"
        action={<Button onPress={() => void scores.refetch()}>{say('ui.tryAgain')}</Button>}
      >
        {sayFailure(toFailure(scores.error))}
      </Notice>
    )
  }
  return <Rows report={report} scores={scores.data} known={rows.data} openRow={openRow} />
}

export interface RowsProps {
  readonly report: Report
  readonly scores: ExperimentScores
  /** Undefined while they are loading. */
  readonly known: ReadonlyMap<string, DatasetRow> | undefined
  readonly openRow: string | null
}

export function Rows({ report, scores, known, openRow }: RowsProps) {
  const say = useMessages()
  const { id, definition } = report.experiment
  const metric = definition.primaryMetric
  const [filter, setFilter] = useState<RowFilter>(noRowFilter)
  const table = useMemo(() => createScoreTable(scores), [scores])
  const compared = useMemo(() => comparedVariants(report, scores), [report, scores])
  const flags = useMemo(() => flagRows(table, compared, metric), [table, compared, metric])
  const differing = useMemo(() => countDifferences(flags), [flags])
  const wanted = useDeferredValue(filter)
  const found = useMemo(
    () =>
      filterRows(table, flags, wanted, (row) => {
        const rowId = scores.rows[row] ?? ''
        const asked = known?.get(rowId)
        return `${rowId}\n${questionOf(asked)}\n${asked?.expected?.answers?.join('\n') ?? ''}`
      }),
    [table, flags, wanted, scores, known],
  )
  const position = openRow === null ? -1 : found.findIndex((row) => scores.rows[row] === openRow)
  const openAt = (at: number) => navigateTo('compare', id, 'rows', scores.rows[found[at] ?? 0] ?? '')
  return (
    <section className={styles['rows']} aria-label={say('compare.tabRows')}>
      <div className={styles['list']}>
        <Filters
          filter={filter}
          intents={flags.intents}
          differing={differing}
          found={found.length}
          total={table.rowCount}
          onChange={setFilter}
        />
        {found.length === 0 ? (
          <EmptyState
            icon={SearchX}
            title={say('compare.noRows')}
            action={<Button onPress={() => setFilter(noRowFilter)}>{say('runs.clearFilters')}</Button>}
          >
            {say('compare.noRowsText')}
          </EmptyState>
        ) : (
          <RowGrid
            report={report}
            table={table}
            flags={flags}
            found={found}
            known={known}
            openRow={openRow}
          />
        )}
      </div>
      {openRow === null ? null : (
        <Panel
          side="right"
          label={say('compare.row')}
          name="compare-row"
          initialSize={560}
          minSize={320}
          maxSize={1_100}
        >
          <RowDetail
            key={openRow}
            report={report}
            row={openRow}
            asked={known?.get(openRow)}
            onClose={() => navigateTo('compare', id, 'rows')}
            {...(position > 0 ? { onPrevious: () => openAt(position - 1) } : {})}
            {...(position >= 0 && position + 1 < found.length ? { onNext: () => openAt(position + 1) } : {})}
          />
        </Panel>
      )}
    </section>
  )
}

/** Positions of all but the oracles, which differ from the others by their nature. */
function comparedVariants({ variants }: Report, scores: ExperimentScores): number[] {
  const oracles = new Set(variants.filter(({ isOracle }) => isOracle).map(({ id }) => id))
  return scores.variants.flatMap((id, position) => (oracles.has(id) ? [] : [position]))
}

interface FiltersProps {
  readonly filter: RowFilter
  readonly intents: readonly string[]
  /** Rows by the kind of difference between variants. */
  readonly differing: Readonly<Record<Difference | 'any', number>>
  readonly found: number
  readonly total: number
  readonly onChange: (filter: RowFilter) => void
}

const everyIntent = ''

const differenceKeys = {
  any: 'compare.showAny',
  score: 'compare.showScores',
  answer: 'compare.showAnswers',
  route: 'compare.showRoutes',
  documents: 'compare.showDocuments',
} as const satisfies Record<Difference | 'any', MessageKey>

function Filters({ filter, intents, differing, found, total, onChange }: FiltersProps) {
  const say = useMessages()
  const locale = useLocale()
  const change = (part: Partial<RowFilter>) => onChange({ ...filter, ...part })
  const shows = [
    { id: 'all', label: say('compare.showAll') },
    ...(['any', ...differenceKinds] as const).map((id) => ({
      id,
      label: say(differenceKeys[id]),
      description: say('compare.rowsDiffering', { n: differing[id] }),
    })),
    { id: 'failed', label: say('compare.showFailed') },
  ] as const
  return (
    <div className={styles['filters']} role="search">
      <SearchField
        label={say('compare.searchRows')}
        value={filter.search}
        onChange={(search) => change({ search })}
        className={styles['search']}
      />
      <Select
        label={say('compare.show')}
        isLabelHidden
        items={shows}
        value={filter.show}
        onChange={(show) => change({ show })}
        className={styles['show']}
      />
      <Select
        label={say('runs.intent')}
        isLabelHidden
        items={[
          { id: everyIntent, label: say('runs.anyIntent') },
          ...[...intents].sort().map((id) => ({ id, label: id })),
        ]}
        value={filter.intent ?? everyIntent}
        onChange={(intent) => change({ intent: intent === everyIntent ? null : intent })}
        className={styles['filter']}
      />
      <span className={styles['count']} role="status">
        {say('compare.rowsFound', { n: formatCount(found, locale), total: formatCount(total, locale) })}
      </span>
    </div>
  )
}
