/**
 * The few calls that Signalbox makes of SQLite, over whichever driver this Node has: `node:sqlite` from 22.5 on, else `libsql`,
 * which comes prebuilt and needs neither compiler nor install script.
 */
import { createRequire } from 'node:module'

export type SqlValue = string | number | null | Uint8Array
export type SqlRow = Record<string, SqlValue>

export interface Database {
  /** Runs statements without parameters. */
  exec(sql: string): void
  all(sql: string, ...values: readonly SqlValue[]): SqlRow[]
  get(sql: string, ...values: readonly SqlValue[]): SqlRow | undefined
  /** Number of rows that changed. */
  run(sql: string, ...values: readonly SqlValue[]): number
  close(): void
}

/** What both drivers have in common. */
interface DriverStatement {
  all(...values: unknown[]): unknown[]
  get(...values: unknown[]): unknown
  run(...values: unknown[]): { changes: number | bigint }
}

interface DriverDatabase {
  exec(sql: string): unknown
  prepare(sql: string): DriverStatement
  close(): unknown
}

const require = createRequire(import.meta.url)

/** The name of the driver this Node uses. */
export function databaseDriver(): 'node:sqlite' | 'libsql' {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 13) ? 'node:sqlite' : 'libsql'
}

function openDriver(path: string): DriverDatabase {
  // Both drivers are loaded on demand: the one that is not used may not exist on this Node.
  if (databaseDriver() === 'node:sqlite') {
    const { DatabaseSync } = require('node:sqlite') as { DatabaseSync: new (path: string) => DriverDatabase }
    return new DatabaseSync(path)
  }
  const Libsql = require('libsql') as new (path: string) => DriverDatabase
  return new Libsql(path)
}

/**
 * Pages of the log, 16 MB of it, before they are taken over into the file, which waits for the disk twice. SQLite's own 1,000 are
 * a few hundred runs.
 */
const checkpointPages = 4_000

/** Opens a file, or `:memory:`, in WAL mode. */
export function openDatabase(path: string): Database {
  const driver = openDriver(path)
  driver.exec(
    `PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = ${checkpointPages}; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;`,
  )
  const statements = new Map<string, DriverStatement>()
  const prepare = (sql: string): DriverStatement => {
    const known = statements.get(sql)
    if (known !== undefined) return known
    const statement = driver.prepare(sql)
    statements.set(sql, statement)
    return statement
  }
  const bind = (values: readonly SqlValue[]): unknown[] =>
    values.map((value) =>
      value instanceof Uint8Array ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : value,
    )
  return {
    exec: (sql) => void driver.exec(sql),
    // The drivers return plain rows of the five SQLite types; integers stay below 2^53 in our schema.
    all: (sql, ...values) => prepare(sql).all(...bind(values)) as SqlRow[],
    get: (sql, ...values) => prepare(sql).get(...bind(values)) as SqlRow | undefined,
    run: (sql, ...values) => Number(prepare(sql).run(...bind(values)).changes),
    close: () => {
      statements.clear()
      driver.close()
    },
  }
}

/** A text column that the schema says is never null. */
export function textOf(row: SqlRow, column: string): string {
  return String(row[column])
}

export function numberOf(row: SqlRow, column: string): number {
  return Number(row[column])
}
