/** Records become rows one by one; what is wrong is gathered with its place instead of ending the reading. */
import type { Failure } from '../../core/errors/failure.ts'
import { failure, toFailure } from '../../core/errors/failure.ts'
import type { RowPlace } from '../../core/rows/parse-json-row.ts'
import type { DatasetRow } from '../../core/wire/datasets.ts'
import { mapRecord } from './map-record.ts'
import type { DatasetMapping } from './mapping.ts'
import type { RawRecord, RecordFault } from './raw-record.ts'

export interface CollectedRows {
  readonly rows: readonly DatasetRow[]
  /** The first thousand, in the order of the file. */
  readonly faults: readonly Failure[]
  readonly faultCount: number
}

export interface RowCollector {
  add(record: RawRecord | RecordFault): void
  result(): CollectedRows
}

const keptFaults = 1_000

/** Rows without an id of their own get one of their content; the same content again a number behind it. */
export function createRowCollector(mapping: DatasetMapping): RowCollector {
  const rows: DatasetRow[] = []
  const faults: Failure[] = []
  const places = new Map<string, RowPlace>()
  const repeats = new Map<string, number>()
  let faultCount = 0
  const keepFault = (fault: Failure) => {
    faultCount += 1
    if (faults.length < keptFaults) faults.push(fault)
  }
  const nameApart = (id: string): string => {
    const count = (repeats.get(id) ?? 0) + 1
    repeats.set(id, count)
    return count === 1 ? id : `${id}-${count}`
  }
  return {
    add: (record) => {
      if ('fault' in record) return keepFault(record.fault)
      try {
        const mapped = mapRecord(record, mapping)
        const row = mapping.id === null ? { ...mapped, id: nameApart(mapped.id) } : mapped
        const first = places.get(row.id)
        if (first !== undefined) throw repeated(row.id, record.place, first)
        places.set(row.id, record.place)
        rows.push(row)
      } catch (error) {
        keepFault(toFailure(error))
      }
    },
    result: () => ({ rows, faults, faultCount }),
  }
}

function repeated(id: string, place: RowPlace, first: RowPlace): Failure {
  return failure(
    'ROW_REPEATED',
    { ...place, id, first: `${first.file}:${first.line}` },
    { path: `${place.file}:${place.line}` },
  )
}
