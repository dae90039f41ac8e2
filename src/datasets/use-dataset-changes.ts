/** Changes of datasets and their rows. Pages that are loaded are changed in place: a hundred thousand rows are not read again. */
import type { InfiniteData } from '@tanstack/react-query'
import { useQueryClient } from '@tanstack/react-query'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { Page } from '../../runtime/core/services/page.ts'
import type { DatasetRow, DatasetSummary } from '../../runtime/core/wire/datasets.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { fetchAllRows } from '../resources/use-pages.ts'
import { navigateTo } from '../session/navigation.ts'
import { useServer } from '../session/server-context.tsx'
import { useToast } from '../ui/toast.tsx'

/** What the table is narrowed to. */
export interface RowFilter {
  readonly search: string
  /** Undefined: any; null: labelled as belonging to none. */
  readonly intent: string | null | undefined
}

type RowPages = InfiniteData<Page<DatasetRow>>

export function filterRequest({ search, intent }: RowFilter) {
  return { ...(search === '' ? {} : { search }), ...(intent === undefined ? {} : { intent }) }
}

export function useDatasetCache() {
  const queries = useQueryClient()
  const changeRows = (id: string, change: (page: Page<DatasetRow>) => Page<DatasetRow>) =>
    queries.setQueriesData<RowPages>({ queryKey: ['dataset-rows', id] }, (data) =>
      data === undefined ? data : { ...data, pages: data.pages.map(change) },
    )
  return {
    /** After a change that only the server knows the outcome of. */
    refresh: async (id: string) => {
      await Promise.all(
        [['datasets'], ['dataset-rows', id], ['dataset-intents', id]].map((queryKey) =>
          queries.invalidateQueries({ queryKey }),
        ),
      )
    },
    refreshCounts: async (id: string) => {
      await Promise.all(
        [['datasets'], ['dataset-intents', id]].map((queryKey) => queries.invalidateQueries({ queryKey })),
      )
    },
    replaceRow: (id: string, row: DatasetRow) =>
      changeRows(id, (page) => ({
        ...page,
        items: page.items.map((item) => (item.id === row.id ? row : item)),
      })),
    dropRow: (id: string, rowId: string) =>
      changeRows(id, (page) => ({
        ...page,
        items: page.items.filter((item) => item.id !== rowId),
        total: page.total - 1,
      })),
  }
}

function useUndo() {
  const say = useMessages()
  const sayFailure = useFailureText()
  const showToast = useToast()
  const showFailure = (error: unknown) => showToast({ tone: 'danger', text: sayFailure(toFailure(error)) })
  return {
    showFailure,
    announce: (text: string, undo: () => Promise<void>) =>
      showToast({
        text,
        action: { label: say('resources.undo'), onPress: () => void undo().catch(showFailure) },
      }),
  }
}

export function useRemoveRow(dataset: DatasetSummary): (row: DatasetRow) => void {
  const say = useMessages()
  const server = useServer()
  const cache = useDatasetCache()
  const { announce, showFailure } = useUndo()
  const remove = async (row: DatasetRow) => {
    await server.datasets.removeRows(dataset.id, [row.id])
    cache.dropRow(dataset.id, row.id)
    announce(say('datasets.removed', { id: row.id }), async () => {
      await server.datasets.putRows(dataset.id, [row])
      await cache.refresh(dataset.id)
    })
    await cache.refreshCounts(dataset.id)
  }
  return (row) => void remove(row).catch(showFailure)
}

/** Removes all rows that a search or an intent leaves in the table. */
export function useRemoveFound(dataset: DatasetSummary): (filter: RowFilter) => Promise<void> {
  const say = useMessages()
  const server = useServer()
  const cache = useDatasetCache()
  const { announce, showFailure } = useUndo()
  const remove = async (filter: RowFilter) => {
    const { id } = dataset
    const rows = await fetchAllRows((page) => server.datasets.rows(id, { ...page, ...filterRequest(filter) }))
    await server.datasets.removeRows(
      id,
      rows.map((row) => row.id),
    )
    announce(say('datasets.removedFound', { n: rows.length }), async () => {
      await server.datasets.importRows(id, rows, globalThis.crypto.randomUUID())
      await cache.refresh(id)
    })
    await cache.refresh(id)
  }
  return (filter) => remove(filter).catch(showFailure)
}

export function useRemoveDataset(): (dataset: DatasetSummary) => void {
  const say = useMessages()
  const server = useServer()
  const queries = useQueryClient()
  const { announce, showFailure } = useUndo()
  const remove = async ({ id, name }: DatasetSummary) => {
    await server.datasets.remove(id)
    navigateTo('datasets')
    announce(say('datasets.removedDataset', { name }), async () => {
      await server.datasets.restore(id)
      await queries.invalidateQueries({ queryKey: ['datasets'] })
      navigateTo('datasets', id)
    })
    await queries.invalidateQueries({ queryKey: ['datasets'] })
  }
  return (dataset) => void remove(dataset).catch(showFailure)
}
