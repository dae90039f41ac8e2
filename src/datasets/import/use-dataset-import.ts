/** The steps of an import: read the files, guess what their columns are, check the rows, send them. */
import { useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { Failure } from '../../../runtime/core/errors/failure.ts'
import { failure, toFailure } from '../../../runtime/core/errors/failure.ts'
import type { CollectedRows } from '../../../runtime/evaluation/datasets/collect-rows.ts'
import { createRowCollector } from '../../../runtime/evaluation/datasets/collect-rows.ts'
import { columnNames, guessMapping } from '../../../runtime/evaluation/datasets/guess-mapping.ts'
import { checkMapping } from '../../../runtime/evaluation/datasets/mapping.ts'
import type { Columns, RawRecord, RecordFault } from '../../../runtime/evaluation/datasets/raw-record.ts'
import { columnsOf } from '../../../runtime/evaluation/datasets/raw-record.ts'
import { useMessages } from '../../messages/messages-context.tsx'
import { navigateTo } from '../../session/navigation.ts'
import { useServer } from '../../session/server-context.tsx'
import { useToast } from '../../ui/toast.tsx'
import type { ColumnRole, ColumnRoles } from '../column-roles.ts'
import { assignRole, mappingOfRoles, rolesOfMapping } from '../column-roles.ts'
import { useDatasetCache } from '../use-dataset-changes.ts'
import { readDatasetFiles } from './read-dataset-files.ts'

export interface OpenedFiles {
  readonly names: string
  readonly records: readonly (RawRecord | RecordFault)[]
  readonly columns: readonly string[]
  /** The first records, for the preview. */
  readonly sample: readonly Columns[]
  readonly roles: ColumnRoles
  readonly separator: string
}

export type ImportStep =
  | { readonly step: 'choose' }
  | { readonly step: 'reading' }
  | { readonly step: 'refused'; readonly failures: readonly Failure[] }
  | { readonly step: 'map'; readonly files: OpenedFiles }

/** What the rows come to under the mapping; null while they are being checked. */
export type Checked = { readonly collected: CollectedRows } | { readonly fault: Failure } | null

/** So many records are looked at before a mapping is guessed. */
const sampledRecords = 200
/** What the server takes as one import. */
const mostRows = 200_000

export function useDatasetImport(dropped: readonly File[]) {
  const [first] = useState(dropped)
  const [state, setState] = useState<ImportStep>({ step: first.length > 0 ? 'reading' : 'choose' })
  const refuse = useCallback(
    (error: unknown) => setState({ step: 'refused', failures: [toFailure(error)] }),
    [],
  )
  // Dropped files are read once, when the dialog opens.
  useEffect(() => {
    if (first.length > 0) openFiles(first).then(setState, refuse)
  }, [first, refuse])
  const files = state.step === 'map' ? state.files : null
  const change = (part: Partial<OpenedFiles>) => {
    if (files !== null) setState({ step: 'map', files: { ...files, ...part } })
  }
  return {
    state,
    take: (chosen: readonly File[]) => {
      setState({ step: 'reading' })
      openFiles(chosen).then(setState, refuse)
    },
    refuse,
    setRole: (column: string, role: ColumnRole) =>
      change({ roles: assignRole(files?.roles ?? {}, column, role) }),
    setSeparator: (separator: string) => change({ separator }),
    checked: useChecked(files),
  }
}

async function openFiles(chosen: readonly File[]): Promise<ImportStep> {
  const names = chosen.map(({ name }) => name).join(', ')
  const { records, failures } = await readDatasetFiles(chosen)
  if (failures.length > 0) return { step: 'refused', failures }
  if (records.length === 0) throw failure('IMPORT_EMPTY', { file: names })
  if (records.length > mostRows) throw failure('IMPORT_TOO_MANY', { count: records.length, limit: mostRows })
  const sample = records
    .slice(0, sampledRecords)
    .flatMap((record) => ('fault' in record ? [] : (columnsOf(record.value) ?? [])))
  const mapping = guessMapping(sample)
  const columns = columnNames(sample)
  const roles = rolesOfMapping(mapping, columns)
  return { step: 'map', files: { names, records, columns, sample, roles, separator: mapping.separator } }
}

/** Checks after the page was drawn: a hundred thousand rows take a moment. */
function useChecked(files: OpenedFiles | null): Checked {
  const [checked, setChecked] = useState<{ of: OpenedFiles; result: Checked } | null>(null)
  useEffect(() => {
    if (files === null) return undefined
    const timer = setTimeout(() => setChecked({ of: files, result: checkRows(files) }))
    return () => clearTimeout(timer)
  }, [files])
  return useMemo(() => (checked?.of === files ? (checked?.result ?? null) : null), [checked, files])
}

function checkRows({ names, records, columns, roles, separator }: OpenedFiles): Checked {
  const mapping = mappingOfRoles(roles, separator)
  // Where not one record could be read there are no columns, and the faults say why.
  const fault = columns.length === 0 ? undefined : checkMapping(mapping, columns, names)
  if (fault !== undefined) return { fault }
  const collector = createRowCollector(mapping)
  for (const record of records) collector.add(record)
  return { collected: collector.result() }
}

/** Where rows go: a dataset that is there, or a new one of this name. */
export type ImportTarget = { readonly id: string } | { readonly name: string }

export function useSendRows(onDone: () => void, onFailure: (error: unknown) => void) {
  const say = useMessages()
  const server = useServer()
  const queries = useQueryClient()
  const cache = useDatasetCache()
  const showToast = useToast()
  const [share, setShare] = useState<number | null>(null)
  const send = async (target: ImportTarget, { rows }: CollectedRows) => {
    const isNew = 'name' in target
    const id = isNew ? (await server.datasets.create({ name: target.name })).id : target.id
    try {
      await server.datasets.importRows(id, rows, globalThis.crypto.randomUUID(), setShare)
    } catch (error) {
      if (isNew) await server.datasets.remove(id)
      throw error
    }
    await (isNew ? queries.invalidateQueries({ queryKey: ['datasets'] }) : cache.refresh(id))
    navigateTo('datasets', id)
    showToast({ tone: 'clear', text: say('resources.imported', { n: rows.length }) })
    onDone()
  }
  return {
    /** Null at rest; else how much has been sent, 0 to 1. */
    share,
    send: (target: ImportTarget, collected: CollectedRows) => {
      setShare(0)
      send(target, collected).catch((error: unknown) => {
        setShare(null)
        onFailure(error)
      })
    },
  }
}
