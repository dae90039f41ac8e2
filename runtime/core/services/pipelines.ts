/** Pipelines: drafts with a counter, revisions by content hash. */
import type { PipelineDocument } from '../document/document.ts'
import type { Draft, PipelineSummary, Revision, RevisionSummary } from '../wire/pipelines.ts'

export interface PipelineService {
  list(): Promise<readonly PipelineSummary[]>
  /** @throws PIPELINE_EXISTS */
  create(document: PipelineDocument): Promise<Draft>
  /** @throws PIPELINE_NOT_FOUND */
  get(id: string): Promise<Draft>
  /** @throws REVISION_CONFLICT when the draft has moved on; the current draft is in the failure's `cause`. */
  save(id: string, document: PipelineDocument, expectedCounter: number): Promise<Draft>
  remove(id: string, expectedCounter: number): Promise<void>
  revisions(id: string): Promise<readonly RevisionSummary[]>
  /** @throws REVISION_NOT_FOUND */
  revision(id: string, hash: string): Promise<Revision>
  /** Pins the draft as a revision; the same content gives the same revision. */
  saveRevision(id: string, note: string): Promise<Revision>
  publish(id: string, hash: string): Promise<Draft>
}
