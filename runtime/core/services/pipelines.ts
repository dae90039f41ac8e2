/** Pipelines: drafts with a counter, revisions by content hash. */
import type { PipelineDocument } from '../document/document.ts'
import type { Page, RevisionPage } from './page.ts'
import type {
  Draft,
  Filing,
  PipelineSummary,
  PipelineUse,
  Revision,
  RevisionSummary,
  RevisionTexts,
} from '../wire/pipelines.ts'

export interface PipelineService {
  /** Newest change first; with `use`, those that use all of it, in their draft or in what is published of them. */
  list(use?: PipelineUse): Promise<readonly PipelineSummary[]>
  /** @throws PIPELINE_EXISTS */
  create(document: PipelineDocument): Promise<Draft>
  /** @throws PIPELINE_NOT_FOUND */
  get(id: string): Promise<Draft>
  /** @throws REVISION_CONFLICT when the draft has moved on; the current draft is in the failure's `cause`. */
  save(id: string, document: PipelineDocument, expectedCounter: number): Promise<Draft>
  /** Files it under tags, puts it into the archive or takes it out. What is left out stays. @throws PIPELINE_NOT_FOUND */
  file(id: string, filing: Filing): Promise<PipelineSummary>
  /** Removes it; for a day it can be restored. */
  remove(id: string, expectedCounter: number): Promise<void>
  /** Brings a removed pipeline back with its revisions. @throws PIPELINE_NOT_FOUND also for one that was not removed */
  restore(id: string): Promise<Draft>
  /** Newest first. @throws PIPELINE_NOT_FOUND */
  revisions(id: string, page?: RevisionPage): Promise<Page<RevisionSummary>>
  /** @throws PIPELINE_NOT_FOUND, REVISION_NOT_FOUND */
  revision(id: string, hash: string): Promise<Revision>
  /** Pins the draft as a revision. The same content gives the same revision: a text that is left empty stays as it was. */
  saveRevision(id: string, texts?: Partial<RevisionTexts>): Promise<Revision>
  /** @throws REVISION_NOT_FOUND */
  describeRevision(id: string, hash: string, texts: RevisionTexts): Promise<Revision>
  publish(id: string, hash: string): Promise<Draft>
}
