/** A pipeline before anything is drawn. */
import type { PipelineDocument } from './document.ts'
import { documentFormat, documentVersion } from './document.ts'

/** A document of the current format without nodes, edges, notes or groups; its description is empty. */
export function emptyPipeline(id: string, name: string): PipelineDocument {
  return {
    format: documentFormat,
    version: documentVersion,
    id,
    name,
    description: '',
    nodes: [],
    edges: [],
    notes: [],
    groups: [],
  }
}
