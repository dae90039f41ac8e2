/** The editor as one component. Several may stand on one page; each has stores of its own. */
import { ReactFlowProvider } from '@xyflow/react'
import type { ReactNode, Ref } from 'react'
import { useEffect, useImperativeHandle, useRef, useState } from 'react'
import type { PipelineDocument } from '../../runtime/core/document/document.ts'
import type { NodeDefinition } from '../../runtime/core/node/define-node.ts'
import type { Locale } from '../messages/locale.ts'
import type { Runner } from '../runs/runner.ts'
import type { EditorWorkers } from '../session/editor-context.tsx'
import { EditorContext } from '../session/editor-context.tsx'
import type { ResourceProvider } from '../session/resources.ts'
import type { Theme } from '../ui/signalbox-root.tsx'
import { SignalboxRoot } from '../ui/signalbox-root.tsx'
import { makeEditor } from './create-editor.ts'
import { EditorFrame } from './editor-frame.tsx'
import type { EditorHandle } from './editor-handle.ts'
import { createHandle } from './editor-handle.ts'
import styles from './pipeline-editor.module.css'

export interface PipelineEditorProps {
  /** Shown as given; another object than the one `onChange` gave last replaces what is on the canvas and its history. */
  readonly document: PipelineDocument
  /** Called after every change, undo and redo included. */
  readonly onChange?: (document: PipelineDocument) => void
  /** The node types on offer, in the order of the palette. Read once. */
  readonly nodes: readonly NodeDefinition[]
  /** Where runs happen; without it nothing can be run. Read once. */
  readonly runner?: Runner
  /** What settings can refer to; without it such settings are plain text fields. Read once. */
  readonly resources?: ResourceProvider
  /** Workers whose files only the host can serve. Read once. */
  readonly workers?: EditorWorkers
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

export function PipelineEditor(props: PipelineEditorProps) {
  const { document, onChange, readOnly = false, theme = 'system', locale = 'en', slots = {}, ref } = props
  const [{ editor, start }] = useState(() =>
    makeEditor({
      document,
      nodes: props.nodes,
      isReadOnly: readOnly,
      runner: props.runner ?? null,
      resources: props.resources ?? null,
      workers: props.workers ?? noWorkers,
    }),
  )
  useEffect(start, [start])
  useImperativeHandle(ref, () => createHandle(editor), [editor])

  // The newest document that both sides know: what came in last, or what was told last.
  const agreed = useRef(document)
  useEffect(() => {
    if (document === agreed.current) return
    agreed.current = document
    editor.document.getState().open(document)
  }, [editor, document])
  useEffect(() => editor.document.setState({ isReadOnly: readOnly }), [editor, readOnly])
  useEffect(
    () =>
      editor.document.subscribe((state, before) => {
        if (state.document === before.document || state.document === agreed.current) return
        agreed.current = state.document
        onChange?.(state.document)
      }),
    [editor, onChange],
  )

  return (
    <SignalboxRoot theme={theme} locale={locale} className={[styles['editor'], props.className].join(' ')}>
      <EditorContext value={editor}>
        <ReactFlowProvider>
          <EditorFrame {...slots} />
        </ReactFlowProvider>
      </EditorContext>
    </SignalboxRoot>
  )
}
