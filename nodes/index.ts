/** The built-in node types, in the order in which the palette lists them. */
import { adapterBank } from './adapters/adapter-bank.ts'
import { chatModel } from './generation/chat-model.ts'
import { prompt } from './generation/prompt.ts'
import { reader } from './generation/reader.ts'
import { input } from './io/input.ts'
import { output } from './io/output.ts'
import { map } from './logic/map.ts'
import { merge } from './logic/merge.ts'
import { runnable } from './logic/runnable.ts'
import { subPipeline } from './logic/sub-pipeline.ts'
import { template } from './logic/template.ts'
import { bm25Retriever } from './retrieval/bm25-retriever.ts'
import { contextBuilder } from './retrieval/context-builder.ts'
import { denseRetriever } from './retrieval/dense-retriever.ts'
import { hybridRetriever } from './retrieval/hybrid-retriever.ts'
import { conditionRouter } from './routing/condition-router.ts'
import { intentClassifier } from './routing/intent-classifier.ts'

export {
  adapterBank,
  bm25Retriever,
  chatModel,
  conditionRouter,
  contextBuilder,
  denseRetriever,
  hybridRetriever,
  input,
  intentClassifier,
  map,
  merge,
  output,
  prompt,
  reader,
  runnable,
  subPipeline,
  template,
}

export const builtinNodes = [
  input,
  output,
  hybridRetriever,
  bm25Retriever,
  denseRetriever,
  contextBuilder,
  intentClassifier,
  conditionRouter,
  adapterBank,
  reader,
  prompt,
  chatModel,
  template,
  merge,
  map,
  subPipeline,
  runnable,
] as const

export type BuiltinNodeType = (typeof builtinNodes)[number]['type']
