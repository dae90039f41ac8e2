/** A model behind an OpenAI-compatible address as a backend: it serves its base model alone. */
import { failure } from '../../core/errors/failure.ts'
import type { Backend, GenerateRequest, Generation } from '../../core/services/backends.ts'
import type { ChatServer } from '../../core/wire/chat-server.ts'
import { askChatServer } from '../../core/wire/chat-server.ts'
import { askAboutPassages, readCitations } from './cited-answer.ts'

/** Answers that quote need no more; a model that runs on is stopped. */
const longestAnswerTokens = 1_024

export interface EngineSettings {
  readonly id: string
  /** As the engine names it. */
  readonly base: string
  readonly server: ChatServer
}

/** Answers with the likeliest words: the same request to the same model gives the same answer, as far as the engine can. */
export async function* generateOverHttp(
  server: ChatServer,
  model: string,
  request: GenerateRequest,
): Generation {
  const { question, documents, adapter, signal } = request
  signal.throwIfAborted()
  if (question.trim() === '') throw failure('QUESTION_EMPTY', {})
  const asked = {
    model,
    messages: askAboutPassages(request),
    temperature: 0,
    topP: 1,
    maxTokens: longestAnswerTokens,
    stop: [],
  }
  const { text, model: answeredBy, usage } = yield* askChatServer(server, asked, signal)
  return {
    text,
    citations: readCitations(text, documents),
    abstained: false,
    adapter,
    model: answeredBy,
    ...(usage === undefined ? {} : { usage }),
  }
}

export function createOpenAiBackend({ id, base, server }: EngineSettings): Backend {
  const refused = () => failure('BACKEND_WITHOUT_ADAPTERS', { backend: id })
  return {
    id,
    base,
    kind: 'http',
    takesAdapters: false,
    generate: async function* (request) {
      if (request.adapter !== null) throw refused()
      return yield* generateOverHttp(server, base, request)
    },
    loadAdapter: () => Promise.reject(refused()),
    unloadAdapter: () => Promise.resolve(),
    hasEffect: () => Promise.reject(refused()),
    close: () => Promise.resolve(),
  }
}
