/** Fills the form of a run with a row of a dataset: which dataset, then the row, found by its words. */
import { useState } from 'react'
import type { InputField } from '../../nodes/io/input.ts'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import { useFailureText, useLocale, useMessages } from '../messages/messages-context.tsx'
import { useDebounced } from '../resources/use-debounced.ts'
import type { RunInputs } from '../runs/run-store.ts'
import { questionField } from '../runs/run-form.ts'
import type { DatasetRows, ResourceProvider } from '../session/resources.ts'
import { useResources } from '../session/use-resources.ts'
import { Dialog } from '../ui/dialog.tsx'
import { formatCount } from '../ui/format-number.ts'
import { Notice } from '../ui/notice.tsx'
import { SearchList } from '../ui/search-list.tsx'
import { Select } from '../ui/select.tsx'
import { Spinner } from '../ui/spinner.tsx'
import type { Loaded } from './use-loaded.ts'
import { useLoaded } from './use-loaded.ts'

type Row = DatasetRows['rows'][number]

export interface TakeRowDialogProps {
  /** What the pipeline asks for. */
  readonly fields: readonly InputField[]
  readonly provider: ResourceProvider
  readonly rowsOf: NonNullable<ResourceProvider['rowsOf']>
  readonly onTake: (inputs: RunInputs) => void
  readonly onClose: () => void
}

export function TakeRowDialog({ fields, provider, rowsOf, onTake, onClose }: TakeRowDialogProps) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const { items, failure } = useResources(provider, 'dataset')
  const [chosen, setChosen] = useState<string | null>(null)
  const [misfit, setMisfit] = useState<Row | null>(null)
  const dataset = items?.find(({ id }) => id === chosen) ?? items?.[0]
  const take = (row: Row) => {
    const inputs = fittingInputs(row, fields)
    if (Object.keys(inputs).length === 0) return setMisfit(row)
    onTake(inputs)
    onClose()
  }
  return (
    <Dialog title={say('trace.takeRow')} isOpen onClose={onClose} width={560}>
      {failure === null ? null : <Notice tone="danger">{sayFailure(failure)}</Notice>}
      {items === null && failure === null ? <Spinner /> : null}
      {items?.length === 0 ? <p>{say('trace.noDatasets')}</p> : null}
      {items === null || dataset === undefined ? null : (
        <>
          <Select
            label={say('datasets.pick')}
            items={items.map(({ id, name, detail }) => ({
              id,
              label: name,
              ...(detail === undefined ? {} : { description: detail }),
            }))}
            value={dataset.id}
            onChange={(id) => {
              setChosen(id)
              setMisfit(null)
            }}
          />
          {misfit === null ? null : (
            <Notice tone="caution">
              {say('trace.rowMisfit', {
                row: misfit.id,
                given: Object.keys(misfit.inputs).join(', '),
                asked: fields.map(({ name }) => name).join(', '),
              })}
            </Notice>
          )}
          <RowList key={dataset.id} dataset={dataset.id} {...{ fields, rowsOf, onClose }} onChoose={take} />
        </>
      )}
    </Dialog>
  )
}

/** Those of the pipeline's fields. */
function fittingInputs({ inputs }: Row, fields: readonly InputField[]): RunInputs {
  const names = new Set(fields.map(({ name }) => name))
  return Object.fromEntries(Object.entries(inputs).filter(([name]) => names.has(name)))
}

interface RowListProps extends Pick<TakeRowDialogProps, 'fields' | 'rowsOf' | 'onClose'> {
  readonly dataset: string
  readonly onChoose: (row: Row) => void
}

function RowList({ dataset, fields, rowsOf, onChoose, onClose }: RowListProps) {
  const say = useMessages()
  const [query, setQuery] = useState('')
  const search = useDebounced(query.trim())
  const found = useLoaded(`${dataset} ${search}`, () => rowsOf(dataset, search))
  const rows = found.state === 'ready' ? found.value.rows : []
  return (
    <>
      <SearchList
        label={say('trace.datasetRows')}
        placeholder={say('trace.searchRows')}
        query={query}
        onQuery={setQuery}
        items={rows.map((row) => ({
          id: row.id,
          label: textOf(row, fields),
          kind: row.id,
          onChoose: () => onChoose(row),
        }))}
        empty={
          found.state === 'ready'
            ? say('trace.noRowFound')
            : found.state === 'loading'
              ? say('ui.loading')
              : ''
        }
        onClose={onClose}
      />
      <RowCount found={found} />
    </>
  )
}

function RowCount({ found }: { found: Loaded<DatasetRows> }) {
  const say = useMessages()
  const locale = useLocale()
  const sayFailure = useFailureText()
  if (found.state === 'loading') return null
  if (found.state === 'failed') return <Notice tone="danger">{sayFailure(toFailure(found.error))}</Notice>
  const { rows, total } = found.value
  if (rows.length === total) return null
  return (
    <p>
      {say('trace.rowsShown', {
        shown: formatCount(rows.length, locale),
        total: formatCount(total, locale),
      })}
    </p>
  )
}

/** What is asked in it, or all of it. */
function textOf({ inputs }: Row, fields: readonly InputField[]): string {
  const asked = inputs[questionField(fields)?.name ?? 'question']
  return typeof asked === 'string' ? asked : JSON.stringify(inputs)
}
