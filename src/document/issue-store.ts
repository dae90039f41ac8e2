/** The faults of the document as it stands, worked out after each change. */
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { DocumentIssue } from '../../runtime/core/document/issue.ts'
import { validatePipeline } from '../../runtime/core/document/validate.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import type { DocumentStore } from './document-store.ts'

export interface IssueState {
  readonly issues: readonly DocumentIssue[]
  readonly byNode: ReadonlyMap<string, readonly DocumentIssue[]>
}

export interface IssueStore {
  readonly store: StoreApi<IssueState>
  /** Begins to watch the document; call the result to stop. */
  start(): () => void
}

/** Typing must not wait for a check of 500 nodes. */
const delayMs = 60

export function createIssueStore(documents: DocumentStore, registry: NodeRegistry): IssueStore {
  const check = (document: PipelineDocument): IssueState => groupIssues(validatePipeline(document, registry))
  const store = createStore<IssueState>(() => check(documents.getState().document))
  return {
    store,
    start: () => {
      let timer: ReturnType<typeof setTimeout> | undefined
      const checkNow = () => store.setState(check(documents.getState().document))
      checkNow()
      const stop = documents.subscribe((state, before) => {
        if (state.document === before.document) return
        clearTimeout(timer)
        timer = setTimeout(checkNow, delayMs)
      })
      return () => {
        clearTimeout(timer)
        stop()
      }
    },
  }
}

export function groupIssues(issues: readonly DocumentIssue[]): IssueState {
  const byNode = new Map<string, DocumentIssue[]>()
  for (const issue of issues) {
    if (issue.node === undefined) continue
    const known = byNode.get(issue.node)
    if (known === undefined) byNode.set(issue.node, [issue])
    else known.push(issue)
  }
  return { issues, byNode }
}

/** The setting that an issue is about: `/nodes/3/config/index` gives `index`. */
export function settingOf(issue: DocumentIssue): string | null {
  return /^\/nodes\/\d+\/config\/([^/]+)/.exec(issue.path)?.[1] ?? null
}
