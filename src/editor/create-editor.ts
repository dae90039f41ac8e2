/** Makes the stores of one editor. */
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { NodeDefinition } from '../../runtime/core/node/define-node.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import { createDocumentStore } from '../document/document-store.ts'
import type { IssueStore } from '../document/issue-store.ts'
import { createIssueStore } from '../document/issue-store.ts'
import { openDrawerOnFirstRun } from '../runs/open-drawer.ts'
import { createRunStore } from '../runs/run-store.ts'
import type { Runner } from '../runs/runner.ts'
import { createDraftStore, forgetWithNodes } from '../session/draft-store.ts'
import type { Editor, EditorWorkers } from '../session/editor-context.tsx'
import type { ResourceProvider } from '../session/resources.ts'
import { readOpenPanels, rememberOpenPanels } from '../session/open-panels.ts'
import { createSessionStore } from '../session/session-store.ts'

export interface EditorOptions {
  readonly document: PipelineDocument
  readonly nodes: readonly NodeDefinition[]
  readonly isReadOnly: boolean
  readonly runner: Runner | null
  readonly resources: ResourceProvider | null
  readonly workers: EditorWorkers
}

export interface MadeEditor {
  readonly editor: Editor
  /** Begins to watch the document for faults; call the result to stop. */
  readonly start: IssueStore['start']
}

export function makeEditor(options: EditorOptions): MadeEditor {
  const registry = createNodeRegistry(options.nodes)
  const document = createDocumentStore(options.document, { isReadOnly: options.isReadOnly })
  const issues = createIssueStore(document, registry, options.resources)
  const session = createSessionStore(readOpenPanels())
  rememberOpenPanels(session)
  const drafts = createDraftStore()
  forgetWithNodes(drafts, document)
  const runs = createRunStore(options.runner)
  openDrawerOnFirstRun(runs, session)
  return {
    editor: {
      document,
      session,
      drafts,
      runs,
      runner: options.runner,
      issues: issues.store,
      nodes: registry,
      resources: options.resources,
      workers: options.workers,
    },
    start: issues.start,
  }
}
