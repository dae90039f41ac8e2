/** The rows of an experiment's dataset by id: what was asked and what was expected. */
import { useQuery } from '@tanstack/react-query'
import type { DatasetRow } from '../../../runtime/core/wire/datasets.ts'
import { fetchAllRows } from '../../resources/use-pages.ts'
import { useServer } from '../../session/server-context.tsx'

/** Null until they are loaded; rows that were removed since are missing. */
export function useDatasetRows(dataset: string, version: string | undefined) {
  const server = useServer()
  return useQuery({
    queryKey: ['dataset-by-id', dataset, version],
    queryFn: async () => {
      const rows = await fetchAllRows((page) => server.datasets.rows(dataset, page))
      return new Map(rows.map((row) => [row.id, row]))
    },
    staleTime: Infinity,
  })
}

/** The question: the field of that name, else the first text among the inputs. */
export function questionOf(row: DatasetRow | undefined): string {
  if (row === undefined) return ''
  const { question } = row.inputs
  if (typeof question === 'string') return question
  const text = Object.values(row.inputs).find((value) => typeof value === 'string')
  return typeof text === 'string' ? text : JSON.stringify(row.inputs)
}
