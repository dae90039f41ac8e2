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
  const check = (document: PipelineDocument, old?: IssueState): IssueState =>
    groupIssues(validatePipeline(document, registry), old)
  const store = createStore<IssueState>(() => check(documents.getState().document))
  return {
    store,
    start: () => {
      let timer: ReturnType<typeof setTimeout> | undefined
      const checkNow = () => store.setState((old) => check(documents.getState().document, old))
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

/** Issues by node; a node whose issues are as before keeps its list, so that its card is not drawn again. */
export function groupIssues(issues: readonly DocumentIssue[], old?: IssueState): IssueState {
  const byNode = new Map<string, readonly DocumentIssue[]>()
  for (const issue of issues) {
    if (issue.node !== undefined) byNode.set(issue.node, [...(byNode.get(issue.node) ?? []), issue])
  }
  for (const [node, list] of byNode) {
    const before = old?.byNode.get(node)
    if (before !== undefined && JSON.stringify(before) === JSON.stringify(list)) byNode.set(node, before)
  }
  return { issues, byNode }
}

/** The setting that an issue is about: `/nodes/3/config/index` gives `index`. */
export function settingOf(issue: DocumentIssue): string | null {
  return /^\/nodes\/\d+\/config\/([^/]+)/.exec(issue.path)?.[1] ?? null
}
