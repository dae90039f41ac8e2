/** Which column of a file becomes what of a dataset's rows. */
import type { Failure } from '../../core/errors/failure.ts'
import { failure } from '../../core/errors/failure.ts'

export interface DatasetMapping {
  /** Column by input field of the pipeline. The first must have a value in every row. */
  readonly inputs: Readonly<Record<string, string>>
  /** Null: an id is made of the content. */
  readonly id: string | null
  readonly answers: string | null
  /** What stands between several answers of one cell; empty: the cell is one answer. JSON lists need none. */
  readonly separator: string
  readonly intent: string | null
  readonly documentIds: string | null
  /** Column by tag. */
  readonly tags: Readonly<Record<string, string>>
}

export const noMapping: DatasetMapping = {
  inputs: {},
  id: null,
  answers: null,
  separator: '',
  intent: null,
  documentIds: null,
  tags: {},
}

/** Columns that a mapping names. */
export function mappedColumns({ inputs, id, answers, intent, documentIds, tags }: DatasetMapping): string[] {
  return [...Object.values(inputs), id, answers, intent, documentIds, ...Object.values(tags)].filter(
    (column) => column !== null,
  )
}

/** What is wrong with a mapping before a row is looked at: IMPORT_NO_INPUT or IMPORT_COLUMN_MISSING. */
export function checkMapping(
  mapping: DatasetMapping,
  columns: readonly string[],
  file: string,
): Failure | undefined {
  if (Object.keys(mapping.inputs).length === 0) return failure('IMPORT_NO_INPUT', { file })
  const missing = mappedColumns(mapping).find((column) => !columns.includes(column))
  if (missing === undefined) return undefined
  return failure('IMPORT_COLUMN_MISSING', { file, column: missing, columns: columns.join(', ') })
}
