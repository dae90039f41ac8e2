/** The stored pipelines of a host that a node can run. */
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { StoredReference } from '../../runtime/core/services/sub-pipelines.ts'

export interface ListedPipeline {
  readonly id: string
  readonly name: string
  /** One line that helps to choose. */
  readonly detail?: string
}

export interface PipelineVersion {
  /** The content hash that a node is pinned to. */
  readonly revision: string
  readonly name: string
  readonly note: string
  /** ISO 8601. */
  readonly createdAt: string
}

export interface PipelineLibrary {
  /** @param chosen is listed wherever it exists, also where it is archived */
  list(chosen?: string): Promise<readonly ListedPipeline[]>
  /**
   * Newest first; of a long history the newest ones.
   *
   * @param pinned is among them wherever it exists
   * @throws PIPELINE_NOT_FOUND
   */
  versions(pipeline: string, pinned?: string): Promise<readonly PipelineVersion[]>
  /** Keeps a new pipeline under an id of the host's choosing, with its first version; left out by hosts where that is not possible. */
  create?(document: PipelineDocument): Promise<StoredReference>
  /** Saves the draft of one as a version; left out by hosts where that is not possible. @throws PIPELINE_NOT_FOUND */
  saveVersion?(pipeline: string): Promise<PipelineVersion>
  /** Where a person works on one; left out by hosts without such a place. */
  hrefOf?(pipeline: string): string
}
