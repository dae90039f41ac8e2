/** Against a local server that replays what engines send: recorded from llama-server v0.5.0, or written after vLLM and TGI. */
import { createServer } from 'node:http'
import type { IncomingMessage, Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { failure } from '../../runtime/core/errors/failure.ts'
import type { EgressClient, EgressRequest } from '../../runtime/core/services/egress.ts'
import { readResources } from '../../runtime/core/services/read-resources.ts'
import { runNode } from '../../runtime/testing/run-node.ts'
import { chatModel } from './chat-model.ts'

const chunk = (delta: unknown, finish: string | null = null) =>
  `data: ${JSON.stringify({ choices: [{ finish_reason: finish, index: 0, delta }], created: 1, id: 'chatcmpl-1', model: 'tiny', system_fingerprint: 'b1', object: 'chat.completion.chunk' })}\n\n`
const usage = `data: ${JSON.stringify({ choices: [], model: 'tiny', object: 'chat.completion.chunk', usage: { completion_tokens: 3, prompt_tokens: 42, total_tokens: 45 }, timings: { predicted_ms: 13 } })}\n\n`
const done = 'data: [DONE]\n\n'
const spoken = [
  chunk({ role: 'assistant', content: null }),
  chunk({ content: '退款' }),
  chunk({ content: ' within' }),
  chunk({ content: ' 28 days 🚆' }),
  chunk({}, 'stop'),
  usage,
  done,
]
const text = '退款 within 28 days 🚆'

interface Reply {
  readonly status?: number
  readonly type?: string
  readonly body: string
  /** Bytes per piece; all at once when left out. */
  readonly pieceBytes?: number
  /** Breaks the connection after the body in place of ending it. */
  readonly isCut?: boolean
}

let server: Server | undefined
const seen: { path: string; body: Record<string, unknown>; headers: IncomingMessage['headers'] }[] = []

async function serve({
  status = 200,
  type = 'text/event-stream',
  body,
  pieceBytes,
  isCut = false,
}: Reply): Promise<string> {
  seen.length = 0
  server = createServer((request, response) => {
    let read = ''
    request.on('data', (part) => (read += String(part)))
    request.on('end', () => {
      seen.push({
        path: request.url ?? '',
        body: JSON.parse(read) as Record<string, unknown>,
        headers: request.headers,
      })
      void send()
    })
    const send = async () => {
      response.writeHead(status, { 'content-type': type })
      const bytes = Buffer.from(body)
      for (let at = 0; at < bytes.length; at += pieceBytes ?? bytes.length) {
        response.write(bytes.subarray(at, at + (pieceBytes ?? bytes.length)))
        await new Promise((resolve) => setImmediate(resolve))
      }
      if (isCut) response.destroy()
      else response.end()
    }
  })
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
}

afterEach(() => {
  server?.closeAllConnections()
  server?.close()
  server = undefined
})

/** The plainest client: the policy of which addresses are allowed is not what is tested here. */
const egress: EgressClient = {
  send: async ({ url, method, headers, body, signal }: EgressRequest) => {
    const response = await fetch(url, { method, headers, signal, ...(body === undefined ? {} : { body }) })
    return {
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: response.body ?? (async function* () {})(),
    }
  },
}

const ask = async (
  reply: Reply,
  config: Record<string, unknown> = {},
  values: Record<string, unknown> = {},
) =>
  runNode(
    chatModel,
    { question: 'Refund?', ...values },
    { baseUrl: await serve(reply), model: 'tiny', ...config },
    { services: { egress, resources: readResources({}) } },
  )

describe('chat-model', () => {
  it('streams the answer, with usage and the name of the model', async () => {
    const { outputs, deltas, annotations, generations } = await ask(
      { body: spoken.join('') },
      { system: 'Be brief.', seed: 7, inputPrice: 0, outputPrice: 1.5 },
    )
    expect(outputs['answer']).toMatchObject({
      text,
      model: 'tiny',
      adapter: null,
      usage: { inputTokens: 42, outputTokens: 3 },
    })
    expect(deltas.map(({ delta }) => delta)).toEqual(['退款', ' within', ' 28 days 🚆'])
    const prices = { input: 0, output: 1.5 }
    expect(generations).toEqual([
      { prices, tokens: null },
      { prices, tokens: { input: 42, output: 3 } },
    ])
    expect(annotations).toMatchObject({ 'model.finish': 'stop', 'model.host': '127.0.0.1' })
    expect(seen[0]?.path).toBe('/v1/chat/completions')
    expect(seen[0]?.body).toMatchObject({
      model: 'tiny',
      stream: true,
      stream_options: { include_usage: true },
      max_tokens: 512,
      seed: 7,
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'Refund?' },
      ],
    })
  })

  it.each([1, 2, 3, 7, 61])(
    'reads a stream cut into pieces of %i bytes, within characters too',
    async (pieceBytes) => {
      const { outputs } = await ask({ body: spoken.join(''), pieceBytes })
      expect(outputs['answer']).toMatchObject({ text })
    },
  )

  it('takes line ends of every kind, comments, pings, and data without a blank after the colon', async () => {
    const body = [
      ': ping',
      '',
      'event: message',
      ...spoken.map((part) => part.trim().replace('data: ', 'data:')),
    ]
    for (const end of ['\r\n', '\r', '\n']) {
      const { outputs } = await ask({ body: body.map((line) => line + end + end).join(''), pieceBytes: 5 })
      expect(outputs['answer']).toMatchObject({ text })
      server?.close()
    }
  })

  it('overlooks tool calls, reasoning and logprobs beside the text', async () => {
    const body = [
      chunk({ role: 'assistant', content: '', reasoning_content: 'hmm' }),
      chunk({ content: null, reasoning_content: 'so' }),
      chunk({
        tool_calls: [{ index: 0, id: 'c1', type: 'function', function: { name: 'find', arguments: '{"a"' } }],
      }),
      chunk({ content: 'Yes.', logprobs: { content: [] } }),
      chunk({}, 'stop'),
      done,
    ]
    expect((await ask({ body: body.join('') })).outputs['answer']).toMatchObject({ text: 'Yes.' })
  })

  it('takes one JSON document from a server that does not stream', async () => {
    const body = JSON.stringify({
      choices: [{ index: 0, message: { role: 'assistant', content: 'Whole.' }, finish_reason: 'stop' }],
      model: 'tiny',
      usage: { prompt_tokens: 4, completion_tokens: 2 },
    })
    const { outputs } = await ask({ body, type: 'application/json; charset=utf-8' })
    expect(outputs['answer']).toMatchObject({ text: 'Whole.', usage: { inputTokens: 4, outputTokens: 2 } })
  })

  it('accepts a stream without [DONE] that has said why it ends', async () => {
    const { outputs } = await ask({ body: spoken.slice(0, 5).join('') })
    expect(outputs['answer']).toMatchObject({ text })
  })

  it.each([
    [
      'an error event',
      {
        body: `${spoken.slice(0, 2).join('')}data: {"error":{"message":"out of memory","type":"server_error","code":500}}\n\n`,
      },
      'out of memory',
    ],
    ['an end before the answer ends', { body: spoken.slice(0, 3).join('') }, 'ended before'],
    ['what is not JSON', { body: `${spoken[1] ?? ''}data: <html>\n\n` }, 'not JSON'],
    ['a cut connection', { body: spoken.slice(0, 3).join(''), isCut: true }, 'broke off'],
    [
      'a call of a tool only',
      { body: chunk({ tool_calls: [{ index: 0 }] }) + chunk({}, 'tool_calls') + done },
      'tool',
    ],
  ])('fails as broken on %s', async (_name, reply: Reply, reason) => {
    const failed = ask(reply)
    await expect(failed).rejects.toMatchObject({ code: 'MODEL_STREAM_BROKEN' })
    await expect(failed).rejects.toThrow(reason)
  })

  it.each([
    [
      404,
      {
        error: {
          message: 'The model `nope` does not exist.',
          type: 'NotFoundError',
          param: 'model',
          code: 404,
        },
      },
      'MODEL_REFUSED',
      'does not exist',
    ],
    [
      400,
      {
        error: {
          code: 400,
          message: 'request (662 tokens) exceeds the available context size (256 tokens)',
          type: 'exceed_context_size_error',
          n_ctx: 256,
        },
      },
      'MODEL_REFUSED',
      '662 tokens',
    ],
    [
      401,
      { error: { message: 'Invalid API Key', type: 'authentication_error', code: 401 } },
      'MODEL_REFUSED',
      'Invalid API Key',
    ],
    [400, { object: 'error', message: 'flat', type: 'BadRequestError', code: 400 }, 'MODEL_REFUSED', 'flat'],
    [
      422,
      { error: 'Input validation error', error_type: 'validation' },
      'MODEL_REFUSED',
      'Input validation error',
    ],
    [
      422,
      { detail: [{ loc: ['body'], msg: 'field required', type: 'missing' }] },
      'MODEL_REFUSED',
      'field required',
    ],
    [
      429,
      { error: { message: 'Model is overloaded', type: 'overloaded' } },
      'MODEL_OVERLOADED',
      'overloaded',
    ],
    [
      503,
      { error: { code: 503, message: 'Loading model', type: 'unavailable_error' } },
      'MODEL_OVERLOADED',
      'Loading model',
    ],
    [500, 'plain trouble', 'MODEL_OVERLOADED', 'plain trouble'],
  ])('names the reason of a %i', async (status, body, code, reason) => {
    const isText = typeof body === 'string'
    const reply = {
      status,
      type: isText ? 'text/plain' : 'application/json',
      body: isText ? body : JSON.stringify(body),
    }
    const failed = ask(reply)
    await expect(failed).rejects.toMatchObject({ code, params: { status } })
    await expect(failed).rejects.toThrow(reason)
  })

  it('asks for the adapter that a bank has selected, and keeps its name in the answer', async () => {
    const { outputs } = await ask(
      { body: spoken.join('') },
      {},
      { adapter: { adapter: 'refunds@abc123abc123' } },
    )
    expect(seen[0]?.body['model']).toBe('refunds@abc123abc123')
    expect(outputs['answer']).toMatchObject({ adapter: 'refunds@abc123abc123' })
  })

  it('hands the credential to the egress client by its id and never reads it', async () => {
    const send = vi.fn<EgressClient['send']>(async () => {
      throw failure('EGRESS_UNAVAILABLE', { origin: 'x' })
    })
    const services = { egress: { send }, resources: readResources({}) }
    const running = runNode(
      chatModel,
      { question: 'Q' },
      { model: 'm', credential: 'openai', baseUrl: 'https://a.example/v1/' },
      { services },
    )
    await expect(running).rejects.toMatchObject({ code: 'EGRESS_UNAVAILABLE' })
    expect(send.mock.calls[0]?.[0]).toMatchObject({
      credential: 'openai',
      url: 'https://a.example/v1/chat/completions',
    })
    expect(JSON.stringify(send.mock.calls[0]?.[0].headers)).not.toContain('authorization')
  })

  it('closes the connection when it is stopped', async () => {
    const closed = new Promise<void>((resolve) => {
      server = createServer((_request, response) => {
        response.writeHead(200, { 'content-type': 'text/event-stream' })
        response.write(spoken[1])
        response.on('close', resolve)
      })
    })
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
    const address = server?.address() as AddressInfo | undefined
    const baseUrl = `http://127.0.0.1:${address?.port ?? 0}/v1`
    const controller = new AbortController()
    const running = runNode(
      chatModel,
      { question: 'Q' },
      { model: 'm', baseUrl },
      {
        services: { egress, resources: readResources({}) },
        signal: controller.signal,
      },
    )
    setTimeout(() => controller.abort(), 20)
    await expect(running).rejects.toThrow()
    await closed
  })

  it('answers with a model of the host program', async () => {
    const generate = vi.fn(async function* () {
      yield 'hello '
      yield 'there'
      return { text: 'hello there', model: 'local' }
    })
    const resources = readResources({ mine: { kind: 'chat-model', generate } })
    const { outputs, generations } = await runNode(
      chatModel,
      { question: 'Q' },
      { resource: 'mine', inputPrice: 3, outputPrice: 4 },
      { services: { egress, resources } },
    )
    expect(outputs['answer']).toMatchObject({ text: 'hello there', model: 'local' })
    expect(generations).toEqual([{ prices: { input: 3, output: 4 }, tokens: null }])
    await expect(
      runNode(chatModel, { question: 'Q' }, { resource: 'other' }, { services: { egress, resources } }),
    ).rejects.toMatchObject({ code: 'RESOURCE_NOT_REGISTERED' })
  })

  it.each([
    [{ question: ' ' }, { model: 'm' }, 'QUESTION_EMPTY'],
    [{ messages: [{ role: 'system', content: 's' }] }, { model: 'm' }, 'QUESTION_EMPTY'],
    [{ question: 'Q' }, {}, 'MODEL_NOT_SET'],
    [{ question: 'Q' }, { model: 'm', baseUrl: 'file:///etc/passwd' }, 'MODEL_ADDRESS_INVALID'],
    [{ question: 'Q' }, { model: 'm', baseUrl: 'nonsense' }, 'MODEL_ADDRESS_INVALID'],
  ])('refuses %j with %j', async (values, config, code) => {
    await expect(
      runNode(chatModel, values, config, { services: { egress, resources: readResources({}) } }),
    ).rejects.toMatchObject({ code })
  })
})
