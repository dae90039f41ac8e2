/**
 * What a request costs by the tokens of the models that were asked for it. All costs are those of 1,000 such requests, in the currency
 * of the prices, which are per million tokens. What was not asked (from a cache, held by hand) costs nothing.
 */
import type { Generation } from '../../core/trace/generation.ts'
import type { TraceEvent } from '../../core/trace/events.ts'

const pricedTokens = 1_000_000
const pricedRequests = 1_000

export type CostFault = 'METRIC_NO_PRICE' | 'METRIC_NO_TOKENS'

/** 0 where no model that counts tokens was asked; why there is no number where one has no price or did not count. */
export function cost(generations: readonly Generation[]): number | CostFault {
  let sum = 0
  for (const { prices, tokens } of generations) {
    if (prices === null) return 'METRIC_NO_PRICE'
    if (tokens === null) return 'METRIC_NO_TOKENS'
    sum += prices.input * tokens.input + prices.output * tokens.output
  }
  return (sum * pricedRequests) / pricedTokens
}

/** The tokens of those that counted; null where none did. */
export function sumTokens(generations: readonly Generation[]): Generation['tokens'] {
  return generations.reduce<Generation['tokens']>(
    (sum, { tokens }) =>
      tokens === null
        ? sum
        : { input: (sum?.input ?? 0) + tokens.input, output: (sum?.output ?? 0) + tokens.output },
    null,
  )
}

/** Every model that was asked in a run, each once: those that broke off stand there without tokens. */
export function listGenerations(events: readonly TraceEvent[]): Generation[] {
  const all: Generation[] = []
  /** By node, the place of the one that has not counted yet. */
  const open = new Map<string, number>()
  for (const event of events) {
    if (event.type !== 'generation') continue
    const { node, prices, tokens } = event
    const place = tokens === null ? undefined : open.get(node)
    if (tokens === null) open.set(node, all.length)
    else open.delete(node)
    all[place ?? all.length] = { prices, tokens }
  }
  return all
}
