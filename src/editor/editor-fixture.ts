/** An editor for the tests of its parts: without a server, runs or resources, where a test gives none. */
import { builtinNodes } from '../../nodes/index.ts'
import { emptyPipeline } from '../../runtime/core/document/empty-pipeline.ts'
import type { Editor } from '../session/editor-context.tsx'
import type { EditorOptions } from './create-editor.ts'
import { makeEditor } from './create-editor.ts'

export function editorOptions(options: Partial<EditorOptions> = {}): EditorOptions {
  return {
    document: emptyPipeline('p', 'P'),
    nodes: builtinNodes,
    isReadOnly: false,
    runner: undefined,
    resources: undefined,
    workers: {},
    features: {},
    loadPlaces: null,
    loadPipeline: null,
    ...options,
  }
}

export function makeTestEditor(options: Partial<EditorOptions> = {}): Editor {
  return makeEditor(editorOptions(options)).editor
}

/** One whose document is watched for faults, until the tests of the file end. */
export function makeWatchedEditor(options: Partial<EditorOptions> = {}): Editor {
  const { editor, start } = makeEditor(editorOptions(options))
  start()
  return editor
}
