/** How much is kept of runs: the oldest go first, a few at a time, and with them the values that no run uses any more. */
import type { PruneRequest, Pruned } from '../../core/stores/stores.ts'
import type { Retention } from '../../core/wire/runs.ts'
import type { Database } from './database.ts'
import { numberOf, textOf } from './database.ts'

export function measureRuns(database: Database): Retention['stored'] {
  const row = database.get(
    'SELECT count(*) AS runs, coalesce(sum(bytes), 0) AS bytes, min(started_at) AS oldest FROM runs',
  )
  if (row === undefined) return { runs: 0, bytes: 0, oldest: null }
  const { oldest } = row
  return {
    runs: numberOf(row, 'runs'),
    bytes: numberOf(row, 'bytes'),
    oldest: typeof oldest === 'string' ? oldest : null,
  }
}

export function pruneRuns(database: Database, { before, keepRuns, keepBytes, limit }: PruneRequest): Pruned {
  const stored = measureRuns(database)
  const oldest = database.all(
    `SELECT id, started_at < ? AS is_old, bytes FROM runs WHERE status != 'running' ORDER BY started_at, id LIMIT ?`,
    before,
    limit,
  )
  let { runs, bytes } = stored
  let removed = 0
  let values = 0
  for (const row of oldest) {
    if (row['is_old'] !== 1 && runs <= keepRuns && bytes <= keepBytes) break
    values += removeRun(database, textOf(row, 'id'))
    removed += 1
    runs -= 1
    bytes -= numberOf(row, 'bytes')
  }
  return { runs: removed, values, hasMore: removed === limit }
}

/** Removes a run with its trace. @returns how many large values went with it, since no other run uses them */
function removeRun(database: Database, id: string): number {
  const uses = database.all('SELECT hash FROM run_value_uses WHERE run_id = ?', id)
  database.run('DELETE FROM runs WHERE id = ?', id)
  let removed = 0
  for (const use of uses) {
    removed += database.run(
      'DELETE FROM run_values WHERE hash = ? AND NOT EXISTS (SELECT 1 FROM run_value_uses WHERE hash = run_values.hash)',
      textOf(use, 'hash'),
    )
  }
  return removed
}
