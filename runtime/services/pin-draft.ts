/** The revision that a run of the draft is pinned to, made when the draft has changed since the last run. */
import type { PipelineService } from '../core/services/pipelines.ts'
import type { Revision } from '../core/wire/pipelines.ts'
import { createRecentlyUsed } from '../core/recently-used.ts'

/** Pipelines whose last revision is remembered. */
const keptRevisions = 64

export type PinDraft = (pipelineId: string) => Promise<Revision>

/** The revision stands under the draft's name: one of the same content may have been stored before a renaming. */
export function createPinDraft(pipelines: PipelineService): PinDraft {
  const pinned = createRecentlyUsed<{ readonly state: string; readonly revision: Revision }>(keptRevisions)
  return async (pipelineId) => {
    const { document, counter, updatedAt } = await pipelines.get(pipelineId)
    const state = `${counter} ${updatedAt}`
    const known = pinned.get(pipelineId)
    if (known?.state === state) return known.revision
    const stored = await pipelines.saveRevision(pipelineId)
    const revision = { ...stored, document: { ...stored.document, name: document.name } }
    const after = await pipelines.get(pipelineId)
    // Saved by somebody meanwhile: this run has what it pinned, the next one looks again.
    if (`${after.counter} ${after.updatedAt}` === state) pinned.set(pipelineId, { state, revision })
    return revision
  }
}
