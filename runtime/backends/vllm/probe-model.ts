/** Whether two models of one engine answer alike: what an engine does that takes an adapter and then leaves it out. */
import { z } from 'zod'
import { failure } from '../../core/errors/failure.ts'
import { readText } from '../../core/wire/chat-completions.ts'
import type { ChatServer } from '../../core/wire/chat-server.ts'
import { chatServerUrl, sendToChatServer } from '../../core/wire/chat-server.ts'

const probe = 'Name three things one can do on a rainy day. 下雨天可以做哪三件事？'
const probeTokens = 24

/**
 * By so much the log probability of a token may differ between two runs of the same model: batches are summed up in another order
 * each time. An estimate of ours, not measured on a GPU.
 */
const noise = 0.02

const replySchema = z.object({
  choices: z
    .array(
      z.object({
        message: z.object({ content: z.string().nullish() }),
        logprobs: z
          .object({ content: z.array(z.object({ logprob: z.number() })).nullish() })
          .nullish()
          .catch(null),
      }),
    )
    .min(1),
})

export interface ProbeReply {
  readonly text: string
  /** Of each token; empty where the engine tells none. */
  readonly logProbabilities: readonly number[]
}

/** The likeliest answer to a fixed text. @throws what `sendToChatServer` throws; MODEL_STREAM_BROKEN for what is no answer */
export async function probeModel(server: ChatServer, model: string): Promise<ProbeReply> {
  const body = JSON.stringify({
    model,
    messages: [{ role: 'user', content: probe }],
    temperature: 0,
    max_tokens: probeTokens,
    logprobs: true,
  })
  const { signal } = new AbortController()
  const response = await sendToChatServer(server, '/chat/completions', { body, signal })
  const [choice] = parseChoices(await readText(response.body), chatServerUrl(server.address, '').origin)
  return {
    text: choice?.message.content ?? '',
    logProbabilities: (choice?.logprobs?.content ?? []).map(({ logprob }) => logprob),
  }
}

function parseChoices(text: string, origin: string) {
  try {
    return replySchema.parse(JSON.parse(text)).choices
  } catch (cause) {
    const reason = `it sent what is no answer: ${text.slice(0, 100)}`
    throw failure('MODEL_STREAM_BROKEN', { origin, reason }, { cause })
  }
}

export function isSameReply(one: ProbeReply, other: ProbeReply): boolean {
  return (
    one.text === other.text &&
    one.logProbabilities.every(
      (value, i) => Math.abs(value - (other.logProbabilities[i] ?? Number.NEGATIVE_INFINITY)) <= noise,
    )
  )
}
