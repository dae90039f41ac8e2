/** The built-in node types, in the order in which the palette lists them. */
import { adapterBank } from './adapters/adapter-bank.ts'
import { reader } from './generation/reader.ts'
import { input } from './io/input.ts'
import { output } from './io/output.ts'
import { merge } from './logic/merge.ts'
import { template } from './logic/template.ts'
import { bm25Retriever } from './retrieval/bm25-retriever.ts'
import { hybridRetriever } from './retrieval/hybrid-retriever.ts'
import { conditionRouter } from './routing/condition-router.ts'
import { intentClassifier } from './routing/intent-classifier.ts'

export {
  adapterBank,
  bm25Retriever,
  conditionRouter,
  hybridRetriever,
  input,
  intentClassifier,
  merge,
  output,
  reader,
  template,
}

export const builtinNodes = [
  input,
  output,
  hybridRetriever,
  bm25Retriever,
  intentClassifier,
  conditionRouter,
  adapterBank,
  reader,
  template,
  merge,
] as const

export type BuiltinNodeType = (typeof builtinNodes)[number]['type']
