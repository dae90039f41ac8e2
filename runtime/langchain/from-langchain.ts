/** LangChain's objects as resources that nodes name by id: `createRuntime({ resources: { wiki: fromRetriever(…) } })`. */
import type { DocumentInterface } from '@langchain/core/documents'
import type { EmbeddingsInterface } from '@langchain/core/embeddings'
import type { BaseChatModel } from '@langchain/core/language_models/chat_models'
import type { AIMessageChunk } from '@langchain/core/messages'
import type { BaseRetrieverInterface } from '@langchain/core/retrievers'
import type { Runnable } from '@langchain/core/runnables'
import type {
  ChatModelResource,
  ChatReply,
  EmbeddingsResource,
  RetrieverResource,
  RunnableResource,
} from '../core/services/resources.ts'
import type { RetrievedDocument } from '../core/values.ts'
import { textOf, textOfContent, toJson, toLangChainMessages } from './plain-values.ts'

/** For the `dense-retriever` node. Its `metadata` may name `title`, `source`, `score` and `id`. */
export function fromRetriever(retriever: BaseRetrieverInterface): RetrieverResource {
  return {
    kind: 'retriever',
    retrieve: async (query, limit, signal) => {
      const documents = await retriever.invoke(query, { signal })
      return documents.slice(0, limit).map(toRetrieved)
    },
  }
}

function toRetrieved(
  { id, pageContent: text, metadata }: DocumentInterface,
  rank: number,
): RetrievedDocument {
  const named = (key: string): string | undefined =>
    typeof metadata[key] === 'string' ? metadata[key] : undefined
  const documentId = named('source') ?? named('id') ?? id ?? `document-${rank}`
  const score: unknown = metadata['score']
  return {
    id: id ?? `${documentId}#${rank}`,
    documentId,
    title: named('title') ?? documentId,
    text,
    source: { start: 0, end: text.length },
    // A retriever that says no score still ranks: its order becomes one.
    score: typeof score === 'number' ? score : 1 / (rank + 1),
  }
}

/** Texts whose vectors are kept, so that passages found again and again are embedded once. */
const keptVectors = 10_000

/** For the `dense-retriever` node. */
export function fromEmbeddings(embeddings: EmbeddingsInterface): EmbeddingsResource {
  const kept = new Map<string, readonly number[]>()
  return {
    kind: 'embeddings',
    embedQuery: async (text) => embeddings.embedQuery(text),
    embedDocuments: async (texts) => {
      const missing = [...new Set(texts.filter((text) => !kept.has(text)))]
      const vectors = missing.length === 0 ? [] : await embeddings.embedDocuments(missing)
      const fresh = new Map(missing.map((text, index) => [text, vectors[index] ?? []]))
      const all = texts.map((text) => fresh.get(text) ?? kept.get(text) ?? [])
      for (const [text, vector] of fresh) kept.set(text, vector)
      for (const oldest of kept.keys()) {
        if (kept.size <= keptVectors) break
        kept.delete(oldest)
      }
      return all
    },
  }
}

/** For the `chat-model` node. */
export function fromChatModel(model: BaseChatModel): ChatModelResource {
  return {
    kind: 'chat-model',
    generate: async function* (messages, signal): AsyncGenerator<string, ChatReply, void> {
      let text = ''
      let usage: ChatReply['usage']
      for await (const chunk of await model.stream(toLangChainMessages(messages), { signal })) {
        const piece = textOfContent(chunk.content)
        usage = addUsage(usage, chunk)
        text += piece
        if (piece !== '') yield piece
      }
      return { text, model: model.getName(), ...(usage === undefined ? {} : { usage }) }
    },
  }
}

/** Each piece counts its own: some models say what they were asked with the first, and what they answered with the last. */
function addUsage(
  before: ChatReply['usage'],
  { usage_metadata: counted }: AIMessageChunk,
): ChatReply['usage'] {
  if (counted === undefined) return before
  const { input_tokens: input, output_tokens: output } = counted
  return {
    inputTokens: (before?.inputTokens ?? 0) + input,
    outputTokens: (before?.outputTokens ?? 0) + output,
  }
}

/** For the `runnable` node. What it gives is handed on as JSON; messages as `{ role, content }`. */
export function fromRunnable<Input, Output>(runnable: Runnable<Input, Output>): RunnableResource {
  return {
    kind: 'runnable',
    // What the edge brings is what the host's own object takes: the two are wired together by the builder.
    invoke: async (input, signal) => toJson(await runnable.invoke(input as Input, { signal })),
    stream: async function* (input, signal) {
      for await (const piece of await runnable.stream(input as Input, { signal })) yield textOf(piece)
    },
  }
}
