/** Entry "./langchain": pipelines as Runnables, and LangChain's objects as resources of nodes. Needs `@langchain/core`. */
export { fromChatModel, fromEmbeddings, fromRetriever, fromRunnable } from './from-langchain.ts'
export type { PipelineInputs, PipelineOutputs, PipelineRunnableOptions } from './to-runnable.ts'
export { toRunnable } from './to-runnable.ts'
