/** The base models of an OpenAI-compatible engine. */
import { z } from 'zod'
import { Failure, failure } from '../../core/errors/failure.ts'
import { readText } from '../../core/wire/chat-completions.ts'
import type { ChatServer } from '../../core/wire/chat-server.ts'
import { chatServerUrl, sendToChatServer } from '../../core/wire/chat-server.ts'

/** Names are shown in terminals and sent back as they are: one that would steer the one or burst the other is none. */
const isName = (id: string) => /^[^\p{Cc}\p{Zl}\p{Zp}]{1,400}$/u.test(id)

/** vLLM lists adapters too, with the base model as `parent`. */
const listSchema = z.object({ data: z.array(z.object({ id: z.string(), parent: z.string().nullish() })) })

/** @throws what `sendToChatServer` throws; BACKEND_LISTS_NOTHING for an answer that is no list of models, or an empty one */
export async function listModels(server: ChatServer, signal: AbortSignal): Promise<readonly string[]> {
  const { origin } = chatServerUrl(server.address, '')
  const response = await sendToChatServer(server, '/models', { signal }).catch((error: unknown) => {
    // An address without the version leads to a page that is not there.
    if (error instanceof Failure && error.code === 'MODEL_REFUSED' && error.params['status'] === 404)
      throw failure('BACKEND_LISTS_NOTHING', { origin }, { cause: error })
    throw error
  })
  const models = parseList(await readText(response.body))
  if (models.length === 0) throw failure('BACKEND_LISTS_NOTHING', { origin })
  return models
}

function parseList(text: string): readonly string[] {
  try {
    const { data } = listSchema.parse(JSON.parse(text))
    return data.filter(({ id, parent }) => (parent ?? '') === '' && isName(id)).map(({ id }) => id)
  } catch {
    return []
  }
}
