/** Asks a chat model: one behind an OpenAI-compatible address, or one that the host program registered. */
import { z } from 'zod'
import { failure } from '../../runtime/core/errors/failure.ts'
import type { NodeContext } from '../../runtime/core/node/context.ts'
import type { NodeDelta } from '../../runtime/core/node/define-node.ts'
import { verbatim } from '../../runtime/core/node/card-fact.ts'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import { port } from '../../runtime/core/node/ports.ts'
import { recordTokens } from '../../runtime/core/node/record-tokens.ts'
import type { EgressResponse } from '../../runtime/core/services/egress.ts'
import type { ChatReply } from '../../runtime/core/services/resources.ts'
import type { TokenPair } from '../../runtime/core/trace/generation.ts'
import type { Answer, Message } from '../../runtime/core/values.ts'
import type { ChatPiece } from '../../runtime/core/wire/chat-completions.ts'
import {
  chatRequestBody,
  readChatStream,
  readErrorReason,
  readText,
} from '../../runtime/core/wire/chat-completions.ts'

const price = z.number().min(0).max(1_000_000).optional()

const config = z.object({
  resource: z.string().max(64).default('').meta({
    title: 'Registered model',
    description: 'The id under which the host program registered a chat model. Empty: the address below.',
    widget: 'resource',
    resource: 'chat-model',
  }),
  baseUrl: z.string().max(2_000).default('http://127.0.0.1:8080/v1').meta({
    title: 'Address',
    description: 'Of an OpenAI-compatible server, up to and with its version.',
  }),
  credential: z.string().max(64).default('').meta({
    title: 'Credential',
    description: 'Sent only to the address it was saved for.',
    widget: 'resource',
    resource: 'credential',
  }),
  model: z.string().max(200).default('').meta({
    title: 'Model',
    description: 'As the server names it. An adapter that arrives at the port takes its place.',
  }),
  system: z.string().max(50_000).default('').meta({
    title: 'System',
    description: 'What the model is told first. Empty: nothing.',
    widget: 'multiline',
  }),
  temperature: z.number().min(0).max(2).default(0.2).meta({
    title: 'Temperature',
    description: '0 takes the likeliest word each time.',
    widget: 'slider',
    step: 0.1,
  }),
  topP: z.number().min(0).max(1).default(1).meta({
    title: 'Top p',
    description: 'Share of the likeliest words to choose from.',
    widget: 'slider',
    step: 0.05,
  }),
  maxTokens: z.int().min(1).max(200_000).default(512).meta({
    title: 'Longest answer',
    unit: 'tokens',
    widget: 'number',
  }),
  stop: z.array(z.string().min(1).max(100)).max(4).default([]).meta({
    title: 'Stop at',
    description: 'Texts that end the answer.',
  }),
  seed: z
    .int()
    .optional()
    .meta({ title: 'Seed', description: 'For answers that can be repeated, where the server can.' }),
  inputPrice: price.meta({
    title: 'Price of input',
    step: 0.1,
    description:
      'Of a million tokens, in any currency; 0 where it is free. With the price of output, experiments say what requests cost.',
  }),
  outputPrice: price.meta({
    title: 'Price of output',
    step: 0.1,
    description: 'Of a million tokens, in the same currency. Without both prices no cost is stated.',
  }),
})

type Settings = z.output<typeof config>
type Context = NodeContext<'egress' | 'resources'>

const overloaded = new Set([408, 425, 429, 500, 502, 503, 504, 529])

function conversationOf(
  { system }: Settings,
  messages: readonly Message[] | undefined,
  question: string | undefined,
): Message[] {
  const conversation: Message[] = system.trim() === '' ? [] : [{ role: 'system', content: system }]
  conversation.push(...(messages ?? []))
  if (question !== undefined && question.trim() !== '') conversation.push({ role: 'user', content: question })
  return conversation
}

function addressOf(baseUrl: string): URL {
  try {
    const url = new URL(`${baseUrl.replace(/\/+$/, '')}/chat/completions`)
    if (url.protocol === 'http:' || url.protocol === 'https:') return url
  } catch {
    // Not an address: said below.
  }
  throw failure('MODEL_ADDRESS_INVALID', { address: baseUrl.slice(0, 200) })
}

function pricesOf({ inputPrice, outputPrice }: Settings): TokenPair | null {
  return inputPrice === undefined || outputPrice === undefined
    ? null
    : { input: inputPrice, output: outputPrice }
}

async function post(
  settings: Settings,
  messages: readonly Message[],
  model: string,
  { services, signal, trace }: Context,
) {
  const url = addressOf(settings.baseUrl)
  trace.annotate({ 'model.host': url.hostname })
  const prices = pricesOf(settings)
  trace.generation({ prices, tokens: null })
  const response = await services.egress.send({
    url: url.href,
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: chatRequestBody({ ...settings, messages, model }),
    ...(settings.credential === '' ? {} : { credential: settings.credential }),
    signal,
  })
  if (response.status >= 200 && response.status < 300) return { response, origin: url.origin }
  // What was refused is not charged; what broke off may be.
  trace.generation({ prices, tokens: { input: 0, output: 0 } })
  const place = {
    origin: url.origin,
    status: response.status,
    reason: readErrorReason(await readText(response.body)),
  }
  throw failure(overloaded.has(response.status) ? 'MODEL_OVERLOADED' : 'MODEL_REFUSED', place)
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

/** Asks the server and reads its stream. */
async function* askServer(
  settings: Settings,
  messages: readonly Message[],
  model: string,
  context: Context,
): AsyncGenerator<string, ChatReply, void> {
  const { response, origin } = await post(settings, messages, model, context)
  let text = ''
  let end: ChatPiece = { text: '' }
  for await (const piece of readPieces(response, origin, context.signal)) {
    end = { ...end, ...piece }
    text += piece.text
    if (piece.text !== '') yield piece.text
  }
  const { finishReason, usage } = end
  if (finishReason === undefined && usage === undefined) {
    throw failure('MODEL_STREAM_BROKEN', { origin, reason: 'the stream ended before the answer did' })
  }
  if (text === '' && finishReason === 'tool_calls') {
    throw failure('MODEL_STREAM_BROKEN', {
      origin,
      reason: 'the model asked for a tool in place of an answer',
    })
  }
  context.trace.annotate({ 'model.finish': finishReason ?? null })
  return { text, model: end.model ?? model, ...(usage === undefined ? {} : { usage }) }
}

/** Asks a model of the host program: nobody says when it has really begun, so it has as soon as it is called. */
function askRegistered(
  settings: Settings,
  messages: readonly Message[],
  { services, signal, trace }: Context,
): AsyncGenerator<string, ChatReply, void> {
  const registered = services.resources.open(settings.resource, ['chat-model'])
  trace.generation({ prices: pricesOf(settings), tokens: null })
  return registered.generate(messages, signal)
}

export const chatModel = defineNode({
  type: 'chat-model',
  version: 1,
  title: 'Chat model',
  category: 'generation',
  summary: 'Asks a chat model, and streams its answer.',
  config,
  inputs: {
    messages: port.messages('Messages', { optional: true }),
    question: port.text('Question', { optional: true }),
    adapter: port.decision('Adapter', { optional: true }),
  },
  outputs: { answer: port.answer('Answer') },
  needs: ['egress', 'resources'],
  migrations: {},
  pins: ({ resource, credential }) =>
    resource === '' && credential !== '' ? [{ kind: 'credential', id: credential }] : [],
  describe: ({ resource, model, temperature }) => [
    verbatim((resource || model || '–').slice(0, 60)),
    { text: 'temperature {temperature}', values: { temperature } },
  ],
  async *run(
    { messages, question, adapter },
    settings,
    context,
  ): AsyncGenerator<NodeDelta, { answer: Answer }, void> {
    const node = context.nodeId
    const conversation = conversationOf(settings, messages, question)
    if (!conversation.some(({ role }) => role === 'user')) throw failure('QUESTION_EMPTY', {}, { node })
    const model = adapter?.adapter ?? settings.model
    if (settings.resource === '' && model === '') throw failure('MODEL_NOT_SET', { node }, { node })
    const pieces =
      settings.resource === ''
        ? askServer(settings, conversation, model, context)
        : askRegistered(settings, conversation, context)
    let next = await pieces.next()
    for (; next.done !== true; next = await pieces.next()) yield { port: 'answer', delta: next.value }
    recordTokens(context.trace, pricesOf(settings), next.value)
    const { text, usage, model: answeredBy = settings.resource } = next.value
    const answer: Answer = {
      text,
      citations: [],
      abstained: false,
      adapter: adapter?.adapter ?? null,
      model: answeredBy,
      ...(usage === undefined ? {} : { usage }),
    }
    return { answer }
  },
})
