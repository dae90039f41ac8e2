/** Chat completions as OpenAI-compatible servers speak them: the request's body, the pieces of a stream, the shapes of errors. */
import { z } from 'zod'
import type { Message } from '../values.ts'
import { readEventStream } from './event-stream.ts'

export interface ChatRequest {
  readonly model: string
  readonly messages: readonly Message[]
  readonly temperature: number
  readonly topP: number
  readonly maxTokens: number
  readonly stop: readonly string[]
  readonly seed?: number | undefined
}

/** The JSON body of a streamed request. */
export function chatRequestBody({
  model,
  messages,
  temperature,
  topP,
  maxTokens,
  stop,
  seed,
}: ChatRequest): string {
  return JSON.stringify({
    model,
    messages,
    temperature,
    top_p: topP,
    max_tokens: maxTokens,
    ...(stop.length === 0 ? {} : { stop }),
    ...(seed === undefined ? {} : { seed }),
    stream: true,
    stream_options: { include_usage: true },
  })
}

/** Half a count is none: what is missing in it would be taken for nothing. */
const usageSchema = z.object({ prompt_tokens: z.number().min(0), completion_tokens: z.number().min(0) })

/** What servers add beside these keys (tool calls, reasoning, log probabilities, timings) is left alone. */
const chunkSchema = z.object({
  model: z.string().optional().catch(undefined),
  choices: z
    .array(
      z.object({
        delta: z.object({ content: z.string().nullish().catch(null) }).nullish(),
        message: z.object({ content: z.string().nullish().catch(null) }).nullish(),
        finish_reason: z.string().nullish().catch(null),
      }),
    )
    .catch([]),
  usage: usageSchema.nullish().catch(null),
})

export interface ChatPiece {
  readonly text: string
  /** `stop`, `length`, `tool_calls` and others, on the last piece of the text. */
  readonly finishReason?: string
  readonly model?: string
  readonly usage?: { readonly inputTokens: number; readonly outputTokens: number }
}

/** An error that a server reports inside a stream that began well. */
export class StreamedError extends Error {
  override readonly name = 'StreamedError'
}

/**
 * Pieces of a streamed answer. A server that answers with one JSON document instead gives one piece.
 *
 * @throws StreamedError with the server's words when it reports an error, or what it sends is not JSON
 */
export async function* readChatStream(
  bytes: AsyncIterable<Uint8Array>,
  contentType: string,
): AsyncGenerator<ChatPiece, void> {
  if (!contentType.startsWith('text/event-stream')) {
    yield parseChunk(await readText(bytes))
    return
  }
  for await (const data of readEventStream(bytes)) {
    // The end of the stream is the text [DONE], which is not JSON.
    if (data.trim() === '[DONE]') return
    yield parseChunk(data)
  }
}

function parseChunk(data: string): ChatPiece {
  let value: unknown
  try {
    value = JSON.parse(data)
  } catch {
    throw new StreamedError(`it sent what is not JSON: ${data.slice(0, 100)}`)
  }
  if (isError(value)) throw new StreamedError(readErrorReason(data))
  const chunk = chunkSchema.safeParse(value)
  if (!chunk.success) throw new StreamedError(`it sent what is no piece of an answer: ${data.slice(0, 100)}`)
  const { choices, model, usage } = chunk.data
  const [choice] = choices
  return {
    text: choice?.delta?.content ?? choice?.message?.content ?? '',
    ...(typeof choice?.finish_reason === 'string' ? { finishReason: choice.finish_reason } : {}),
    ...(model === undefined ? {} : { model }),
    ...(usage ? { usage: { inputTokens: usage.prompt_tokens, outputTokens: usage.completion_tokens } } : {}),
  }
}

/** In an `error`, or as older servers send it with `"object": "error"` beside its keys. */
function isError(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false
  return ('error' in value && value.error !== null) || ('object' in value && value.object === 'error')
}

const maxReason = 500

/**
 * What a server says went wrong. Servers use five shapes: an `error` object with a `message`, the same keys without the
 * wrapper, an `error` text, FastAPI's `detail`, and plain text.
 */
export function readErrorReason(body: string): string {
  let value: unknown
  try {
    value = JSON.parse(body)
  } catch {
    return clip(body.trim() === '' ? 'it gave no reason' : body)
  }
  return clip(findMessage(value) ?? body)
}

function findMessage(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return undefined
  if (Array.isArray(value)) return findMessage(value[0])
  const record = value as Readonly<Record<string, unknown>>
  for (const key of ['error', 'message', 'detail', 'msg']) {
    const message = findMessage(record[key])
    if (message !== undefined) return message
  }
  return undefined
}

const clip = (text: string) => (text.length > maxReason ? `${text.slice(0, maxReason)}…` : text)

/** The body as text, at most 1 MiB of it. */
export async function readText(bytes: AsyncIterable<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let text = ''
  for await (const piece of bytes) {
    text += decoder.decode(piece, { stream: true })
    if (text.length > 2 ** 20) break
  }
  return text + decoder.decode()
}
