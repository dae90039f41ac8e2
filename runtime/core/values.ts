/** The values that travel along edges. */

/** As zod's `z.json()` reads it. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json }

export type Language = 'en' | 'zh'

/** Where a passage stands in its document: UTF-16 offsets into the document's text, end exclusive. */
export interface SourceSpan {
  readonly start: number
  readonly end: number
}

/** A passage that a retriever found. `text` equals the document's text between `source.start` and `source.end`. */
export interface RetrievedDocument {
  /** Chunk id, unique in the index: `documentId#ordinal`. */
  readonly id: string
  readonly documentId: string
  readonly title: string
  readonly text: string
  readonly source: SourceSpan
  /** The score it was ranked by; only comparable within one list. */
  readonly score: number
  /** The parts the score was fused from, before normalisation. */
  readonly scores?: { readonly bm25?: number; readonly dense?: number }
}

export interface IntentProbability {
  readonly label: string
  /** Calibrated probability, 0 to 1. */
  readonly p: number
}

/** What a classifier says of one text. It never applies a threshold: deciding belongs to router and bank. */
export interface IntentValue {
  /** The most probable label; null when the model has none. */
  readonly label: string | null
  /** Calibrated probability of `label`: among answers given with 0.9, nine in ten are right. */
  readonly confidence: number
  /** `confidence` minus the runner-up's probability. */
  readonly margin: number
  readonly runnerUp: IntentProbability | null
  /** The most probable labels, best first. */
  readonly top: readonly IntentProbability[]
  /** True when the text is less like those of training than 95 % of texts in scope are. */
  readonly outOfScope: boolean
  /** `name@sha12` of the model. */
  readonly model: string
}

export interface Citation {
  readonly documentId: string
  readonly chunkId: string
  readonly title: string
  /** Span in the document's text. */
  readonly source: SourceSpan
}

export interface Answer {
  readonly text: string
  readonly citations: readonly Citation[]
  /** True when nothing supported an answer and the text says so. */
  readonly abstained: boolean
  /** Probability that the answer is right, 0 to 1, where the backend states one. */
  readonly confidence?: number
  /** `name@sha12`, or null for the base model. */
  readonly adapter: string | null
  /** The model or backend that answered. */
  readonly model: string
  readonly usage?: { readonly inputTokens: number; readonly outputTokens: number }
}

export interface Message {
  readonly role: 'system' | 'user' | 'assistant'
  readonly content: string
}
