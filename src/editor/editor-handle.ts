/** What a host can ask of an editor through its `ref`. */
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { DocumentIssue } from '../../runtime/core/document/issue.ts'
import { validatePipeline } from '../../runtime/core/document/validate.ts'
import { replaceDocument } from '../document/commands.ts'
import type { Editor } from '../session/editor-context.tsx'

export interface EditorHandle {
  /** The document as it stands. */
  toJSON(): PipelineDocument
  /** Every fault of the document as it stands. */
  validate(): readonly DocumentIssue[]
  /** Puts another version of the document in place, as one step that can be undone. */
  replace(document: PipelineDocument): void
  undo(): void
  redo(): void
  /** Selects a node and brings it into view, with the inspector at one of its settings. */
  goToNode(node: string, setting?: string): void
  /** Draws a stored run on the canvas. */
  showRun(runId: string): void
}

export function createHandle({ document, nodes, session, runs }: Editor): EditorHandle {
  return {
    toJSON: () => document.getState().document,
    validate: () => validatePipeline(document.getState().document, nodes),
    replace: (next) => document.getState().apply(replaceDocument(next)),
    undo: () => document.getState().undo(),
    redo: () => document.getState().redo(),
    showRun: (runId) => {
      session.getState().show('drawer', true)
      void runs.getState().show(runId)
    },
    goToNode: (node, setting) => session.getState().goToNode(node, setting ?? null),
  }
}
