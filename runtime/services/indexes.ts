/** Indexes: articles in a collection, each generation of the built index as one blob. */
import { z } from 'zod'
import { failure } from '../core/errors/failure.ts'
import type { FoundPassage, IndexService, OpenIndex, PinnedIndex } from '../core/services/indexes.ts'
import type { JobHandle, JobService } from '../core/services/jobs.ts'
import type { CollectionStore } from '../core/stores/stores.ts'
import type { TellProgress } from '../core/trace/events.ts'
import type { Json, Language, SourceSpan } from '../core/values.ts'
import type { Article, IndexSummary } from '../core/wire/indexes.ts'
import { articleSchema, createIndexSchema, languageSchema } from '../core/wire/indexes.ts'
import type { IndexProgress } from '../retrieval/build-search-index.ts'
import { buildSearchIndex } from '../retrieval/build-search-index.ts'
import { loadSearchIndex, serialiseSearchIndex } from '../retrieval/search-index-file.ts'
import type { SearchIndex } from '../retrieval/search-index.ts'
import type { BlobKeeper } from './blob-keeper.ts'
import { describeChunks } from './describe-chunks.ts'
import { stopWork } from './jobs.ts'
import { createOpenedVersions } from './opened-versions.ts'
import type { Records, SummarisedRecords } from './records.ts'
import { openRecords, summariseRecords } from './records.ts'
import type { Rows } from './rows.ts'
import { openRows } from './rows.ts'

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

export interface IndexesOptions {
  readonly collections: CollectionStore
  readonly blobs: BlobKeeper
  readonly jobs: JobService
  /** Languages of the embedded readers: passages in these are described for them. */
  readonly readerLanguages?: ReadonlySet<Language>
}

export function createIndexService(options: IndexesOptions): IndexService {
  const { blobs, jobs, readerLanguages = new Set() } = options
  const context = createContext(options)
  const { records, summaries } = context
  const opened = createOpenedVersions<HeldIndex>()
  const locate = async (id: string) => {
    const { record } = await records.get(id)
    const { blob, generation, name } = record
    if (blob === null) throw failure('INDEX_NOT_BUILT', { index: id })
    const version = `${id}@${generation}`
    const load = (tell: TellProgress) => loadIndex(blobs, { id, blob, name, version }, tell)
    return { version, generation, load }
  }
  const hold = async (id: string) => {
    const { version, generation, load } = await locate(id)
    return { version, isBuilt: true, open: opened.open(id, generation, load).wait }
  }
  const open = async (id: string, tell?: TellProgress): Promise<HeldIndex> => (await hold(id)).open(tell)
  const pin = async (id: string): Promise<PinnedIndex> => {
    // Looked for before the record is read: the build may end in between.
    const build = jobs.underWay('index-build', id)
    const { record } = await records.get(id)
    if (build === undefined || record.blob !== null) return hold(id)
    const generation = record.generation + 1
    const load = async (tell: TellProgress) => {
      await waitForBuild(jobs, build.id, id, (share) =>
        tell({ done: share, total: 1, activity: 'index-build', note: record.name }),
      )
      return (await locate(id)).load(tell)
    }
    return { version: `${id}@${generation}`, isBuilt: false, open: opened.open(id, generation, load).wait }
  }

  return {
    ...createArticleMethods(context),
    open,
    pin,
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
    list: summaries.list,
    get: summaries.get,
    create: async (request) => {
      const { id, name, language } = createIndexSchema.parse(request)
      return summaries.create(emptyRecord(name, language), id)
    },
    remove: async (id) => {
      await stopWork(jobs, 'index-build', id)
      const { record } = await records.get(id)
      await records.remove(id)
      opened.forget(id)
      if (record.blob !== null) await blobs.drop([record.blob])
    },
    build: async (id) => {
      await records.get(id)
      return jobs.start('index-build', id, (handle) => buildIndex(context, id, readerLanguages, handle))
    },
  }
}

/** What the parts of the service share. */
interface Context {
  readonly collections: CollectionStore
  readonly blobs: BlobKeeper
  readonly records: Records<IndexRecord>
  readonly articles: Rows<Article>
  readonly summaries: SummarisedRecords<IndexRecord, IndexSummary>
  markStale(id: string, changes: number): Promise<IndexSummary>
}

function createContext({ collections, blobs }: IndexesOptions): Context {
  const records = openRecords(collections, {
    kind,
    schema: indexRecordSchema,
    notFound: ['INDEX_NOT_FOUND', 'index'],
  })
  const summaries = summariseRecords(records, async ({ id, record }): Promise<IndexSummary> => {
    const { blob: _blob, ...shown } = record
    return { id, ...shown, articles: await collections.countRows(kind, id) }
  })
  return {
    collections,
    blobs,
    records,
    articles: openRows(collections, kind, articleSchema),
    summaries,
    markStale: (id, changes) =>
      summaries.change(id, (old) => ({ ...old, isStale: true, changes: old.changes + changes })),
  }
}

function createArticleMethods({
  collections,
  records,
  articles,
  markStale,
}: Context): Pick<IndexService, 'articles' | 'article' | 'putArticles' | 'removeArticles'> {
  return {
    articles: async (id, request) => {
      await records.get(id)
      return articles.page(id, request)
    },
    article: async (id, articleId) => {
      const row = await collections.row(kind, id, articleId)
      if (row === undefined) throw failure('ARTICLE_NOT_FOUND', { index: id, article: articleId })
      return articleSchema.parse(row.value)
    },
    putArticles: async (id, added) => {
      await records.get(id)
      await collections.putRows(
        kind,
        id,
        added.map((article) => ({ id: article.id, value: { ...article } })),
      )
      return markStale(id, added.length)
    },
    removeArticles: async (id, articleIds) => {
      await records.get(id)
      const removed = await collections.removeRows(kind, id, articleIds)
      if (removed === 0) throw failure('ARTICLE_NOT_FOUND', { index: id, article: articleIds.join(', ') })
      return markStale(id, removed)
    },
  }
}

async function buildIndex(
  { records, articles, blobs, markStale }: Context,
  id: string,
  readerLanguages: ReadonlySet<Language>,
  { signal, report }: JobHandle,
): Promise<Json> {
  const startedMs = performance.now()
  const { record } = await records.get(id)
  // Cleared first: an article that changes during the build leaves the index stale.
  await records.change(id, (old) => ({ ...old, isStale: false, changes: 0 }))
  try {
    const documents = await articles.all(id)
    const isRead = readerLanguages.has(record.language)
    const indexing = isRead ? 0.5 : 1
    // Finding the words takes a fifth of the time, finding the meaning the rest; describing passages as long as both.
    const onProgress = ({ phase, share }: IndexProgress) =>
      report(indexing * (phase === 'words' ? share * 0.2 : 0.2 + share * 0.8), phase)
    const plain = await buildSearchIndex(documents, {}, onProgress, signal)
    const index = isRead
      ? await describeChunks(
          plain,
          record.language,
          (share) => report(indexing + share * (1 - indexing), 'features'),
          signal,
        )
      : plain
    const bytes = serialiseSearchIndex(index)
    const chunks = index.chunks.length
    await blobs.keep([bytes], ([blob = null]) =>
      records.change(id, (old) => ({
        ...old,
        generation: old.generation + 1,
        blob,
        chunks,
        bytes: bytes.length,
        builtAt: new Date().toISOString(),
      })),
    )
    if (record.blob !== null) await blobs.drop([record.blob])
    const seconds = (performance.now() - startedMs) / 1000
    return { documents: documents.length, chunks, bytes: bytes.length, seconds }
  } catch (error) {
    await markStale(id, record.changes)
    throw error
  }
}

/** @param onProgress hears how much of it is done, 0 to 1 @throws INDEX_BUILD_FAILED, or INDEX_NOT_BUILT when it is stopped */
async function waitForBuild(
  jobs: JobService,
  jobId: string,
  index: string,
  onProgress: (share: number) => void,
): Promise<void> {
  for await (const { state, progress, error } of jobs.follow(jobId)) {
    if (state === 'failed') throw failure('INDEX_BUILD_FAILED', { index, reason: error?.message ?? '' })
    if (state === 'cancelled') throw failure('INDEX_NOT_BUILT', { index })
    onProgress(progress ?? 0)
  }
}

function emptyRecord(name: string, language: IndexRecord['language']): IndexRecord {
  return {
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
    annotationOf: (passage, name) => index.annotationOf(passage, name),
    highlight: (query, text) => index.highlight(query, text),
  }
}

interface StoredIndex {
  readonly id: string
  readonly blob: string
  readonly name: string
  readonly version: string
}

async function loadIndex(
  blobs: BlobKeeper,
  { id, blob, name, version }: StoredIndex,
  tell: TellProgress,
): Promise<HeldIndex> {
  const toldShare = (share: number) => tell({ done: share, total: 1, activity: 'index-load', note: name })
  toldShare(0)
  const bytes = await blobs.get(blob)
  if (bytes === undefined) throw failure('INDEX_NOT_BUILT', { index: id })
  return openIndexOf(version, await loadSearchIndex(bytes, toldShare))
}
