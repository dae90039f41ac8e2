/** The spans of a passage that may answer a question, with everything about them that no question changes. */
import { hashWord } from './hash-word.ts'
import type { InverseFrequency } from './rarity.ts'
import type { ReadPassage, ReadToken } from './read-tokens.ts'
import { positionOfSpanType, spanTypeCount } from './span-types.ts'
import type { SpanContent } from './span-types.ts'
import { kindBits } from './token-kinds.ts'
import { classOfToken, edgeClass, wordClassCount } from './word-classes.ts'

export interface PassageSpans {
  readonly passage: ReadPassage
  readonly count: number
  /** First and last token of each span. */
  readonly first: Int32Array
  readonly last: Int32Array
  /** `count × fixedSlots`: in each slot one feature is 1, given by its position below `fixedDimensions`. */
  readonly fixed: Uint16Array
}

const longestSpan = 14
const pairs = wordClassCount * wordClassCount

/** Size of each slot: exactly one feature of a slot is 1. */
const slots = {
  length: 14,
  outerLeft: pairs,
  outerRight: pairs,
  ends: pairs,
  pattern: 256,
  typeAndBounds: spanTypeCount * 4,
  before: 64,
  after: 64,
  beforeThat: 48,
  afterThat: 48,
  firstWord: 64,
  lastEnding: 96,
  firstEnding: 48,
  place: 12,
  rarest: 6,
} as const

type Slot = keyof typeof slots

const slotNames = Object.keys(slots) as Slot[]
export const fixedSlots = slotNames.length
export const fixedDimensions = slotNames.reduce((sum, name) => sum + slots[name], 0)

/** Where each slot stands below `fixedDimensions`, end exclusive. */
export const slotRanges: ReadonlyMap<string, readonly [number, number]> = new Map(
  slotNames.map((name, position) => {
    const start = slotNames.slice(0, position).reduce((sum, other) => sum + slots[other], 0)
    return [name, [start, start + slots[name]]]
  }),
)

const isWord = ({ kinds }: ReadToken) => (kinds & kindBits.word) !== 0
const isStop = ({ kinds }: ReadToken) => (kinds & kindBits.stop) !== 0
const opening =
  /^(?:the|a|an|to|in|by|his|their|its|between|from|over|about|not|on|at|up|within|no|under|beside|opposite|after|before|until|with|for|when|if|because|as|it|they|through|into|during|在|不|从)$/
const clauseEnd = /^[;:.!?。；！？：]$/
const clauseMark = /^[,;:，；：、—–]$/

type Shape = 'span' | 'clause' | 'sentence'
type AddSpan = (first: number, last: number, shape: Shape) => void

/** All spans of up to 14 tokens that could be a phrase, clauses up to three in a row, and whole sentences; headings hold none. */
function listSpans(passage: ReadPassage, add: AddSpan): void {
  const { tokens } = passage
  for (let start = 0; start < tokens.length;) {
    const sentence = tokens[start]?.sentence ?? 0
    let end = start
    while (end + 1 < tokens.length && tokens[end + 1]?.sentence === sentence) end += 1
    if (!passage.headings.has(sentence)) {
      for (let first = start; first <= end; first += 1) addSpansFrom(tokens, first, end, add)
      addClauses(tokens, start, end, add)
    }
    start = end + 1
  }
}

function addSpansFrom(tokens: readonly ReadToken[], first: number, end: number, add: AddSpan): void {
  const head = tokens[first]
  if (head === undefined || (!isWord(head) && (head.kinds & kindBits.currency) === 0)) return
  if (isStop(head) && !opening.test(head.lower)) return
  for (let last = first; last <= end && last < first + longestSpan; last += 1) {
    const token = tokens[last]
    if (token === undefined) return
    const isUnit = (token.kinds & (kindBits.percent | kindBits.currency)) !== 0
    if (!isWord(token) && !isUnit) {
      if (clauseEnd.test(token.text)) return
      continue
    }
    if (isStop(token) && !isUnit) continue
    add(first, last, 'span')
  }
}

/** Clauses that are too long for a span, one to three in a row, and the whole sentence with its closing mark. */
function addClauses(tokens: readonly ReadToken[], start: number, end: number, add: AddSpan): void {
  const starts: number[] = [start]
  for (let i = start; i < end; i += 1) if (clauseMark.test(tokens[i]?.text ?? '')) starts.push(i + 1)
  const lastWordOf = (position: number) => {
    const next = starts[position + 1]
    let last = next === undefined ? end : next - 2
    while (last > start && ((tokens[last]?.kinds ?? 0) & kindBits.word) === 0) last -= 1
    return last
  }
  for (let i = 0; i < starts.length; i += 1) {
    for (let j = i; j < Math.min(starts.length, i + 3); j += 1) {
      const first = starts[i] ?? start
      const last = lastWordOf(j)
      if (last - first >= longestSpan) add(first, last, 'clause')
    }
  }
  add(start, end, 'sentence')
}

/**
 * Lists and describes the spans of a passage once; every question then reads the same arrays.
 *
 * @param rarity how rare each stem is in general
 */
export function describeSpans(passage: ReadPassage, rarity: InverseFrequency): PassageSpans {
  const spans = { first: [] as number[], last: [] as number[], shape: [] as Shape[] }
  listSpans(passage, (first, last, shape) => {
    spans.first.push(first)
    spans.last.push(last)
    spans.shape.push(shape)
  })
  const count = spans.first.length
  const fixed = new Uint16Array(count * fixedSlots)
  const describe = createDescriber(passage, rarity)
  for (let i = 0; i < count; i += 1) {
    const row = fixed.subarray(i * fixedSlots, (i + 1) * fixedSlots)
    describe(row, spans.first[i] ?? 0, spans.last[i] ?? 0, spans.shape[i] ?? 'span')
  }
  return { passage, count, first: Int32Array.from(spans.first), last: Int32Array.from(spans.last), fixed }
}

function createDescriber(passage: ReadPassage, rarity: InverseFrequency) {
  const { tokens } = passage
  const classes = Uint8Array.from(tokens, (token, i) =>
    classOfToken(token, tokens[i - 1]?.sentence !== token.sentence),
  )
  const rarities = Float64Array.from(tokens, (token) =>
    isWord(token) && !isStop(token) ? rarity(token.stem) : 0,
  )
  const words = tokens.map(({ lower }) => hashWord(lower))
  const firstEndings = tokens.map(({ lower }) => hashWord(lower.slice(-2)))
  const lastEndings = tokens.map(({ lower }) => hashWord(lower.slice(-3)))
  const edgeWord = hashWord('')
  return (row: Uint16Array, first: number, last: number, shape: Shape) => {
    const sentence = tokens[first]?.sentence ?? 0
    const beyond = (at: number) => (tokens[at]?.sentence === sentence ? at : -1)
    const classAt = (at: number) => (beyond(at) < 0 ? edgeClass : (classes[at] ?? edgeClass))
    const wordAt = (at: number) => (beyond(at) < 0 ? edgeWord : (words[at] ?? edgeWord))
    const inside = countContent(tokens, first, last)
    const [firstClass, lastClass] = [classes[first] ?? 0, classes[last] ?? 0]
    let slot = 0
    let start = 0
    const put = (name: Slot, value: number) => {
      row[slot] = start + value
      slot += 1
      start += slots[name]
    }
    put('length', lengthBucket(inside.words, shape))
    put('outerLeft', classAt(first - 1) * wordClassCount + firstClass)
    put('outerRight', lastClass * wordClassCount + classAt(last + 1))
    put('ends', firstClass * wordClassCount + lastClass)
    put('pattern', patternOf(classes, first, last) % slots.pattern)
    const bounds = Number(continues(tokens, first - 1, first)) + 2 * Number(continues(tokens, last + 1, last))
    put('typeAndBounds', positionOfSpanType(tokens, first, last, inside, shape) * 4 + bounds)
    put('before', wordAt(first - 1) % slots.before)
    put('after', wordAt(last + 1) % slots.after)
    put('beforeThat', wordAt(first - 2) % slots.beforeThat)
    put('afterThat', wordAt(last + 2) % slots.afterThat)
    put('firstWord', (words[first] ?? 0) % slots.firstWord)
    put('lastEnding', (lastEndings[last] ?? 0) % slots.lastEnding)
    put('firstEnding', (firstEndings[first] ?? 0) % slots.firstEnding)
    put('place', placeOf(sentence, beyond(first - 1) < 0, beyond(last + 1) < 0))
    let rarest = 0
    for (let i = first; i <= last; i += 1) rarest = Math.max(rarest, rarities[i] ?? 0)
    put('rarest', Math.min(slots.rarest - 1, Math.floor(rarest / 1.5)))
  }
}

function countContent(tokens: readonly ReadToken[], first: number, last: number): SpanContent {
  const counts = { words: 0, content: 0, capitals: 0, numbers: 0, commas: 0, any: 0, all: -1 }
  for (let i = first; i <= last; i += 1) {
    const kinds = tokens[i]?.kinds ?? 0
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

function lengthBucket(words: number, shape: Shape): number {
  if (shape === 'sentence') return 12
  if (shape === 'clause') return 13
  if (words <= 9) return words
  return words <= 11 ? 10 : 11
}

/** The word classes of a short span, its ends and length for a longer one. */
function patternOf(classes: Uint8Array, first: number, last: number): number {
  const size = last - first + 1
  let pattern = size
  if (size <= 5) {
    for (let i = first; i <= last; i += 1) pattern = Math.imul(pattern, 31) + (classes[i] ?? 0) + 1
  } else {
    for (const i of [first, first + 1, last - 1, last])
      pattern = Math.imul(pattern, 31) + (classes[i] ?? 0) + 1
  }
  return Math.imul(pattern, 0x9e37_79b1) >>> 8
}

/** Whether a name or a number goes on beyond the edge of the span. */
function continues(tokens: readonly ReadToken[], outside: number, inside: number): boolean {
  const [out, edge] = [tokens[outside], tokens[inside]]
  if (out === undefined || edge === undefined || out.sentence !== edge.sentence) return false
  const named = kindBits.capital | kindBits.number | kindBits.currency | kindBits.percent | kindBits.timeUnit
  return (out.kinds & named) !== 0 && (edge.kinds & named) !== 0 && (out.kinds & kindBits.stop) === 0
}

function placeOf(sentence: number, startsSentence: boolean, endsSentence: boolean): number {
  return Math.min(sentence, 2) * 4 + Number(startsSentence) * 2 + Number(endsSentence)
}
