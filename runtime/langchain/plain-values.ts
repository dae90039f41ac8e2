/** LangChain's objects as the plain values that travel along edges, and messages the other way. */
import type { BaseMessage } from '@langchain/core/messages'
import { AIMessage, HumanMessage, isBaseMessage, SystemMessage } from '@langchain/core/messages'
import type { Json, Message } from '../core/values.ts'

export function toLangChainMessages(messages: readonly Message[]): BaseMessage[] {
  return messages.map(({ role, content }) => {
    if (role === 'system') return new SystemMessage(content)
    return role === 'user' ? new HumanMessage(content) : new AIMessage(content)
  })
}

/** The text of a message's content: of its text parts, where it has several kinds. */
export function textOfContent(content: BaseMessage['content']): string {
  if (typeof content === 'string') return content
  return content.map((part) => ('text' in part && typeof part.text === 'string' ? part.text : '')).join('')
}

/** Text of whatever a Runnable streams or gives. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value
  if (isBaseMessage(value)) return textOfContent(value.content)
  return value === undefined ? '' : JSON.stringify(toJson(value))
}

/** Messages become `{ role, content }`, everything else what its JSON says. */
export function toJson(value: unknown): Json {
  if (isBaseMessage(value)) return { role: roleOf(value), content: textOfContent(value.content) }
  if (Array.isArray(value)) return value.map(toJson)
  // What JSON cannot say (a function, undefined) is nothing.
  return value === undefined ? null : (JSON.parse(JSON.stringify(value) ?? 'null') as Json)
}

function roleOf(message: BaseMessage): string {
  const type = message.getType()
  if (type === 'human') return 'user'
  return type === 'ai' ? 'assistant' : type
}
