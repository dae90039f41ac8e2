/** HTTP and SSE as the client uses them: JSON in, JSON out, failures of the catalogue. */
import { createParser } from 'eventsource-parser'
import { z } from 'zod'
import { isErrorCode } from '../core/errors/catalogue.ts'
import { Failure, failure } from '../core/errors/failure.ts'
import type { FailureBody } from '../core/wire/failure.ts'
import { errorBodySchema } from '../core/wire/failure.ts'

export interface ClientOptions {
  /** Origin of the server, without a trailing slash; the page's own when empty. */
  readonly baseUrl?: string
  readonly token?: string
  /** For tests; the platform's own otherwise. */
  readonly fetch?: typeof globalThis.fetch
}

export interface RequestOptions {
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
  readonly signal?: AbortSignal | undefined
}

export interface SseMessage {
  readonly id: string | undefined
  readonly event: string | undefined
  readonly data: string
}

export interface Transport {
  /** @throws the server's failure, or SERVER_UNREACHABLE */
  request(method: string, path: string, options?: RequestOptions): Promise<Response>
  json<Schema extends z.ZodType>(
    schema: Schema,
    method: string,
    path: string,
    options?: RequestOptions,
  ): Promise<z.output<Schema>>
  /** The messages of a stream until it ends. @throws STREAM_BROKEN when it breaks off */
  stream(method: string, path: string, options?: RequestOptions): AsyncGenerator<SseMessage, void>
}

/** A failure as the server sent it; codes this client does not know become UNEXPECTED with the server's text. */
export function reviveFailure(body: FailureBody, cause?: unknown): Failure {
  const place = {
    ...(body.path === undefined ? {} : { path: body.path }),
    ...(body.node === undefined ? {} : { node: body.node }),
    ...(cause === undefined ? {} : { cause }),
  }
  return isErrorCode(body.code)
    ? new Failure(body.code, body.params, place)
    : failure('UNEXPECTED', { reason: body.message }, place)
}

async function failureOf(response: Response): Promise<Failure> {
  const text = await response.text()
  try {
    const raw: unknown = JSON.parse(text)
    return reviveFailure(
      errorBodySchema.parse(raw).error,
      z.looseObject({ current: z.unknown().optional() }).parse(raw).current,
    )
  } catch {
    return failure('UNEXPECTED', { reason: `HTTP ${response.status}` })
  }
}

/** Where a page without an address of its own asks: where it came from. */
function pageOrigin(): string {
  const { location } = globalThis as { readonly location?: { readonly origin: string } }
  return location?.origin ?? '/'
}

export function createTransport({ baseUrl = '', token, fetch = globalThis.fetch }: ClientOptions): Transport {
  const request: Transport['request'] = async (method, path, { body, headers = {}, signal } = {}) => {
    let response: Response
    try {
      response = await fetch(`${baseUrl}${path}`, {
        method,
        headers: {
          accept: 'application/json',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        ...(signal === undefined ? {} : { signal }),
      })
    } catch (error) {
      if (signal?.aborted === true) throw error
      throw failure('SERVER_UNREACHABLE', { url: baseUrl === '' ? pageOrigin() : baseUrl }, { cause: error })
    }
    if (!response.ok) throw await failureOf(response)
    return response
  }
  return {
    request,
    json: async (schema, method, path, options) =>
      schema.parse(await (await request(method, path, options)).json()),
    stream: (method, path, options) => readStream(request, method, path, options),
  }
}

async function* readStream(
  request: Transport['request'],
  method: string,
  path: string,
  options: RequestOptions = {},
): AsyncGenerator<SseMessage, void> {
  const response = await request(method, path, {
    ...options,
    headers: { ...options.headers, accept: 'text/event-stream' },
  })
  if (response.body === null) return
  const messages: SseMessage[] = []
  const parser = createParser({
    onEvent: ({ id, event, data }) => messages.push({ id, event, data }),
  })
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((error: unknown) => {
        if (options.signal?.aborted === true) return { done: true, value: undefined }
        throw failure('STREAM_BROKEN', { reason: error instanceof Error ? error.message : String(error) })
      })
      if (value !== undefined) parser.feed(value)
      yield* messages.splice(0)
      if (done) return
    }
  } finally {
    // A reader that stops early must not leave the connection open.
    await reader.cancel().catch(() => undefined)
  }
}
