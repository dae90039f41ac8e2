/** The dense features of a span: how it fits the question, its shape, what it is made of, and what stands around it. */
import type { InverseFrequency, Match } from './candidates.ts'
import type { ReadPassage, ReadToken } from './read-tokens.ts'
import { kindBits as k } from './token-kinds.ts'

/** Kinds counted inside a span: any, all words, first token, last token. */
const insideKinds = [
  k.capital,
  k.allCaps,
  k.number,
  k.year,
  k.month,
  k.numberWord,
  k.timeUnit,
  k.clock,
  k.currency,
  k.percent,
  k.address,
  k.measure,
  k.place,
  k.weekday,
  k.limit,
  k.phoneDigits,
  k.document,
] as const
const edgeKinds = [
  k.stop,
  k.article,
  k.preposition,
  k.imperative,
  k.capital,
  k.number,
  k.currency,
  k.timeUnit,
  k.place,
  k.percent,
  k.measure,
  k.limit,
  k.numberWord,
  k.phoneDigits,
] as const
const neighbourKinds = [
  k.stop,
  k.article,
  k.preposition,
  k.be,
  k.comma,
  k.quote,
  k.and,
  k.capital,
  k.number,
  k.currency,
  k.percent,
  k.timeUnit,
  k.limit,
  k.contact,
  k.place,
  k.measure,
  k.phoneDigits,
] as const
const pairedKinds = [
  [k.number, k.timeUnit],
  [k.number, k.currency],
  [k.number, k.measure],
  [k.number, k.percent],
  [k.number, k.month],
  [k.capital, k.place],
  [k.numberWord, k.timeUnit],
  [k.limit, k.number],
  [k.preposition, k.place],
  [k.clock, k.and],
] as const

const matchFeatures = 14
const lengthFeatures = 12
const suffixes = [/ing$/, /ly$/, /ed$/, /s$/, /(?:tion|ment|ness|ity)$/, /(?:er|or|ist|ian)$/]

export const spanDimensions =
  1 +
  matchFeatures +
  lengthFeatures +
  insideKinds.length * 2 +
  pairedKinds.length +
  edgeKinds.length * 2 +
  (neighbourKinds.length + 2) * 2 +
  suffixes.length * 2 +
  9

type WriteFeatures = (out: Float32Array, first: number, last: number, isWhole: boolean) => void

export function createFeatureWriter(
  passage: ReadPassage,
  match: Match,
  rarity: InverseFrequency,
  rank: number,
): WriteFeatures {
  const { tokens } = passage
  const bestSentence = Math.max(...match.sentences)
  const rarities = Float64Array.from(tokens, ({ stem, kinds }) =>
    (kinds & k.stop) !== 0 || (kinds & k.word) === 0 ? 0 : rarity(stem),
  )
  return (out, first, last, isWhole) => {
    let at = 0
    const put = (value: number | boolean) => {
      out[at] = Number(value)
      at += 1
    }
    const inside = summarise(tokens, match, rarities, first, last)
    put(1)
    putMatch(put, match, tokens, first, last, inside, bestSentence)
    putLength(put, inside.words, isWhole)
    for (const bit of insideKinds) {
      put((inside.any & bit) !== 0)
      put((inside.all & bit) !== 0)
    }
    for (const [one, other] of pairedKinds) put((inside.any & one) !== 0 && (inside.any & other) !== 0)
    for (const bit of edgeKinds) {
      put(((tokens[first]?.kinds ?? 0) & bit) !== 0)
      put(((tokens[last]?.kinds ?? 0) & bit) !== 0)
    }
    putNeighbour(put, tokens, first - 1, first)
    putNeighbour(put, tokens, last + 1, last)
    for (const suffix of suffixes) {
      put(suffix.test(tokens[first]?.lower ?? ''))
      put(suffix.test(tokens[last]?.lower ?? ''))
    }
    put(inside.maxRarity / 8)
    put(inside.sumRarity / Math.max(1, inside.words) / 8)
    put(Math.min(inside.sumRarity, 40) / 40)
    put((match.tokens[first - 1] ?? 0) > 0)
    put((match.tokens[last + 1] ?? 0) > 0)
    put(Math.min(first, 200) / 200)
    put(1 / (1 + rank))
    put(rank === 0)
    put(isImperative(tokens, first))
  }
}

interface Inside {
  readonly words: number
  readonly any: number
  readonly all: number
  readonly overlap: number
  readonly maxRarity: number
  readonly sumRarity: number
}

function summarise(
  tokens: readonly ReadToken[],
  match: Match,
  rarities: Float64Array,
  first: number,
  last: number,
): Inside {
  let words = 0
  let any = 0
  let all = -1
  let overlap = 0
  let maxRarity = 0
  let sumRarity = 0
  for (let i = first; i <= last; i += 1) {
    const kinds = tokens[i]?.kinds ?? 0
    any |= kinds
    overlap += match.tokens[i] ?? 0
    const rare = rarities[i] ?? 0
    if (rare > maxRarity) maxRarity = rare
    sumRarity += rare
    if ((kinds & k.word) === 0) continue
    words += 1
    all &= kinds
  }
  return { words, any, all, overlap, maxRarity, sumRarity }
}

function putMatch(
  put: (value: number | boolean) => void,
  match: Match,
  tokens: readonly ReadToken[],
  first: number,
  last: number,
  inside: Inside,
  best: number,
): void {
  const sentence = tokens[first]?.sentence ?? 0
  const overlap = match.sentences[sentence] ?? 0
  const isStart = tokens[first - 1]?.sentence !== sentence
  const isEnd = tokens[last + 1]?.sentence !== sentence
  const left = isStart ? 0 : (match.left[first] ?? 0)
  const right = isEnd ? 0 : (match.right[last + 1] ?? 0)
  put(overlap)
  put(overlap === best)
  put(best - overlap)
  put(Math.max(match.sentences[sentence - 1] ?? 0, match.sentences[sentence + 1] ?? 0))
  put(left)
  put(right)
  put(Math.max(left, right))
  put(left * right * 4)
  put(inside.overlap)
  put(inside.overlap > 0)
  put(inside.overlap > 0.3)
  put(Math.max(0, overlap - inside.overlap))
  put(isStart)
  put(isEnd)
}

function putLength(put: (value: number | boolean) => void, words: number, isWhole: boolean): void {
  for (let length = 1; length <= 8; length += 1) put(!isWhole && words === length)
  put(!isWhole && words > 8)
  put(isWhole ? 0 : words / 8)
  put(isWhole)
  put(isWhole ? Math.min(words, 40) / 40 : 0)
}

/** The token beside a span; one in another sentence does not count as a neighbour. */
function putNeighbour(
  put: (value: number | boolean) => void,
  tokens: readonly ReadToken[],
  at: number,
  edge: number,
): void {
  const token = tokens[at]?.sentence === tokens[edge]?.sentence ? tokens[at] : undefined
  const kinds = token?.kinds ?? 0
  put(token === undefined)
  put(token !== undefined && (kinds & k.word) !== 0 && (kinds & k.stop) === 0)
  for (const bit of neighbourKinds) put((kinds & bit) !== 0)
}

/** The sentence begins with what to do. */
function isImperative(tokens: readonly ReadToken[], first: number): boolean {
  const sentence = tokens[first]?.sentence
  let start = first
  while (tokens[start - 1]?.sentence === sentence && start > 0) start -= 1
  return ((tokens[start]?.kinds ?? 0) & k.imperative) !== 0
}
