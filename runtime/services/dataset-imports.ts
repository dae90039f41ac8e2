/** Rows that come in parts: kept until the last is there, then written at once or, when one is missing, not at all. */
import { failure } from '../core/errors/failure.ts'
import type { DatasetService } from '../core/services/datasets.ts'
import type { DatasetRow } from '../core/wire/datasets.ts'

/** What waits is bounded in rows and in imports. */
const mostRows = 200_000
const mostImports = 4

interface Waiting {
  readonly rows: DatasetRow[]
  /** The next that is awaited. */
  part: number
}

export function createPutPart({
  get,
  putRows,
}: Pick<DatasetService, 'get' | 'putRows'>): DatasetService['putPart'] {
  const imports = new Map<string, Waiting>()
  return async (id, rows, { id: name, part, of }) => {
    const dataset = await get(id)
    const key = `${id}/${name}`
    const waiting = part === 0 ? { rows: [], part: 0 } : imports.get(key)
    imports.delete(key)
    const expected = waiting?.part ?? 0
    if (waiting === undefined || expected !== part)
      throw failure('DATASET_PART_MISSING', { import: name, part: part + 1, expected: expected + 1 })
    for (const row of rows) waiting.rows.push(row)
    waiting.part += 1
    const count = waiting.rows.length
    if (count > mostRows) throw failure('DATASET_IMPORT_TOO_LARGE', { count, limit: mostRows })
    if (waiting.part >= of) return putRows(id, waiting.rows)
    imports.set(key, waiting)
    // One that was given up makes room for others.
    for (const oldest of imports.keys()) {
      if (imports.size <= mostImports) break
      imports.delete(oldest)
    }
    return dataset
  }
}
