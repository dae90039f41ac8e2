/** Entry "signalbox/editor": the pipeline editor for a host page. */
import './session/jitless.ts'

export type { EditorHandle, HostCommand } from './editor/editor-handle.ts'
export type { PngOptions } from './editor/export-drawing.tsx'
export type { PipelineEditorProps } from './editor/pipeline-editor.tsx'
export { PipelineEditor } from './editor/pipeline-editor.tsx'
export type { Locale } from './messages/locale.ts'
export type { Runner, RunnerRequest, RunHistoryPage } from './runs/runner.ts'
export { createHttpRunner } from './runs/runner.ts'
export type { PageBank, PageIndex, PageIntents, PageResources } from './runs/local-runner/page-resources.ts'
export type { ServerRunnerOptions } from './runs/connect-server.ts'
export { createServerRunner } from './runs/server-runner.ts'
export type { EditorWorkers, HostPlace } from './session/editor-context.tsx'
export type { EditorFeatures } from './session/features.ts'
export type { EditorNode, NodeCardDesign, NodeCardProps, NodeWithCard } from './session/node-cards.ts'
export type { ListedPipeline, PipelineLibrary, PipelineVersion } from './session/pipeline-library.ts'
export type {
  NewResource,
  Resource,
  ResourceKind,
  ResourceProvider,
  ResourceWork,
} from './session/resources.ts'
export type { Theme } from './ui/signalbox-root.tsx'
