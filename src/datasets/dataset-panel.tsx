/** The rows of a dataset: counts, search, filter by intent, add, correct, remove. */
import { useQuery } from '@tanstack/react-query'
import { Plus, Table2, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { DatasetRow, DatasetSummary } from '../../runtime/core/wire/datasets.ts'
import { noIntentName } from '../../runtime/core/wire/datasets.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { PagesFailure } from '../resources/pages-failure.tsx'
import panel from '../resources/rows-panel.module.css'
import { useDebounced } from '../resources/use-debounced.ts'
import type { Pages } from '../resources/use-pages.ts'
import { usePages } from '../resources/use-pages.ts'
import { useServer } from '../session/server-context.tsx'
import { Button } from '../ui/button.tsx'
import { DropArea } from '../ui/drop-area.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { formatCount } from '../ui/format-number.ts'
import { SearchField } from '../ui/search-field.tsx'
import { Select } from '../ui/select.tsx'
import { DatasetFacts } from './dataset-facts.tsx'
import styles from './datasets.module.css'
import { RowDialog } from './row-dialog.tsx'
import { RowTable } from './row-table.tsx'
import type { RowFilter } from './use-dataset-changes.ts'
import { filterRequest, useRemoveFound } from './use-dataset-changes.ts'

export interface DatasetPanelProps {
  readonly dataset: DatasetSummary
  /** Files were dropped on the rows. */
  readonly onFiles: (files: readonly File[]) => void
}

export function DatasetPanel({ dataset, onFiles }: DatasetPanelProps) {
  const say = useMessages()
  const server = useServer()
  const [typed, setTyped] = useState('')
  const [intent, setIntent] = useState<RowFilter['intent']>(undefined)
  const [edited, setEdited] = useState<DatasetRow | 'new' | null>(null)
  const filter: RowFilter = { search: useDebounced(typed.trim()), intent }
  const pages = usePages(['dataset-rows', dataset.id, filter.search, filter.intent], (page) =>
    server.datasets.rows(dataset.id, { ...page, ...filterRequest(filter) }),
  )
  const { data: intents = {} } = useQuery({
    queryKey: ['dataset-intents', dataset.id],
    queryFn: () => server.datasets.intents(dataset.id),
  })
  return (
    <>
      <DatasetFacts dataset={dataset} />
      <section className={styles['rows']} aria-label={say('datasets.rows')}>
        <div className={panel['tools']}>
          <SearchField
            className={panel['search']}
            label={say('datasets.search')}
            value={typed}
            onChange={setTyped}
          />
          <IntentSelect dataset={dataset} intents={intents} value={intent} onChange={setIntent} />
          <Button icon={Plus} onPress={() => setEdited('new')}>
            {say('datasets.add')}
          </Button>
          <FoundRows dataset={dataset} filter={filter} pages={pages} />
        </div>
        <DropArea onFiles={onFiles} className={panel['drop']}>
          <Rows dataset={dataset} pages={pages} onEdit={setEdited} />
        </DropArea>
      </section>
      {edited === null ? null : (
        <RowDialog
          dataset={dataset}
          row={edited === 'new' ? null : edited}
          intents={Object.keys(intents)}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  )
}

interface IntentSelectProps {
  readonly dataset: DatasetSummary
  readonly intents: Readonly<Record<string, number>>
  readonly value: RowFilter['intent']
  readonly onChange: (intent: RowFilter['intent']) => void
}

/** Of a choice that stands for no filter; intents never hold a blank alone. */
const any = ' '

function IntentSelect({ dataset, intents, value, onChange }: IntentSelectProps) {
  const say = useMessages()
  const locale = useLocale()
  const named = Object.entries(intents)
  const outOfScope = dataset.labelled.intent - named.reduce((sum, [, n]) => sum + n, 0)
  const count = (intent: string, n: number) =>
    say('datasets.intentCount', { intent, n: formatCount(n, locale) })
  return (
    <Select
      className={styles['intent']}
      label={say('datasets.intent')}
      isLabelHidden
      items={[
        { id: any, label: say('datasets.anyIntent') },
        ...named.map(([intent, n]) => ({ id: intent, label: count(intent, n) })),
        ...(outOfScope > 0
          ? [{ id: noIntentName, label: count(say('datasets.outOfScope'), outOfScope) }]
          : []),
      ]}
      value={value === undefined ? any : (value ?? noIntentName)}
      onChange={(id) => onChange(id === any ? undefined : id === noIntentName ? null : id)}
    />
  )
}

interface FoundRowsProps {
  readonly dataset: DatasetSummary
  readonly filter: RowFilter
  readonly pages: Pages<DatasetRow>
}

/** How many rows the search leaves, and a way to remove them. */
function FoundRows({ dataset, filter, pages }: FoundRowsProps) {
  const say = useMessages()
  const locale = useLocale()
  const removeFound = useRemoveFound(dataset)
  const [isRemoving, setIsRemoving] = useState(false)
  const isNarrowed = filter.search !== '' || filter.intent !== undefined
  const remove = async () => {
    setIsRemoving(true)
    await removeFound(filter)
    setIsRemoving(false)
  }
  return (
    <>
      {isNarrowed && pages.total > 0 && !pages.isChanging ? (
        <Button variant="danger" icon={Trash2} isPending={isRemoving} onPress={() => void remove()}>
          {say('datasets.removeFound')}
        </Button>
      ) : null}
      <span className={styles['soft']} role="status">
        {pages.isLoading
          ? say('ui.loading')
          : say('datasets.shown', {
              n: formatCount(pages.total, locale),
              total: formatCount(dataset.rows, locale),
            })}
      </span>
    </>
  )
}

interface RowsProps {
  readonly dataset: DatasetSummary
  readonly pages: Pages<DatasetRow>
  readonly onEdit: (row: DatasetRow | 'new') => void
}

function Rows({ dataset, pages, onEdit }: RowsProps) {
  const say = useMessages()
  if (pages.error !== null) return <PagesFailure error={pages.error} onRetry={pages.retry} />
  if (pages.total > 0 || pages.isLoading) return <RowTable {...{ dataset, pages, onEdit }} />
  if (dataset.rows > 0)
    return <EmptyState title={say('datasets.noneFound')}>{say('datasets.noneFoundText')}</EmptyState>
  return (
    <EmptyState
      icon={Table2}
      title={say('datasets.noRows')}
      action={<Button onPress={() => onEdit('new')}>{say('datasets.add')}</Button>}
    >
      {say('datasets.noRowsText')}
    </EmptyState>
  )
}
