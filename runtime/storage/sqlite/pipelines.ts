import { documentSchema } from '../../core/document/document.ts'
import type { PipelineStore } from '../../core/stores/stores.ts'
import type { Draft, PipelineSummary, Revision } from '../../core/wire/pipelines.ts'
import type { Database, SqlRow } from './database.ts'
import { numberOf, textOf } from './database.ts'
import type { SyncStore } from './sync-store.ts'

function toDraft(row: SqlRow): Draft {
  return {
    document: documentSchema.parse(JSON.parse(textOf(row, 'document'))),
    counter: numberOf(row, 'counter'),
    updatedAt: textOf(row, 'updated_at'),
    publishedRevision: row['published'] === null ? null : textOf(row, 'published'),
  }
}

function toSummary(row: SqlRow): PipelineSummary {
  const { document, ...rest } = toDraft(row)
  return {
    ...rest,
    id: document.id,
    name: document.name,
    description: document.description,
    nodes: document.nodes.length,
  }
}

function toRevision(row: SqlRow): Revision {
  return {
    hash: textOf(row, 'hash'),
    pipelineId: textOf(row, 'pipeline_id'),
    createdAt: textOf(row, 'created_at'),
    note: textOf(row, 'note'),
    document: documentSchema.parse(JSON.parse(textOf(row, 'document'))),
  }
}

export function createPipelineTables(database: Database): SyncStore<PipelineStore> {
  const now = () => new Date().toISOString()
  const get = (id: string): Draft | undefined => {
    const row = database.get('SELECT * FROM pipelines WHERE id = ?', id)
    return row === undefined ? undefined : toDraft(row)
  }
  const revision = (id: string, hash: string): Revision | undefined => {
    const row = database.get('SELECT * FROM revisions WHERE pipeline_id = ? AND hash = ?', id, hash)
    return row === undefined ? undefined : toRevision(row)
  }
  return {
    get,
    version: (id) => {
      const row = database.get('SELECT counter, updated_at, published FROM pipelines WHERE id = ?', id)
      return row && JSON.stringify([row['counter'], row['updated_at'], row['published']])
    },
    revision,
    list: () => database.all('SELECT * FROM pipelines ORDER BY updated_at DESC, id').map(toSummary),
    create: (document) => {
      const changed = database.run(
        'INSERT INTO pipelines (id, counter, document, updated_at) VALUES (?, 1, ?, ?) ON CONFLICT DO NOTHING',
        document.id,
        JSON.stringify(document),
        now(),
      )
      return changed === 0 ? undefined : get(document.id)
    },
    save: (id, document, expectedCounter) => {
      const changed = database.run(
        'UPDATE pipelines SET document = ?, counter = counter + 1, updated_at = ? WHERE id = ? AND counter = ?',
        JSON.stringify(document),
        now(),
        id,
        expectedCounter,
      )
      return changed === 0 ? undefined : get(id)
    },
    remove: (id, expectedCounter) =>
      database.run('DELETE FROM pipelines WHERE id = ? AND counter = ?', id, expectedCounter) > 0,
    addRevision: (added) => {
      database.run(
        'INSERT INTO revisions (pipeline_id, hash, document, created_at, note) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING',
        added.pipelineId,
        added.hash,
        JSON.stringify(added.document),
        added.createdAt,
        added.note,
      )
      return revision(added.pipelineId, added.hash) ?? added
    },
    revisions: (id) =>
      database
        .all('SELECT * FROM revisions WHERE pipeline_id = ? ORDER BY created_at DESC, hash', id)
        .map(toRevision)
        .map(({ document: _document, ...summary }) => summary),
    publish: (id, hash) => {
      database.run('UPDATE pipelines SET published = ? WHERE id = ?', hash, id)
      return get(id)
    },
  }
}
