/** Asks OpenAI-compatible servers, and says in failures of the catalogue what they would not do. */
import { failure } from '../errors/failure.ts'
import type { EgressClient, EgressResponse } from '../services/egress.ts'
import type { ChatReply } from '../services/resources.ts'
import type { ChatPiece, ChatRequest } from './chat-completions.ts'
import { chatRequestBody, readChatStream, readErrorReason, readText } from './chat-completions.ts'

export interface ChatServer {
  /** Up to and with the version: `http://127.0.0.1:8080/v1`. */
  readonly address: string
  /** Name of the credential that is sent along; empty for none. */
  readonly credential: string
  readonly egress: EgressClient
}

/** What ends a stream well: the server's word for why, or null. */
export interface ServerReply extends ChatReply {
  readonly model: string
  readonly finishReason: string | null
}

const overloaded = new Set([408, 425, 429, 500, 502, 503, 504, 529])

/** @throws MODEL_ADDRESS_INVALID */
export function chatServerUrl(address: string, path: string): URL {
  try {
    const url = new URL(`${address.replace(/\/+$/, '')}${path}`)
    if (url.protocol === 'http:' || url.protocol === 'https:') return url
  } catch {
    // Not an address: said below.
  }
  throw failure('MODEL_ADDRESS_INVALID', { address: address.slice(0, 200) })
}

/**
 * Sends one request; with `body` it is a POST of JSON.
 *
 * @throws MODEL_ADDRESS_INVALID, MODEL_OVERLOADED, MODEL_REFUSED, and what the way out throws
 */
export async function sendToChatServer(
  { address, credential, egress }: ChatServer,
  path: string,
  { body, accept = 'application/json', signal }: { body?: string; accept?: string; signal: AbortSignal },
): Promise<EgressResponse> {
  const url = chatServerUrl(address, path)
  const response = await egress.send({
    url: url.href,
    method: body === undefined ? 'GET' : 'POST',
    headers: { accept, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body }),
    ...(credential === '' ? {} : { credential }),
    signal,
  })
  if (response.status >= 200 && response.status < 300) return response
  throw failure(overloaded.has(response.status) ? 'MODEL_OVERLOADED' : 'MODEL_REFUSED', {
    origin: url.origin,
    status: response.status,
    reason: readErrorReason(await readText(response.body)),
  })
}

/**
 * Yields pieces of the answer's text and returns the whole.
 *
 * @throws what `sendToChatServer` throws, before the first piece; MODEL_STREAM_BROKEN after it
 */
export async function* askChatServer(
  server: ChatServer,
  request: ChatRequest,
  signal: AbortSignal,
): AsyncGenerator<string, ServerReply, void> {
  const accept = 'text/event-stream'
  const response = await sendToChatServer(server, '/chat/completions', {
    body: chatRequestBody(request),
    accept,
    signal,
  })
  const { origin } = chatServerUrl(server.address, '')
  const broken = (reason: string) => failure('MODEL_STREAM_BROKEN', { origin, reason })
  let text = ''
  let end: ChatPiece = { text: '' }
  for await (const piece of readPieces(response, origin, signal)) {
    end = { ...end, ...piece }
    text += piece.text
    if (piece.text === '') continue
    yield piece.text
    // What has arrived already would otherwise be read to its end.
    signal.throwIfAborted()
  }
  const { finishReason, usage } = end
  if (finishReason === undefined && usage === undefined)
    throw broken('the stream ended before the answer did')
  if (text === '' && finishReason === 'tool_calls')
    throw broken('the model asked for a tool in place of an answer')
  return {
    text,
    model: end.model ?? request.model,
    finishReason: finishReason ?? null,
    ...(usage === undefined ? {} : { usage }),
  }
}

async function* readPieces(
  response: EgressResponse,
  origin: string,
  signal: AbortSignal,
): AsyncGenerator<ChatPiece, void> {
  try {
    yield* readChatStream(response.body, response.headers['content-type'] ?? '')
  } catch (error) {
    signal.throwIfAborted()
    const reason = error instanceof Error ? error.message : String(error)
    throw failure('MODEL_STREAM_BROKEN', { origin, reason }, { cause: error })
  }
}
