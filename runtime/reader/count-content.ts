/** Counts what stands in spans, going on where the last span ended when the next one only reaches further. */
import type { ReadToken } from './read-tokens.ts'
import type { SpanContent } from './span-types.ts'
import { kindBits } from './token-kinds.ts'

/** The object it gives is the same each time. */
export function createContentCounter(
  tokens: readonly ReadToken[],
): (first: number, last: number) => SpanContent {
  const counts = { words: 0, content: 0, capitals: 0, numbers: 0, commas: 0, any: 0, all: -1 }
  let from = -1
  let next = 0
  return (first, last) => {
    if (first !== from || last + 1 < next) {
      counts.words = counts.content = counts.capitals = counts.numbers = counts.commas = counts.any = 0
      counts.all = -1
      from = first
      next = first
    }
    for (; next <= last; next += 1) {
      const kinds = tokens[next]?.kinds ?? 0
      counts.any |= kinds
      if ((kinds & kindBits.comma) !== 0) counts.commas += 1
      if ((kinds & kindBits.word) === 0) continue
      counts.words += 1
      counts.all &= kinds
      if ((kinds & (kindBits.number | kindBits.clock)) !== 0) counts.numbers += 1
      if ((kinds & kindBits.stop) !== 0) continue
      counts.content += 1
      if ((kinds & kindBits.capital) !== 0) counts.capitals += 1
    }
    return counts
  }
}
