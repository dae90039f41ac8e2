/** Objects of the host program that pipelines name by id: documents store the id, never code. */
import type { TellProgress } from '../trace/events.ts'
import type { Message, RetrievedDocument } from '../values.ts'

export interface RunnableResource {
  readonly kind: 'runnable'
  /** @param tell hears how far it is, where the object knows */
  invoke(input: unknown, signal: AbortSignal, tell: TellProgress): Promise<unknown>
  /** Pieces of text, where the object can stream. */
  stream?(input: unknown, signal: AbortSignal): AsyncIterable<string>
}

export interface RetrieverResource {
  readonly kind: 'retriever'
  /** Best first. */
  retrieve(query: string, limit: number, signal: AbortSignal): Promise<readonly RetrievedDocument[]>
}

export interface EmbeddingsResource {
  readonly kind: 'embeddings'
  embedQuery(text: string): Promise<readonly number[]>
  embedDocuments(texts: readonly string[]): Promise<readonly (readonly number[])[]>
}

export interface ChatReply {
  readonly text: string
  readonly model?: string
  readonly usage?: { readonly inputTokens: number; readonly outputTokens: number }
}

export interface ChatModelResource {
  readonly kind: 'chat-model'
  /** Yields pieces of the text and returns the whole; the pieces joined equal `text`. */
  generate(messages: readonly Message[], signal: AbortSignal): AsyncGenerator<string, ChatReply, void>
}

export type Resource = RunnableResource | RetrieverResource | EmbeddingsResource | ChatModelResource
export type ResourceKind = Resource['kind']

export interface ResourceReader {
  /** @throws RESOURCE_NOT_REGISTERED or RESOURCE_WRONG_KIND */
  open<Kind extends ResourceKind>(id: string, kinds: readonly Kind[]): Extract<Resource, { kind: Kind }>
}
