/** Where a pipeline stands that others run. */
import type { DocumentStore } from './document-store.ts'
import type { Levels } from './levels.ts'

export interface PipelineTrail {
  /** The document, and the stored pipelines that lead from it to what is shown: none of them can be run there. */
  readonly pipelines: readonly { readonly id: string; readonly name: string }[]
  /** How many levels deep it is; 0 for the document itself. */
  readonly depth: number
}

/** Of what an editor shows. */
export function trailOf(whole: DocumentStore, levels: Levels): PipelineTrail {
  const { path, stored } = levels.store.getState()
  const { id, name } = whole.getState().document
  const around = stored === null ? [] : [{ id: stored.id, name: levels.shown.getState().document.name }]
  return { pipelines: [{ id, name }, ...around], depth: path.length }
}
