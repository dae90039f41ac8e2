/** The spans of a passage that may answer a question, with everything about them that no question changes. */
import { createContentCounter } from './count-content.ts'
import { hashWord } from './hash-word.ts'
import type { ListedSpans, Shape } from './list-spans.ts'
import { listSpans } from './list-spans.ts'
import type { InverseFrequency } from './rarity.ts'
import type { ReadPassage, ReadToken } from './read-tokens.ts'
import { positionOfSpanType, spanTypeCount } from './span-types.ts'
import { kindBits } from './token-kinds.ts'
import type { TokenMarks } from './token-marks.ts'
import { longEndings, markTokens, shortEndings, wordHashes } from './token-marks.ts'
import { edgeClass, wordClassCount } from './word-classes.ts'

export interface PassageSpans {
  readonly passage: ReadPassage
  readonly count: number
  /** First and last token of each span. */
  readonly first: Int32Array
  readonly last: Int32Array
  /** `count × fixedSlots`: in each slot one feature is 1, given by its position below `fixedDimensions`. */
  readonly fixed: Uint16Array
}

/** A passage with what is known of its tokens and spans: all that is kept of it between building an index and a question. */
export interface MarkedPassage {
  readonly passage: ReadPassage
  readonly marks: TokenMarks
  readonly spans: ListedSpans
  /** Position of each span's type. */
  readonly types: Uint8Array
}

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
  lastEnding: longEndings,
  firstEnding: shortEndings,
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

const slotStarts = Uint16Array.from(slotNames, (name) => slotRanges.get(name)?.[0] ?? 0)

/** Position of each slot in a row. */
const at = Object.fromEntries(slotNames.map((name, position) => [name, position])) as Record<Slot, number>

/** Reads off a passage what stays the same for every question and every reader of its language. */
export function markPassage(passage: ReadPassage): MarkedPassage {
  const { tokens } = passage
  const spans = listSpans(passage)
  const count = createContentCounter(tokens)
  const types = Uint8Array.from(spans.first, (first, i) => {
    const last = spans.last[i] ?? 0
    return positionOfSpanType(tokens, first, last, count(first, last), spans.shapes[i] ?? 'span')
  })
  return { passage, marks: markTokens(passage), spans, types }
}

/**
 * Lists and describes the spans of a passage once; every question then reads the same arrays.
 *
 * @param rarity how rare each stem is in general
 */
export function describeSpans(passage: ReadPassage, rarity: InverseFrequency): PassageSpans {
  return layOutSpans(markPassage(passage), rarity)
}

/** Writes every span's features into their slots. */
export function layOutSpans(
  { passage, marks, spans, types }: MarkedPassage,
  rarity: InverseFrequency,
): PassageSpans {
  const { count, first, last, shapes } = spans
  const fixed = new Uint16Array(count * fixedSlots)
  const { starts, ends } = describeEdges(passage, marks)
  const measure = createContentCounter(passage.tokens)
  const rarestOf = createRarestFinder(passage.tokens, rarity)
  const { classes } = marks
  for (let i = 0; i < count; i += 1) {
    const from = first[i] ?? 0
    const to = last[i] ?? 0
    const a = from * fixedSlots
    const b = to * fixedSlots
    const row = i * fixedSlots
    // Each slot is decided by the first token, by the last, or by both; what does not decide a slot is 0 there.
    for (let slot = 0; slot < fixedSlots; slot += 1)
      fixed[row + slot] = (starts[a + slot] ?? 0) + (ends[b + slot] ?? 0)
    const add = (slot: number, value: number) => (fixed[row + slot] = (fixed[row + slot] ?? 0) + value)
    add(at.length, lengthBucket(measure(from, to).words, shapes[i] ?? 'span'))
    add(at.pattern, patternOf(classes, from, to) % slots.pattern)
    add(at.typeAndBounds, (types[i] ?? 0) * 4)
    add(at.rarest, Math.min(slots.rarest - 1, Math.floor(rarestOf(from, to) / 1.5)))
  }
  return { passage, count, first, last, fixed }
}

/** What the first token of a span puts into each slot, and what the last one adds: `tokens × fixedSlots` each. */
function describeEdges(
  { tokens }: ReadPassage,
  { classes, words, longEndings: long, shortEndings: short }: TokenMarks,
): { starts: Uint16Array; ends: Uint16Array } {
  const starts = new Uint16Array(tokens.length * fixedSlots)
  const ends = new Uint16Array(tokens.length * fixedSlots)
  const edgeWord = hashWord('') % wordHashes
  for (let i = 0; i < tokens.length; i += 1) {
    const sentence = tokens[i]?.sentence ?? 0
    const isInside = (other: number) => tokens[other]?.sentence === sentence
    const classAt = (other: number) => (isInside(other) ? (classes[other] ?? edgeClass) : edgeClass)
    const wordAt = (other: number) => (isInside(other) ? (words[other] ?? edgeWord) : edgeWord)
    const own = classes[i] ?? 0
    const row = i * fixedSlots
    starts.set(slotStarts, row)
    const start = (name: Slot, value: number) =>
      (starts[row + at[name]] = (starts[row + at[name]] ?? 0) + value)
    const end = (name: Slot, value: number) => (ends[row + at[name]] = value)
    start('outerLeft', classAt(i - 1) * wordClassCount + own)
    end('outerRight', own * wordClassCount + classAt(i + 1))
    start('ends', own * wordClassCount)
    end('ends', own)
    start('typeAndBounds', Number(continues(tokens, i - 1, i)))
    end('typeAndBounds', 2 * Number(continues(tokens, i + 1, i)))
    start('before', wordAt(i - 1) % slots.before)
    end('after', wordAt(i + 1) % slots.after)
    start('beforeThat', wordAt(i - 2) % slots.beforeThat)
    end('afterThat', wordAt(i + 2) % slots.afterThat)
    start('firstWord', (words[i] ?? 0) % slots.firstWord)
    end('lastEnding', long[i] ?? 0)
    start('firstEnding', short[i] ?? 0)
    start('place', Math.min(sentence, 2) * 4 + Number(!isInside(i - 1)) * 2)
    end('place', Number(!isInside(i + 1)))
  }
  return { starts, ends }
}

/** The highest rarity in a span, going on from the last span as the counter of its content does. */
function createRarestFinder(
  tokens: readonly ReadToken[],
  rarity: InverseFrequency,
): (first: number, last: number) => number {
  const rarities = Float64Array.from(tokens, ({ kinds, stem }) =>
    (kinds & kindBits.word) !== 0 && (kinds & kindBits.stop) === 0 ? rarity(stem) : 0,
  )
  let from = -1
  let next = 0
  let rarest = 0
  return (first, last) => {
    if (first !== from || last + 1 < next) {
      from = first
      next = first
      rarest = 0
    }
    for (; next <= last; next += 1) rarest = Math.max(rarest, rarities[next] ?? 0)
    return rarest
  }
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
  const add = (at: number) => (pattern = Math.imul(pattern, 31) + (classes[at] ?? 0) + 1)
  if (size <= 5) {
    for (let i = first; i <= last; i += 1) add(i)
  } else {
    add(first)
    add(first + 1)
    add(last - 1)
    add(last)
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
