import { z } from 'zod'
import { documentSchema } from '../../core/document/document.ts'
import type { Page, RevisionPage } from '../../core/services/page.ts'
import type { PipelineStore } from '../../core/stores/stores.ts'
import type { Draft, PipelineSummary, Revision, RevisionSummary } from '../../core/wire/pipelines.ts'
import type { Database, SqlRow } from './database.ts'
import { numberOf, textOf } from './database.ts'
import type { SyncStore } from './sync-store.ts'

const tagsSchema = z.array(z.string())

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
    tags: tagsSchema.parse(JSON.parse(textOf(row, 'tags'))),
    isArchived: numberOf(row, 'archived') === 1,
  }
}

function toRevisionSummary(row: SqlRow): RevisionSummary {
  return {
    hash: textOf(row, 'hash'),
    pipelineId: textOf(row, 'pipeline_id'),
    createdAt: textOf(row, 'created_at'),
    name: textOf(row, 'name'),
    note: textOf(row, 'note'),
  }
}

function toRevision(row: SqlRow): Revision {
  return { ...toRevisionSummary(row), document: documentSchema.parse(JSON.parse(textOf(row, 'document'))) }
}

export function createPipelineTables(database: Database): SyncStore<PipelineStore> {
  const row = (id: string) => database.get('SELECT * FROM pipelines WHERE id = ? AND removed_at IS NULL', id)
  const get = (id: string): Draft | undefined => {
    const found = row(id)
    return found === undefined ? undefined : toDraft(found)
  }
  return {
    get,
    version: (id) => {
      const found = database.get(
        'SELECT counter, updated_at, published FROM pipelines WHERE id = ? AND removed_at IS NULL',
        id,
      )
      return found && JSON.stringify([found['counter'], found['updated_at'], found['published']])
    },
    list: () =>
      database
        .all('SELECT * FROM pipelines WHERE removed_at IS NULL ORDER BY updated_at DESC, id')
        .map(toSummary),
    ...draftChanges(database, get),
    file: (id, { tags, isArchived }) => {
      if (tags !== undefined)
        database.run(
          'UPDATE pipelines SET tags = ? WHERE id = ? AND removed_at IS NULL',
          JSON.stringify(tags),
          id,
        )
      if (isArchived !== undefined)
        database.run(
          'UPDATE pipelines SET archived = ? WHERE id = ? AND removed_at IS NULL',
          isArchived ? 1 : 0,
          id,
        )
      const found = row(id)
      return found === undefined ? undefined : toSummary(found)
    },
    ...revisionTables(database),
    publish: (id, hash) => {
      database.run('UPDATE pipelines SET published = ? WHERE id = ? AND removed_at IS NULL', hash, id)
      return get(id)
    },
  }
}

function draftChanges(
  database: Database,
  get: (id: string) => Draft | undefined,
): Pick<SyncStore<PipelineStore>, 'create' | 'save' | 'remove' | 'restore' | 'purge'> {
  const now = () => new Date().toISOString()
  return {
    create: (document) => {
      database.run('DELETE FROM pipelines WHERE id = ? AND removed_at IS NOT NULL', document.id)
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
        `UPDATE pipelines SET document = ?, counter = counter + 1, updated_at = ?
         WHERE id = ? AND counter = ? AND removed_at IS NULL`,
        JSON.stringify(document),
        now(),
        id,
        expectedCounter,
      )
      return changed === 0 ? undefined : get(id)
    },
    remove: (id, expectedCounter) =>
      database.run(
        'UPDATE pipelines SET removed_at = ? WHERE id = ? AND counter = ? AND removed_at IS NULL',
        now(),
        id,
        expectedCounter,
      ) > 0,
    restore: (id) => {
      const changed = database.run(
        'UPDATE pipelines SET removed_at = NULL WHERE id = ? AND removed_at IS NOT NULL',
        id,
      )
      return changed === 0 ? undefined : get(id)
    },
    purge: (before) => {
      database.run('DELETE FROM pipelines WHERE removed_at < ?', before)
    },
  }
}

function revisionTables(
  database: Database,
): Pick<SyncStore<PipelineStore>, 'addRevision' | 'describeRevision' | 'revisions' | 'revision'> {
  const ofKept = 'pipeline_id IN (SELECT id FROM pipelines WHERE removed_at IS NULL)'
  const revision = (id: string, hash: string): Revision | undefined => {
    const found = database.get(
      `SELECT * FROM revisions WHERE pipeline_id = ? AND hash = ? AND ${ofKept}`,
      id,
      hash,
    )
    return found === undefined ? undefined : toRevision(found)
  }
  return {
    revision,
    addRevision: (added) => {
      database.run(
        `INSERT INTO revisions (pipeline_id, hash, document, created_at, name, note) VALUES (?, ?, ?, ?, ?, ?)
         ON CONFLICT DO NOTHING`,
        added.pipelineId,
        added.hash,
        JSON.stringify(added.document),
        added.createdAt,
        added.name,
        added.note,
      )
      return revision(added.pipelineId, added.hash) ?? added
    },
    describeRevision: (id, hash, { name, note }) => {
      database.run(
        `UPDATE revisions SET name = ?, note = ? WHERE pipeline_id = ? AND hash = ? AND ${ofKept}`,
        name,
        note,
        id,
        hash,
      )
      return revision(id, hash)
    },
    revisions: (id, page) => listRevisions(database, `pipeline_id = ? AND ${ofKept}`, id, page),
  }
}

function listRevisions(
  database: Database,
  ofPipeline: string,
  id: string,
  { after, limit = 100, isNamed = false }: RevisionPage = {},
): Page<RevisionSummary> {
  const where = `${ofPipeline}${isNamed ? " AND name <> ''" : ''}`
  const start = database.get(
    'SELECT created_at FROM revisions WHERE pipeline_id = ? AND hash = ?',
    id,
    after ?? '',
  )
  const moment = start === undefined ? '' : textOf(start, 'created_at')
  const from = start === undefined ? [] : [moment, moment, after ?? '']
  const rows = database
    .all(
      `SELECT hash, pipeline_id, created_at, name, note FROM revisions WHERE ${where}
       ${start === undefined ? '' : 'AND (created_at < ? OR (created_at = ? AND hash > ?))'}
       ORDER BY created_at DESC, hash LIMIT ?`,
      id,
      ...from,
      limit + 1,
    )
    .map(toRevisionSummary)
  const items = rows.slice(0, limit)
  const last = items.at(-1)
  const count = database.get(`SELECT count(*) AS n FROM revisions WHERE ${where}`, id)
  return {
    items,
    total: count === undefined ? 0 : numberOf(count, 'n'),
    ...(rows.length > limit && last !== undefined ? { next: last.hash } : {}),
  }
}
