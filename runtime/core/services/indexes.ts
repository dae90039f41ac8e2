/** Searchable collections of articles. */
import type { RetrievedDocument, SourceSpan } from '../values.ts'
import type { TellProgress } from '../trace/events.ts'
import type { Article, CreateIndex, IndexSummary } from '../wire/indexes.ts'
import type { Job } from '../wire/jobs.ts'
import type { Page, PageRequest } from './page.ts'

export type SearchMethod = 'bm25' | 'dense' | 'hybrid'

export interface SearchRequest {
  readonly method: SearchMethod
  /** Passages to return, 1 to 200. */
  readonly limit: number
  /** Share of the dense score in hybrid search, 0 to 1; the index's own default when left out. */
  readonly denseWeight?: number
  /** Drops passages that repeat what is already in the list: 1 keeps relevance only, 0 variety only. */
  readonly diversity?: number
}

/** A passage with the places of the query's words: offsets into its own text. */
export interface FoundPassage extends RetrievedDocument {
  readonly highlights: readonly SourceSpan[]
}

/**
 * Bytes that were made of a passage when it was indexed, under a name that says what they are; undefined when there are none,
 * or the passage is not as it was then.
 */
export type FindAnnotation = (passage: RetrievedDocument, name: string) => Uint8Array | undefined

/** One generation of an index, held in memory. */
export interface OpenIndex {
  /** `id@generation`. */
  readonly version: string
  search(query: string, request: SearchRequest, signal?: AbortSignal): Promise<readonly RetrievedDocument[]>
  /** The whole article, or undefined. */
  article(id: string): Article | undefined
  /** Where it is left out, nothing is kept with passages. */
  readonly annotationOf?: FindAnnotation
}

export interface IndexReader {
  /**
   * @param tell hears how far it is, while the index is not in memory yet
   * @throws INDEX_NOT_FOUND or INDEX_NOT_BUILT
   */
  open(id: string, tell?: TellProgress): Promise<OpenIndex>
}

/** The generation that was current when it was asked for, or the first one while that is being built. */
export interface PinnedIndex {
  /** `id@generation`. */
  readonly version: string
  /** It stands; else whoever opens it waits for the build. */
  readonly isBuilt: boolean
  /** @param tell as for {@link IndexReader.open} @throws INDEX_BUILD_FAILED, or INDEX_NOT_BUILT where the build was stopped */
  open(tell?: TellProgress): Promise<OpenIndex>
}

export interface IndexService extends IndexReader {
  /** Begins to load the current generation, or to wait for the first; does not wait itself. @throws INDEX_NOT_FOUND or INDEX_NOT_BUILT */
  pin(id: string): Promise<PinnedIndex>
  list(): Promise<readonly IndexSummary[]>
  /** @throws INDEX_NOT_FOUND */
  get(id: string): Promise<IndexSummary>
  /** @throws RESOURCE_EXISTS */
  create(request: CreateIndex): Promise<IndexSummary>
  /** Stops its build first, if one is under way. */
  remove(id: string): Promise<void>
  /** A search for people to look at. @throws INDEX_NOT_FOUND or INDEX_NOT_BUILT */
  find(
    id: string,
    query: string,
    request: SearchRequest,
  ): Promise<{ readonly version: string; readonly items: readonly FoundPassage[] }>
  articles(id: string, page: PageRequest): Promise<Page<Article>>
  article(id: string, articleId: string): Promise<Article>
  putArticles(id: string, articles: readonly Article[]): Promise<IndexSummary>
  removeArticles(id: string, articleIds: readonly string[]): Promise<IndexSummary>
  /** Builds the next generation from the articles; readers keep theirs until it stands. */
  build(id: string): Promise<Job>
}
