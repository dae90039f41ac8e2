/** Makes the stores of one editor. */
import { createKeymap } from '../commands/keymap.ts'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { migratePipeline } from '../../runtime/core/document/migrate.ts'
import { createNodeRegistry } from '../../runtime/core/node/registry.ts'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import type { ChangeMarks } from '../document/diff-documents.ts'
import { createDocumentStore } from '../document/document-store.ts'
import { createLevels } from '../document/levels.ts'
import type { LoadPipeline } from '../document/stored-pipelines.ts'
import { trailOf } from '../document/pipeline-trail.ts'
import { createStoredPipelines } from '../document/stored-pipelines.ts'
import { createIssueStore } from '../document/issue-store.ts'
import type { PageResources } from '../runs/local-runner/page-resources.ts'
import { openDrawerOnFirstRun } from '../runs/open-drawer.ts'
import type { RunStore } from '../runs/run-store.ts'
import { createHeatStore } from '../runs/heat-store.ts'
import { createPinStore } from '../runs/pin-store.ts'
import { createRunStore } from '../runs/run-store.ts'
import type { Runner } from '../runs/runner.ts'
import { createCanvasOptions } from '../session/canvas-options.ts'
import { createDraftStore, forgetWithNodes } from '../session/draft-store.ts'
import type { Editor, EditorWorkers } from '../session/editor-context.tsx'
import type { EditorFeatures } from '../session/features.ts'
import { everyFeature } from '../session/features.ts'
import type { EditorNode } from '../session/node-cards.ts'
import { splitNodes } from '../session/node-cards.ts'
import { createNodePicks } from '../session/node-picks.ts'
import { readOpenPanels, rememberOpenPanels } from '../session/open-panels.ts'
import type { Locale } from '../messages/locale.ts'
import type { ResourceProvider } from '../session/resources.ts'
import { selectOnlyDrawn } from '../session/select-only-drawn.ts'
import { startAfresh } from '../session/start-afresh.ts'
import { createWorkStore } from '../session/work-store.ts'
import { createSessionStore } from '../session/session-store.ts'
import { openRunner } from './open-runner.ts'

export interface EditorOptions {
  readonly document: PipelineDocument
  readonly nodes: readonly EditorNode[]
  readonly isReadOnly: boolean
  readonly runner: Runner | URL | string | undefined
  readonly resources: ResourceProvider | PageResources | undefined
  readonly workers: EditorWorkers
  readonly features: EditorFeatures
  readonly loadPlaces: Editor['loadPlaces']
  /** Null for the runner's own. */
  readonly loadPipeline: LoadPipeline
  /** Of what the resources are listed in. @default 'en' */
  readonly locale?: Locale
  /** See `PipelineEditorProps`; `''` for none. */
  readonly storageKey?: string
  readonly marks?: ChangeMarks
}

export interface MadeEditor {
  readonly editor: Editor
  /** Begins to watch the document for faults; call the result to stop, which also ends the worker of its runs. */
  readonly start: () => () => void
}

const noMarks: ChangeMarks = new Map()

export function makeEditor(options: EditorOptions): MadeEditor {
  const { storageKey = '' } = options
  const { definitions, cards } = splitNodes(options.nodes)
  const registry = createNodeRegistry(definitions)
  const features = { ...everyFeature, ...options.features }
  const { runner, localRunner, resources, loadPipeline } = openRunner(options, definitions, features.runs)
  resources?.speak?.(options.locale ?? 'en')
  const drafts = createDraftStore()
  const { settle } = drafts.getState().typed
  const whole = createDocumentStore(options.document, {
    isReadOnly: options.isReadOnly,
    settle,
    migrate: (document) => migratePipeline(document, registry),
  })
  const stored = createStoredPipelines(options.loadPipeline ?? loadPipeline, registry)
  const levels = createLevels(whole, registry, stored)
  const document = levels.shown
  const work = createWorkStore(resources)
  const trail = () => trailOf(whole, levels)
  const issues = createIssueStore(document, registry, resources, stored, work.store, trail)
  const session = createSessionStore(readOpenPanels(storageKey))
  rememberOpenPanels(session, storageKey)
  forgetWithNodes(drafts, document)
  startAfresh(levels, session, drafts)
  selectOnlyDrawn(document, session)
  const runs = createRunStore(runner)
  openDrawerOnFirstRun(runs, session)
  return {
    editor: {
      document,
      whole,
      levels,
      stored,
      session,
      drafts,
      runs,
      pins: createPinStore(whole, storageKey),
      heat: createHeatStore(runner),
      runner,
      localRuns: localRunner?.state ?? null,
      work: work.store,
      issues: issues.store,
      keymap: createKeymap(storageKey),
      picks: createNodePicks(storageKey),
      canvasOptions: createCanvasOptions(storageKey),
      nodes: registry,
      cards,
      features,
      resources,
      workers: options.workers,
      marks: options.marks ?? noMarks,
      loadPlaces: options.loadPlaces,
    },
    start: () => {
      const stops = [work.start(), issues.start()]
      return () => {
        for (const stop of stops) stop()
        localRunner?.close()
      }
    },
  }
}

/** Tells of every run that was started here and has ended. */
export function watchEndedRuns(runs: RunStore, onRun: (run: RunView) => void): () => void {
  return runs.subscribe(({ turns }, before) => {
    if (turns === before.turns) return
    const old = new Map(before.turns.map((turn) => [turn.id, turn.view]))
    for (const { id, view } of turns) {
      const hasEnded = view.status !== 'idle' && view.status !== 'running'
      const wasGoing = old.get(id)?.status === 'running' || old.get(id)?.status === 'idle'
      if (hasEnded && wasGoing) onRun(view)
    }
  })
}
