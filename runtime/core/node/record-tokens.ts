/** What an answer says of its tokens, for the trace. */
import type { Generation } from '../trace/generation.ts'
import type { Answer } from '../values.ts'
import type { NodeTrace } from './context.ts'

/** @param prices null where nobody says any */
export function recordTokens(
  trace: Pick<NodeTrace, 'generation'>,
  prices: Generation['prices'],
  { usage }: Pick<Answer, 'usage'>,
): void {
  if (usage === undefined) return
  trace.generation({ prices, tokens: { input: usage.inputTokens, output: usage.outputTokens } })
}
