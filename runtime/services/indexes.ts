/** Indexes: articles in a collection, each generation of the built index as one blob. */
import { z } from 'zod'
import { failure } from '../core/errors/failure.ts'
import type { FoundPassage, IndexService, OpenIndex } from '../core/services/indexes.ts'
import type { JobHandle, JobService } from '../core/services/jobs.ts'
import type { CollectionStore } from '../core/stores/stores.ts'
import type { Json, SourceSpan } from '../core/values.ts'
import type { Article, IndexSummary } from '../core/wire/indexes.ts'
import { articleSchema, createIndexSchema, languageSchema } from '../core/wire/indexes.ts'
import type { IndexProgress } from '../retrieval/build-search-index.ts'
import { buildSearchIndex } from '../retrieval/build-search-index.ts'
import { deserialiseSearchIndex, serialiseSearchIndex } from '../retrieval/search-index-file.ts'
import type { SearchIndex } from '../retrieval/search-index.ts'
import type { BlobKeeper } from './blob-keeper.ts'
import { idFromName, openRecords } from './records.ts'
import { readAllRows } from './rows.ts'

const indexRecordSchema = z.object({
  name: z.string(),
  language: languageSchema,
  generation: z.int(),
  /** Blob of the built index; null before the first build. */
  blob: z.string().nullable(),
  chunks: z.int(),
  bytes: z.int(),
  builtAt: z.string().nullable(),
  isStale: z.boolean(),
  /** Articles written or removed since the last build began. */
  changes: z.int().default(0),
})

type IndexRecord = z.infer<typeof indexRecordSchema>

const kind = 'index'
const pageRows = 100

export interface IndexesOptions {
  readonly collections: CollectionStore
  readonly blobs: BlobKeeper
  readonly jobs: JobService
}

export function createIndexService({ collections, blobs, jobs }: IndexesOptions): IndexService {
  const records = openRecords(collections, {
    kind,
    schema: indexRecordSchema,
    notFound: ['INDEX_NOT_FOUND', 'index'],
  })
  /** The newest generation of each index that was opened. */
  const opened = new Map<string, { generation: number; index: Promise<HeldIndex> }>()

  const summarise = async (id: string, record: IndexRecord): Promise<IndexSummary> => {
    const { blob: _blob, ...shown } = record
    return { id, ...shown, articles: await collections.countRows(kind, id) }
  }
  const markStale = (id: string, changes: number) =>
    records.change(id, (old) => ({ ...old, isStale: true, changes: old.changes + changes }))

  const load = async (id: string, record: IndexRecord): Promise<HeldIndex> => {
    if (record.blob === null) throw failure('INDEX_NOT_BUILT', { index: id })
    const bytes = await blobs.get(record.blob)
    if (bytes === undefined) throw failure('INDEX_NOT_BUILT', { index: id })
    return openIndexOf(`${id}@${record.generation}`, deserialiseSearchIndex(bytes))
  }

  const open = async (id: string): Promise<HeldIndex> => {
    const { record } = await records.get(id)
    const known = opened.get(id)
    if (known?.generation === record.generation) return known.index
    const index = load(id, record)
    opened.set(id, { generation: record.generation, index })
    // A failed load must not be remembered.
    index.catch(() => opened.delete(id))
    return index
  }

  return {
    open,
    find: async (id, query, request) => {
      const index = await open(id)
      const found = await index.search(query, request)
      return {
        version: index.version,
        items: found.map((passage): FoundPassage => ({
          ...passage,
          highlights: index.highlight(query, passage.text),
        })),
      }
    },
    list: async () => Promise.all((await records.list()).map(({ id, record }) => summarise(id, record))),
    get: async (id) => summarise(id, (await records.get(id)).record),
    create: async (request) => {
      const { id: wanted, name, language } = createIndexSchema.parse(request)
      const id = wanted ?? idFromName(name, `index-${(await records.list()).length + 1}`)
      const record: IndexRecord = {
        name,
        language,
        generation: 0,
        blob: null,
        chunks: 0,
        bytes: 0,
        builtAt: null,
        isStale: false,
        changes: 0,
      }
      await records.create(id, record)
      return summarise(id, record)
    },
    remove: async (id) => {
      const { record } = await records.get(id)
      await records.remove(id)
      opened.delete(id)
      if (record.blob !== null) await blobs.drop([record.blob])
    },
    articles: async (id, { after, limit = pageRows, search }) => {
      await records.get(id)
      const page = await collections.rows(kind, id, {
        limit,
        ...(after === undefined ? {} : { after }),
        ...(search === undefined ? {} : { search }),
      })
      return { ...page, items: page.items.map(({ value }) => articleSchema.parse(value)) }
    },
    article: async (id, articleId) => {
      const row = await collections.row(kind, id, articleId)
      if (row === undefined) throw failure('ARTICLE_NOT_FOUND', { index: id, article: articleId })
      return articleSchema.parse(row.value)
    },
    putArticles: async (id, articles) => {
      await records.get(id)
      await collections.putRows(
        kind,
        id,
        articles.map((article) => ({ id: article.id, value: { ...article } })),
      )
      return summarise(id, await markStale(id, articles.length))
    },
    removeArticles: async (id, articleIds) => {
      await records.get(id)
      const removed = await collections.removeRows(kind, id, articleIds)
      if (removed === 0) throw failure('ARTICLE_NOT_FOUND', { index: id, article: articleIds.join(', ') })
      return summarise(id, await markStale(id, removed))
    },
    build: async (id) => {
      await records.get(id)
      return jobs.start('index-build', id, (handle) => build(id, handle))
    },
  }

  async function build(id: string, { signal, report }: JobHandle): Promise<Json> {
    const startedMs = performance.now()
    const { record } = await records.get(id)
    // Cleared first: an article that changes during the build leaves the index stale.
    await records.change(id, (old) => ({ ...old, isStale: false, changes: 0 }))
    try {
      const articles = await readAllRows(collections, kind, id, articleSchema)
      // Finding the words takes a fifth of the time, finding the meaning the rest.
      const onProgress = ({ phase, share }: IndexProgress) =>
        report(phase === 'words' ? share * 0.2 : 0.2 + share * 0.8, phase)
      const index = await buildSearchIndex(articles, {}, onProgress, signal)
      const bytes = serialiseSearchIndex(index)
      const next = await blobs.keep([bytes], ([blob = null]) =>
        records.change(id, (old) => ({
          ...old,
          generation: old.generation + 1,
          blob,
          chunks: index.chunks.length,
          bytes: bytes.length,
          builtAt: new Date().toISOString(),
        })),
      )
      if (record.blob !== null) await blobs.drop([record.blob])
      const seconds = (performance.now() - startedMs) / 1000
      return { documents: articles.length, chunks: next.chunks, bytes: next.bytes, seconds }
    } catch (error) {
      await markStale(id, record.changes)
      throw error
    }
  }
}

interface HeldIndex extends OpenIndex {
  /** Where the words of the query stand in a passage. */
  highlight(query: string, text: string): SourceSpan[]
}

function openIndexOf(version: string, index: SearchIndex): HeldIndex {
  const articles = new Map<string, Article>(index.documents.map((document) => [document.id, { ...document }]))
  return {
    version,
    search: async (query, request) => index.search(query, request),
    article: (id) => articles.get(id),
    highlight: (query, text) => index.highlight(query, text),
  }
}
