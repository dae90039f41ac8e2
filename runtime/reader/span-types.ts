/** What kind of thing a span names: an amount, a time, a contact, a name, a phrase, a sentence. */
import type { ReadToken } from './read-tokens.ts'
import { kindBits as k } from './token-kinds.ts'

const names = [
  'address',
  'phone',
  'money',
  'percent',
  'clock',
  'clock-range',
  'date',
  'month-or-weekday',
  'year',
  'duration',
  'measure',
  'number',
  'number-and-noun',
  'numeral',
  'numeral-and-noun',
  'acronym',
  'name-of-one',
  'name-of-two',
  'name-of-more',
  'name-and-words',
  'place',
  'at-a-place',
  'prepositional',
  'infinitive',
  'instruction',
  'sentence',
  'clause',
  'list',
  'definite',
  'word',
  'words',
  'long',
] as const

export type SpanType = (typeof names)[number]

export const spanTypeCount = names.length

const positions = Object.fromEntries(names.map((name, index) => [name, index])) as Record<SpanType, number>

/** What stands in a span, counted once. */
export interface SpanContent {
  readonly words: number
  /** Words that are no stop words. */
  readonly content: number
  readonly capitals: number
  readonly numbers: number
  readonly commas: number
  /** Kinds of any token, and of all words. */
  readonly any: number
  readonly all: number
}

export function positionOfSpanType(
  tokens: readonly ReadToken[],
  first: number,
  last: number,
  inside: SpanContent,
  shape: 'span' | 'clause' | 'sentence',
): number {
  return positions[nameSpanType(tokens, first, last, inside, shape)]
}

function nameSpanType(
  tokens: readonly ReadToken[],
  first: number,
  last: number,
  inside: SpanContent,
  shape: 'span' | 'clause' | 'sentence',
): SpanType {
  const head = tokens[first]?.kinds ?? 0
  if (inside.words > 8 || shape === 'sentence') {
    if ((head & k.imperative) !== 0) return 'instruction'
    if (shape === 'sentence') return 'sentence'
    return shape === 'clause' ? 'clause' : 'long'
  }
  return (
    nameQuantity(inside) ??
    namePhrase(head, tokens[first]?.lower ?? '', tokens[last]?.kinds ?? 0, inside, shape)
  )
}

function nameQuantity({ any, all, words, numbers, content }: SpanContent): SpanType | undefined {
  const has = (bits: number) => (any & bits) !== 0
  if (has(k.address)) return content <= 1 ? 'address' : 'name-and-words'
  if (has(k.currency) && numbers > 0) return 'money'
  if (has(k.percent)) return 'percent'
  if (has(k.clock)) return numbers > 1 ? 'clock-range' : 'clock'
  if (has(k.month) && numbers > 0) return 'date'
  if ((all & (k.month | k.weekday)) !== 0) return 'month-or-weekday'
  if (numbers >= 2 && numbers === words && has(k.phoneDigits)) return 'phone'
  if (words === 1 && has(k.year)) return 'year'
  if ((numbers > 0 || has(k.numberWord)) && has(k.timeUnit)) return 'duration'
  if (numbers > 0 && has(k.measure)) return 'measure'
  if (numbers > 0) return numbers === words ? 'number' : 'number-and-noun'
  if (has(k.numberWord)) return (all & k.numberWord) !== 0 ? 'numeral' : 'numeral-and-noun'
  return undefined
}

function namePhrase(
  head: number,
  lower: string,
  tail: number,
  { any, words, content, capitals, commas }: SpanContent,
  shape: 'span' | 'clause' | 'sentence',
): SpanType {
  const hasPlace = (any & k.place) !== 0
  if ((head & k.imperative) !== 0 && words > 2) return 'instruction'
  if (lower === 'to') return 'infinitive'
  if ((head & k.preposition) !== 0) return hasPlace ? 'at-a-place' : 'prepositional'
  if (shape === 'clause' && words > 3) return 'clause'
  if (capitals > 0 && capitals >= content) {
    if (words === 1) return (any & k.allCaps) !== 0 ? 'acronym' : 'name-of-one'
    return capitals === 2 ? 'name-of-two' : 'name-of-more'
  }
  if (hasPlace && (tail & k.place) !== 0) return 'place'
  if (commas > 0) return 'list'
  if (capitals > 0) return 'name-and-words'
  if ((head & k.article) !== 0) return 'definite'
  return content <= 1 ? 'word' : 'words'
}
