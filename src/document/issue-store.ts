/** The faults of the document, with what it names that the host lacks; worked out a moment after it is shown and after each change. */
import type { StoreApi } from 'zustand/vanilla'
import { createStore } from 'zustand/vanilla'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { referenceOf } from '../../runtime/core/document/find-inside.ts'
import type { DocumentIssue } from '../../runtime/core/document/issue.ts'
import { validatePipeline } from '../../runtime/core/document/validate.ts'
import type { NodeRegistry } from '../../runtime/core/node/registry.ts'
import { loadResources, recallResources, watchResources } from '../session/load-resources.ts'
import type { ResourceKind, ResourceProvider } from '../session/resources.ts'
import { canList } from '../session/resources.ts'
import type { WorkState } from '../session/work-store.ts'
import { listBuilt, watchBuilt } from '../session/work-store.ts'
import { afterFrame } from '../ui/after-frame.ts'
import type { DocumentStore } from './document-store.ts'
import type { findPipelineIssues } from './pipeline-issues.ts'
import type { PipelineTrail } from './pipeline-trail.ts'
import type { ResourceReference } from './resource-issues.ts'
import { findResourceIssues, listReferences } from './resource-issues.ts'
import type { StoredPipelines } from './stored-pipelines.ts'

export interface IssueState {
  /** False until the document was looked at for the first time. */
  readonly isChecked: boolean
  readonly issues: readonly DocumentIssue[]
  readonly byNode: ReadonlyMap<string, readonly DocumentIssue[]>
  /** The faults of the document as it stands, for those who cannot wait a moment. */
  settle(): readonly DocumentIssue[]
}

export interface IssueStore {
  readonly store: StoreApi<IssueState>
  /** Begins to watch the document and what the host has; call the result to stop. */
  start(): () => void
}

/** Typing must not wait for a check of 500 nodes. */
const delayMs = 60

/**
 * @param resources What the host has; null when nobody can say. Of a kind whose list is not loaded or cannot be, no setting is
 *   at fault for what it names.
 * @param stored What nodes run that is stored elsewhere: its settings are looked at too, once it is here.
 * @param work What the host builds: runs wait for that.
 * @param trail Where the document stands, when it is not one of its own.
 */
export function createIssueStore(
  documents: DocumentStore,
  registry: NodeRegistry,
  resources: ResourceProvider | null,
  stored: StoredPipelines | null = null,
  work: StoreApi<WorkState> | null = null,
  trail: () => PipelineTrail = () => ({ pipelines: [documents.getState().document], depth: 0 }),
): IssueStore {
  const host = createHostLists(resources)
  const references = () =>
    listReferences(documents.getState().document, registry, stored?.store.getState().find)
  // Null: something changed since, and nobody has looked.
  let checked: PipelineDocument | null = null
  const store = createStore<IssueState>((_set, get) => ({
    isChecked: false,
    issues: [],
    byNode: new Map(),
    settle: () => {
      if (checked !== documents.getState().document) checkNow()
      return get().issues
    },
  }))
  const inside = createInsideCheck(registry, stored, trail)
  const checkNow = () => {
    checked = documents.getState().document
    const issues = [
      ...validatePipeline(checked, registry),
      ...findResourceIssues(references(), host.recall, listBuilt(work)),
      ...inside.find(checked),
    ]
    store.setState(({ byNode }) => ({ isChecked: true, issues, byNode: groupIssues(issues, byNode) }))
  }

  const start = () => {
    let isWatching = true
    let asked = ''
    const checkWhileWatching = () => {
      if (isWatching) checkNow()
    }
    const askHost = () => host.ask(references(), checkWhileWatching)
    const checkAll = () => {
      if (checked !== documents.getState().document) checkNow()
      askForNamed()
      const { document } = documents.getState()
      stored?.loadAll(document)
      void inside.load(document, checkWhileWatching)
    }
    const comeBack = () => {
      askHost()
      stored?.loadAll(documents.getState().document, true)
    }
    const askForNamed = () => {
      const named = JSON.stringify(references().map(({ kind, id }) => [kind, id]))
      if (named === asked) return
      asked = named
      askHost()
    }
    const stops = [
      afterFrame(checkAll),
      stored?.store.subscribe(() => {
        checkNow()
        askForNamed()
      }),
      watchChanges(documents, checkAll),
      // Of what was asked for here, and by a picker that has made something.
      host.watch(checkNow),
      watchBuilt(work, checkNow),
    ]
    globalThis.addEventListener('focus', comeBack)
    return () => {
      isWatching = false
      for (const stop of stops) stop?.()
      globalThis.removeEventListener('focus', comeBack)
    }
  }
  return { store, start }
}

/** What the host has, as far as it is known. */
function createHostLists(resources: ResourceProvider | null) {
  const failed = new Set<ResourceKind>()
  return {
    /** Undefined where the list has not come, or came once and now cannot be had. */
    recall: (kind: ResourceKind) =>
      resources === null || failed.has(kind) ? undefined : recallResources(resources, kind),
    /** Asks anew for the lists of what is named; `onFailed` is called for each that cannot be had. */
    ask: (named: readonly ResourceReference[], onFailed: () => void) => {
      if (resources === null) return
      const fail = (kind: ResourceKind) => {
        failed.add(kind)
        onFailed()
      }
      for (const kind of new Set(named.map((one) => one.kind)))
        if (canList(resources, kind)) void loadResources(resources, kind).catch(() => fail(kind))
    },
    /** Hears of every list that comes, whoever asked for it. @returns call it to stop */
    watch: (onCome: () => void) =>
      resources === null
        ? undefined
        : watchResources(resources, (kind) => {
            failed.delete(kind)
            onCome()
          }),
  }
}

/** The faults of what nodes run. Few pipelines run others: the check is loaded for those that do. */
function createInsideCheck(
  registry: NodeRegistry,
  stored: StoredPipelines | null,
  trail: () => PipelineTrail,
) {
  let check: typeof findPipelineIssues | undefined
  return {
    /** Nothing until it is loaded. */
    find: (document: PipelineDocument): readonly DocumentIssue[] =>
      (stored && check?.(document, registry, stored.store.getState(), trail())) ?? [],
    /** Without a connection it is tried again at the next change. */
    load: async ({ nodes }: PipelineDocument, onCome: () => void): Promise<void> => {
      if (check !== undefined || !nodes.some((node) => referenceOf(node, registry) !== undefined)) return
      check = (await import('./pipeline-issues.ts').catch(() => undefined))?.findPipelineIssues
      if (check !== undefined) onCome()
    },
  }
}

/** Calls back a moment after the last of some changes; call the result to stop. */
function watchChanges(documents: DocumentStore, onChange: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const stop = documents.subscribe((state, before) => {
    if (state.document === before.document) return
    clearTimeout(timer)
    timer = setTimeout(onChange, delayMs)
  })
  return () => {
    clearTimeout(timer)
    stop()
  }
}

/** Issues by node; a node whose issues are as before keeps its list, so that its card is not drawn again. */
function groupIssues(issues: readonly DocumentIssue[], old: IssueState['byNode']): IssueState['byNode'] {
  const byNode = new Map<string, readonly DocumentIssue[]>()
  for (const issue of issues) {
    if (issue.node !== undefined) byNode.set(issue.node, [...(byNode.get(issue.node) ?? []), issue])
  }
  for (const [node, list] of byNode) {
    const before = old.get(node)
    if (before !== undefined && JSON.stringify(before) === JSON.stringify(list)) byNode.set(node, before)
  }
  return byNode
}

/** The setting that an issue is about: `/nodes/3/config/index` gives `index`. */
export function settingOf(issue: DocumentIssue): string | null {
  return /^\/nodes\/\d+\/config\/([^/]+)/.exec(issue.path)?.[1] ?? null
}
