/**
 * Runs batches of store calls in one transaction each: calls that arrive together share one sync to disk, and a call that
 * fails is undone alone.
 */
import type { FailureData } from '../../core/errors/failure.ts'
import { failure, toFailure } from '../../core/errors/failure.ts'
import type { Stores } from '../../core/stores/stores.ts'
import { createBlobTable } from './blobs.ts'
import { createCollectionTables } from './collections.ts'
import type { Database } from './database.ts'
import { openDatabase } from './database.ts'
import { createCellTable } from './experiments.ts'
import { createPipelineTables } from './pipelines.ts'
import { createRunTables } from './runs.ts'
import { migrateSchema } from './schema.ts'

export type StoreName = Exclude<keyof Stores, 'close'>

export interface StoreCall {
  readonly id: number
  readonly store: StoreName
  readonly method: string
  readonly args: readonly unknown[]
}

export interface StoreReply {
  readonly id: number
  readonly value?: unknown
  readonly failure?: FailureData
}

export interface Executor {
  /** Answers in the order of the calls; every answer stands on disk. */
  execute(calls: readonly StoreCall[]): StoreReply[]
  close(): void
}

/** Traces may lose their last moments when the power fails; everything else may not. */
const relaxedStores: ReadonlySet<StoreName> = new Set(['runs'])

/** Methods that change nothing: they may share a transaction with traces. */
const reads: ReadonlySet<string> = new Set([
  'get',
  'version',
  'list',
  'revision',
  'revisions',
  'row',
  'rows',
  'countRows',
  'countRowsBy',
])

type Tables = Record<StoreName, Record<string, (...args: unknown[]) => unknown>>

export function openExecutor(path: string): Executor {
  const database = openDatabase(path)
  try {
    migrateSchema(database)
  } catch (error) {
    database.close()
    throw error
  }
  // The calls come from proxies typed by the store interfaces, so the names and arguments fit.
  const tables = {
    pipelines: createPipelineTables(database),
    runs: createRunTables(database),
    collections: createCollectionTables(database),
    blobs: createBlobTable(database),
    experiments: createCellTable(database),
  } as unknown as Tables
  const run = createTransactions(database)
  return {
    execute: (calls) => {
      const isRelaxed = calls.every(({ store, method }) => relaxedStores.has(store) || reads.has(method))
      try {
        return run(isRelaxed, () => calls.map((call) => ({ id: call.id, value: callMethod(tables, call) })))
      } catch {
        // A call has failed, and with it the others are undone: once more, each by itself.
        return executeApart(run, database, tables, calls)
      }
    },
    close: () => database.close(),
  }
}

function executeApart(
  run: Transactions,
  database: Database,
  tables: Tables,
  calls: readonly StoreCall[],
): StoreReply[] {
  try {
    return run(false, () => calls.map((call) => executeUndoable(database, tables, call)))
  } catch (error) {
    return calls.map(({ id }) => ({ id, failure: storeFailure('commit', error) }))
  }
}

type Transactions = <Result>(isRelaxed: boolean, work: () => Result) => Result

/** Runs work in a transaction; what throws is undone. */
function createTransactions(database: Database): Transactions {
  let synchronous = ''
  return (isRelaxed, work) => {
    const wanted = isRelaxed ? 'NORMAL' : 'FULL'
    if (wanted !== synchronous) database.exec(`PRAGMA synchronous = ${wanted}`)
    synchronous = wanted
    database.exec('BEGIN IMMEDIATE')
    try {
      const result = work()
      database.exec('COMMIT')
      return result
    } catch (error) {
      rollBack(database)
      throw error
    }
  }
}

function callMethod(tables: Tables, call: StoreCall): unknown {
  const method = tables[call.store][call.method]
  if (method === undefined) throw new Error(`no method ${call.method}`)
  return method(...call.args)
}

function executeUndoable(database: Database, tables: Tables, call: StoreCall): StoreReply {
  database.exec('SAVEPOINT one_call')
  try {
    const value = callMethod(tables, call)
    database.exec('RELEASE one_call')
    return { id: call.id, value }
  } catch (error) {
    database.exec('ROLLBACK TO one_call; RELEASE one_call')
    return { id: call.id, failure: storeFailure(`${call.store}.${call.method}`, error) }
  }
}

/** Failures of the catalogue as they are, everything else as STORE_FAILED. */
export function storeFailure(operation: string, error: unknown): FailureData {
  const known = toFailure(error)
  if (known.code !== 'UNEXPECTED') return known.toJSON()
  return failure('STORE_FAILED', { operation, reason: known.params['reason'] ?? '' }).toJSON()
}

function rollBack(database: Database): void {
  try {
    database.exec('ROLLBACK')
  } catch {
    // SQLite has rolled back by itself (disk full, I/O error); there is nothing left to undo.
  }
}
