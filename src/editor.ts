/** Entry "signalbox/editor": the pipeline editor for a host page. */
import './session/jitless.ts'

export type { EditorHandle } from './editor/editor-handle.ts'
export type { PipelineEditorProps } from './editor/pipeline-editor.tsx'
export { PipelineEditor } from './editor/pipeline-editor.tsx'
export type { Locale } from './messages/locale.ts'
export type { Runner, RunnerRequest, RunHistoryPage } from './runs/runner.ts'
export { createHttpRunner } from './runs/runner.ts'
export type { EditorWorkers } from './session/editor-context.tsx'
export type { Resource, ResourceKind, ResourceProvider } from './session/resources.ts'
export type { Theme } from './ui/signalbox-root.tsx'
