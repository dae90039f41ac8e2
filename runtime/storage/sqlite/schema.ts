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
  // Events a batch at a time instead of one by one, what lists filter by, which run uses which value, what banks measured.
  `
  CREATE TABLE run_parts (
    id INTEGER PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    events TEXT NOT NULL
  );
  CREATE INDEX run_parts_by_run ON run_parts (run_id, id);
  INSERT INTO run_parts (run_id, events)
    SELECT run_id, '[' || group_concat(event, ',') || ']'
    FROM (SELECT run_id, event FROM run_events ORDER BY run_id, seq) GROUP BY run_id;
  DROP TABLE run_events;
  ALTER TABLE runs ADD COLUMN revision TEXT NOT NULL DEFAULT '';
  ALTER TABLE runs ADD COLUMN wall_ms REAL;
  ALTER TABLE runs ADD COLUMN confidence REAL;
  ALTER TABLE runs ADD COLUMN bytes INTEGER NOT NULL DEFAULT 0;
  UPDATE runs SET
    revision = json_extract(summary, '$.revision'),
    wall_ms = json_extract(summary, '$.wallMs'),
    confidence = json_extract(summary, '$.confidence'),
    bytes = length(summary) + coalesce((SELECT sum(length(events)) FROM run_parts WHERE run_id = runs.id), 0);
  DROP INDEX runs_by_start;
  CREATE INDEX runs_by_start ON runs (started_at DESC, id DESC, status, bytes);
  CREATE INDEX runs_by_pipeline ON runs (pipeline_id, started_at DESC, id DESC);
  CREATE TABLE run_value_uses (
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    hash TEXT NOT NULL,
    PRIMARY KEY (run_id, hash)
  ) WITHOUT ROWID;
  CREATE INDEX run_value_uses_by_hash ON run_value_uses (hash);
  INSERT OR IGNORE INTO run_value_uses (run_id, hash)
    SELECT run_parts.run_id, tree.value FROM run_parts, json_tree(run_parts.events) AS tree
    WHERE tree.key = 'hash' AND tree.value IN (SELECT hash FROM run_values);
  ALTER TABLE run_values DROP COLUMN used_at;
  CREATE TABLE bank_measures (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    bank TEXT NOT NULL,
    measure TEXT NOT NULL
  );
  CREATE INDEX bank_measures_by_bank ON bank_measures (bank, id);
  CREATE INDEX bank_measures_by_run ON bank_measures (run_id);
  `,
  // Runs of cells stand apart from those that somebody asked for.
  `
  ALTER TABLE runs ADD COLUMN experiment TEXT;
  CREATE INDEX runs_by_experiment ON runs (experiment, started_at DESC, id DESC);
  `,
  // Which cells of a row gave the same answer and the same documents: of older cells, the place of the first that did is the key.
  `
  UPDATE cells SET figures = json_insert(
    figures,
    '$[20]', (
      SELECT variant_position || '/' || repetition || '/' || arm_position FROM cells AS other
      WHERE other.experiment = cells.experiment AND other.row_position = cells.row_position
        AND json_extract(other.cell, '$.answer') = json_extract(cells.cell, '$.answer')
      ORDER BY variant_position, repetition, arm_position LIMIT 1
    ),
    '$[21]', (
      SELECT variant_position || '/' || repetition || '/' || arm_position FROM cells AS other
      WHERE other.experiment = cells.experiment AND other.row_position = cells.row_position
        AND json_extract(other.cell, '$.documents') = json_extract(cells.cell, '$.documents')
      ORDER BY variant_position, repetition, arm_position LIMIT 1
    )
  );
  `,
  // Pipelines are filed and come back when removed by mistake; revisions have names. Lists and counts of a pipeline leave out cells.
  `
  ALTER TABLE pipelines ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE pipelines ADD COLUMN archived INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE pipelines ADD COLUMN removed_at TEXT;
  ALTER TABLE revisions ADD COLUMN name TEXT NOT NULL DEFAULT '';
  DROP INDEX runs_by_pipeline;
  CREATE INDEX runs_by_pipeline ON runs (pipeline_id, started_at DESC, id DESC) WHERE experiment IS NULL;
  `,
  // A run of no experiment is written into one index less; lists of all runs are read from the one by start.
  `
  DROP INDEX runs_by_experiment;
  CREATE INDEX runs_by_experiment ON runs (experiment, started_at DESC, id DESC) WHERE experiment IS NOT NULL;
  DROP INDEX runs_by_start;
  CREATE INDEX runs_by_start ON runs (started_at DESC, id DESC, status, bytes, experiment);
  `,
  // What each cell cost; null in cells from before it was known.
  `
  UPDATE cells SET figures = json_insert(figures, '$[22]', json_extract(cell, '$.cost'));
  `,
]

const versionOf = (database: Database) => Number(database.get('PRAGMA user_version')?.['user_version'] ?? 0)

/**
 * Brings a database to the newest schema, or for a test to an older one. Two processes may do so at once: each step asks again once it has the lock.
 *
 * @throws STORE_NEWER for the file of a newer Signalbox
 */
export function migrateSchema(database: Database, target = migrations.length): void {
  for (;;) {
    const version = versionOf(database)
    if (version > target) throw failure('STORE_NEWER', { version, supported: target })
    if (version === target) return
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
