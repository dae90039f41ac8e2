/** The tables, as an append-only list of migrations; `user_version` says how many have run. */
import { failure } from '../../core/errors/failure.ts'
import type { Database } from './database.ts'

const migrations: readonly string[] = [
  `
  CREATE TABLE pipelines (
    id TEXT PRIMARY KEY,
    counter INTEGER NOT NULL,
    document TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    published TEXT
  );
  CREATE TABLE revisions (
    pipeline_id TEXT NOT NULL REFERENCES pipelines (id) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    document TEXT NOT NULL,
    created_at TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (pipeline_id, hash)
  );
  CREATE TABLE runs (
    id TEXT PRIMARY KEY,
    pipeline_id TEXT NOT NULL,
    status TEXT NOT NULL,
    intent TEXT,
    adapter TEXT,
    started_at TEXT NOT NULL,
    summary TEXT NOT NULL
  );
  CREATE INDEX runs_by_start ON runs (started_at DESC, id DESC);
  CREATE TABLE run_events (
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    seq INTEGER NOT NULL,
    event TEXT NOT NULL,
    PRIMARY KEY (run_id, seq)
  ) WITHOUT ROWID;
  CREATE TABLE run_values (hash TEXT PRIMARY KEY, value TEXT NOT NULL, used_at TEXT NOT NULL);
  CREATE TABLE feedback (
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    at TEXT NOT NULL,
    feedback TEXT NOT NULL
  );
  CREATE INDEX feedback_by_run ON feedback (run_id);
  CREATE TABLE records (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    generation INTEGER NOT NULL,
    value TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    PRIMARY KEY (kind, id)
  );
  CREATE TABLE record_rows (
    position INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    row_id TEXT NOT NULL,
    value TEXT NOT NULL,
    UNIQUE (kind, id, row_id)
  );
  CREATE INDEX record_rows_by_position ON record_rows (kind, id, position);
  CREATE TABLE blobs (hash TEXT PRIMARY KEY, bytes BLOB NOT NULL);
  `,
  `
  CREATE TABLE cells (
    experiment TEXT NOT NULL,
    row_position INTEGER NOT NULL,
    variant_position INTEGER NOT NULL,
    repetition INTEGER NOT NULL,
    arm_position INTEGER NOT NULL,
    status TEXT NOT NULL,
    figures TEXT NOT NULL,
    cell TEXT NOT NULL,
    PRIMARY KEY (experiment, row_position, variant_position, repetition, arm_position)
  ) WITHOUT ROWID;
  `,
]

const versionOf = (database: Database) => Number(database.get('PRAGMA user_version')?.['user_version'] ?? 0)

/**
 * Brings a database to the newest schema. Two processes may do so at once: each step asks again once it has the lock.
 *
 * @throws STORE_NEWER for the file of a newer Signalbox
 */
export function migrateSchema(database: Database): void {
  for (;;) {
    const version = versionOf(database)
    const supported = migrations.length
    if (version > supported) throw failure('STORE_NEWER', { version, supported })
    if (version === supported) return
    database.exec('BEGIN IMMEDIATE')
    try {
      if (versionOf(database) === version) {
        database.exec(`${migrations[version] ?? ''} PRAGMA user_version = ${version + 1};`)
      }
      database.exec('COMMIT')
    } catch (error) {
      database.exec('ROLLBACK')
      throw error
    }
  }
}
