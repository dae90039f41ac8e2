/** Asks a chat model: one behind an OpenAI-compatible address, or one that the host program registered. */
import { z } from 'zod'
import { Failure, failure } from '../../runtime/core/errors/failure.ts'
import type { NodeContext } from '../../runtime/core/node/context.ts'
import type { NodeDelta } from '../../runtime/core/node/define-node.ts'
import { verbatim } from '../../runtime/core/node/card-fact.ts'
import { defineNode } from '../../runtime/core/node/define-node.ts'
import { port } from '../../runtime/core/node/ports.ts'
import { recordTokens } from '../../runtime/core/node/record-tokens.ts'
import type { ChatReply } from '../../runtime/core/services/resources.ts'
import type { TokenPair } from '../../runtime/core/trace/generation.ts'
import type { Answer, Message } from '../../runtime/core/values.ts'
import { askChatServer, chatServerUrl } from '../../runtime/core/wire/chat-server.ts'

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

function pricesOf({ inputPrice, outputPrice }: Settings): TokenPair | null {
  return inputPrice === undefined || outputPrice === undefined
    ? null
    : { input: inputPrice, output: outputPrice }
}

/** Asks the server and reads its stream. */
async function* askServer(
  settings: Settings,
  messages: readonly Message[],
  model: string,
  { services, signal, trace }: Context,
): AsyncGenerator<string, ChatReply, void> {
  const { baseUrl: address, credential } = settings
  trace.annotate({ 'model.host': chatServerUrl(address, '').hostname })
  const prices = pricesOf(settings)
  trace.generation({ prices, tokens: null })
  const server = { address, credential, egress: services.egress }
  try {
    const reply = yield* askChatServer(server, { ...settings, messages, model }, signal)
    trace.annotate({ 'model.finish': reply.finishReason })
    return reply
  } catch (error) {
    // What was refused is not charged; what broke off may be.
    if (error instanceof Failure && (error.code === 'MODEL_REFUSED' || error.code === 'MODEL_OVERLOADED'))
      trace.generation({ prices, tokens: { input: 0, output: 0 } })
    throw error
  }
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
