/** The editor as one component. Several may stand on one page; each has stores of its own. */
import { ReactFlowProvider } from '@xyflow/react'
import type { ReactNode, Ref, RefObject } from 'react'
import { useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import type { StoredReference } from '../../runtime/core/services/sub-pipelines.ts'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import { builtinNodes } from '../../nodes/index.ts'
import { useCommandContext } from '../commands/use-commands.ts'
import type { Locale } from '../messages/locale.ts'
import type { PageResources } from '../runs/local-runner/page-resources.ts'
import type { Runner } from '../runs/runner.ts'
import type { EditorWorkers, HostPlace } from '../session/editor-context.tsx'
import type { Editor } from '../session/editor-context.tsx'
import { EditorContext } from '../session/editor-context.tsx'
import type { EditorFeatures } from '../session/features.ts'
import type { EditorNode } from '../session/node-cards.ts'
import type { ResourceProvider } from '../session/resources.ts'
import { useNodeTexts } from '../session/use-node-texts.ts'
import { joinClasses } from '../ui/class-names.ts'
import { RememberedScope } from '../ui/remembered.ts'
import type { Theme } from '../ui/signalbox-root.tsx'
import { SignalboxRoot } from '../ui/signalbox-root.tsx'
import { makeEditor, watchEndedRuns } from './create-editor.ts'
import { EditorFrame } from './editor-frame.tsx'
import type { EditorHandle } from './editor-handle.ts'
import { createHandle } from './editor-handle.ts'
import styles from './pipeline-editor.module.css'

export interface PipelineEditorProps {
  /**
   * Shown as given; another object than the one `onChange` gave last replaces what is on the canvas and its history. Without it
   * the editor keeps its own document, beginning with `defaultDocument`.
   */
  readonly document?: PipelineDocument
  /** What an editor without `document` begins with; an empty pipeline when left out. Read once. */
  readonly defaultDocument?: PipelineDocument
  /** Called after every change, undo and redo included. */
  readonly onChange?: (document: PipelineDocument) => void
  /** Called when a run that was started here has ended, however it ended. */
  readonly onRun?: (run: RunView) => void
  /** The node types on offer, in the order of the palette; the built-in ones when left out. Read once. */
  readonly nodes?: readonly EditorNode[]
  /**
   * Where runs happen: the address of a Signalbox server, or any object that can run. When left out, pipelines run in the page,
   * in the worker that `workers.run` makes. Read once.
   */
  readonly runner?: Runner | URL | string
  /**
   * What settings can refer to. For runs in the page the things themselves: articles, utterances, adapters, reader weights.
   * Otherwise a provider that lists what the runner has; left out for a Signalbox server, which is asked itself. Without any such settings
   * are plain text fields. Read once.
   */
  readonly resources?: ResourceProvider | PageResources
  /** Workers whose files only the host can serve. Read once. */
  readonly workers?: EditorWorkers
  /** Parts to leave out; all are there by default. Read once. */
  readonly features?: EditorFeatures
  /** Where else the host can take a person, such as its other pipelines: the finder lists them. Read once. */
  readonly loadPlaces?: () => Promise<readonly HostPlace[]>
  /**
   * Loads a stored revision that a sub-pipeline node names, to be looked at or drawn in place of the node; left out for a Signalbox
   * server, which is asked itself. Without any only
   * pipelines that stand in the document itself can be opened. A failure PIPELINE_NOT_FOUND or REVISION_NOT_FOUND makes the node that
   * names it a problem; after any other nobody knows. Read once.
   */
  readonly loadPipeline?: (reference: StoredReference) => Promise<PipelineDocument>
  /** Ids of the sub-pipeline nodes that lead to the pipeline to show; the document itself when empty. */
  readonly level?: readonly string[]
  /** Called when another pipeline of the document is shown; `isLost`: because the one before is no longer there. */
  readonly onLevelChange?: (level: readonly string[], isLost: boolean) => void
  /**
   * Under which this browser remembers what a person made of the editor: panels, shortcuts, favourites. Editors with the same key, and all
   * those without one, share it. Read once.
   */
  readonly storageKey?: string
  /** @default false */
  readonly readOnly?: boolean
  /** @default 'system' */
  readonly theme?: Theme
  /** @default 'en' */
  readonly locale?: Locale
  /** Places that the host fills. */
  readonly slots?: {
    /** At the left of the head, before the name of the pipeline. */
    readonly headStart?: ReactNode
    /** At the right of the head. */
    readonly headEnd?: ReactNode
    /** Across the whole width, under the head. */
    readonly notice?: ReactNode
  }
  readonly className?: string
  readonly ref?: Ref<EditorHandle>
}

const noWorkers: EditorWorkers = {}
const noFeaturesChosen: EditorFeatures = {}

export function PipelineEditor(props: PipelineEditorProps) {
  const { readOnly = false, theme = 'system', locale = 'en', slots = {}, ref } = props
  const [storageKey] = useState(props.storageKey ?? '')
  const root = useRef<HTMLDivElement>(null)
  const [{ editor, start }] = useState(() =>
    makeEditor({
      document: props.document ?? props.defaultDocument ?? emptyPipeline('pipeline', 'Pipeline'),
      nodes: props.nodes ?? builtinNodes,
      isReadOnly: readOnly,
      runner: props.runner,
      resources: props.resources,
      workers: props.workers ?? noWorkers,
      features: props.features ?? noFeaturesChosen,
      loadPlaces: props.loadPlaces ?? null,
      loadPipeline: props.loadPipeline ?? null,
      storageKey,
      locale,
    }),
  )
  useEffect(start, [start])
  // Before anything inside asks for its lists in the new language.
  useLayoutEffect(() => editor.resources?.speak?.(locale), [editor, locale])
  const { onRun } = props
  useEffect(() => watchEndedRuns(editor.runs, (run) => onRun?.(run)), [editor, onRun])
  useSharedDocument(editor.whole, props.document, props.onChange)
  useEffect(() => editor.whole.setState({ isReadOnly: readOnly }), [editor, readOnly])
  useSharedLevel(editor, props.level, props.onLevelChange)

  return (
    <SignalboxRoot
      theme={theme}
      locale={locale}
      className={joinClasses(styles['editor'], props.className)}
      ref={root}
    >
      <EditorContext value={editor}>
        <RememberedScope value={storageKey}>
          <ReactFlowProvider>
            <EditorFrame {...slots} />
            {ref === undefined ? null : <Handle handle={ref} root={root} />}
          </ReactFlowProvider>
        </RememberedScope>
      </EditorContext>
    </SignalboxRoot>
  )
}

/** Keeps the editor's document and the host's the same, whichever of the two changes. */
function useSharedDocument(
  store: Editor['whole'],
  document: PipelineDocument | undefined,
  onChange: PipelineEditorProps['onChange'],
): void {
  // The newest document that both sides know: what came in last, or what was told last.
  const agreed = useRef(document)
  // Brought up to date on opening, it is not the host's any more; the host has it with the next change.
  const isOpening = useRef(false)
  useEffect(() => {
    if (document === undefined || document === agreed.current) return
    agreed.current = document
    isOpening.current = true
    store.getState().open(document)
    isOpening.current = false
  }, [store, document])
  useEffect(
    () =>
      store.subscribe((state, before) => {
        if (isOpening.current || state.document === before.document || state.document === agreed.current)
          return
        agreed.current = state.document
        onChange?.(state.document)
      }),
    [store, onChange],
  )
}

/** Shows the level that the host asks for, and tells it of every other. */
function useSharedLevel(
  { levels }: Editor,
  level: PipelineEditorProps['level'],
  onLevelChange: PipelineEditorProps['onLevelChange'],
): void {
  const wanted = level?.join('/')
  const told = useRef(onLevelChange)
  useEffect(() => {
    told.current = onLevelChange
  }, [onLevelChange])
  useEffect(
    () =>
      levels.store.subscribe(({ path, cause }, before) => {
        if (path !== before.path) told.current?.(path, cause === 'lost')
      }),
    [levels],
  )
  useEffect(() => {
    if (wanted === undefined || levels.store.getState().path.join('/') === wanted) return
    // What cannot be opened leaves another level on show, and the host is told of that one.
    const settle = () => {
      const { path } = levels.store.getState()
      if (path.join('/') !== wanted) told.current?.(path, true)
    }
    levels.open(wanted === '' ? [] : wanted.split('/')).then(settle, settle)
  }, [levels, wanted])
}

/** Needs the canvas around it, whose actions it hands out. */
function Handle({ handle, root }: { handle: Ref<EditorHandle>; root: RefObject<HTMLDivElement | null> }) {
  const context = useCommandContext()
  const texts = useNodeTexts()
  useImperativeHandle(handle, () => createHandle({ context, texts, root: () => root.current }), [
    context,
    texts,
    root,
  ])
  return null
}
