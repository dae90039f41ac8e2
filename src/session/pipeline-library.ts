/** The stored pipelines of a host that a node can run. */

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
  /** Where a person works on one; left out by hosts without such a place. */
  hrefOf?(pipeline: string): string
}
