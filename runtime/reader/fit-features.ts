/** How a span fits one question: the features that change from question to question. */
import type { Match } from './match.ts'
import type { ReadQuestion } from './question.ts'
import type { ReadToken } from './read-tokens.ts'
import { kindBits as k } from './token-kinds.ts'

/** Upper bounds of the distances that are told apart; beyond the last there is one more, and one for none. */
const distances = [1, 2, 3, 5, 9] as const
const distanceBuckets = distances.length + 2

const ranks = 5

export const fitDimensions = 26 + 2 * distanceBuckets + 5 + 2 * distanceBuckets + 4 + ranks + 7

/** Where the groups of features stand, as ranges of positions: what an ablation leaves out. */
export const fitGroups = {
  'overlap of the sentence': [[0, 16]],
  'matched words around the span': [
    [16, 20],
    [26, 40],
  ],
  'matched words inside the span': [
    [20, 26],
    [73, 75],
  ],
  'head word, verb and preposition of the question': [[40, 63]],
  'passage and rank': [[63, 71]],
} as const

export type WriteFit = (out: Float32Array, first: number, last: number) => void

export interface FitContext {
  readonly question: ReadQuestion
  readonly tokens: readonly ReadToken[]
  readonly match: Match
  readonly best: BestFit
  /** Position of the passage among those retrieved, from 0. */
  readonly rank: number
}

/** The highest shares of the question that any one of the passages read together reaches. */
export interface BestFit {
  readonly sentence: number
  /** In a sentence and its context. */
  readonly support: number
  readonly passage: number
}

export function createFitWriter(context: FitContext): WriteFit {
  const { question, tokens, match, best, rank } = context
  const order = [...match.sentences].sort((a, b) => b - a)
  const own = order[0] ?? 0
  const isWord = (i: number) => ((tokens[i]?.kinds ?? 0) & k.word) !== 0
  const words = new Int32Array(tokens.length + 1)
  for (let i = 0; i < tokens.length; i += 1) words[i + 1] = (words[i] ?? 0) + Number(isWord(i))
  const nearest = findNearest(tokens, (i) => (match.tokens[i] ?? 0) > 0)
  const next = findNearest(tokens, (i) => question.next !== '' && tokens[i]?.stem === question.next)
  const isHead = (i: number, sentence: number) =>
    question.head !== '' && tokens[i]?.stem === question.head && tokens[i]?.sentence === sentence
  const total = new Map<string, number>()
  for (const { stem } of tokens) total.set(stem, (total.get(stem) ?? 0) + 1)
  return (out, first, last) => {
    let at = 0
    const put = (value: number | boolean) => {
      out[at] = Number(value)
      at += 1
    }
    const sentence = tokens[first]?.sentence ?? 0
    const overlap = match.sentences[sentence] ?? 0
    const context = match.context[sentence] ?? 0
    const support = Math.min(1, overlap + context)
    const startsSentence = tokens[first - 1]?.sentence !== sentence
    const endsSentence = tokens[last + 1]?.sentence !== sentence
    const left = startsSentence ? 0 : (match.left[first] ?? 0)
    const right = endsSentence ? 0 : (match.right[last + 1] ?? 0)
    const inside = (match.before[last + 1] ?? 0) - (match.before[first] ?? 0)
    put(overlap)
    put(overlap === own && own > 0)
    put(own - overlap)
    put(best.sentence - overlap)
    put(best.support - support)
    put(support >= best.support && support > 0)
    put(match.headings[sentence] ?? 0)
    put(match.title)
    put(overlap >= (order[1] ?? 0))
    put(overlap >= (order[2] ?? 0))
    put(context)
    put(support)
    put(support ** 2)
    put(match.pairs[sentence] ?? 0)
    put(match.sentences[sentence - 1] ?? 0)
    put(match.sentences[sentence + 1] ?? 0)
    put(left)
    put(right)
    put(Math.max(left, right))
    put(Math.min(2, left * right * 4))
    put(Math.min(1, inside))
    put(inside > 0)
    put(inside > 0.3)
    put(Math.max(0, overlap - inside))
    put(inside / Math.max(1, (words[last + 1] ?? 0) - (words[first] ?? 0)))
    put(overlap === 0)
    at = putDistance(out, at, startsSentence ? -1 : first - (nearest.left[first - 1] ?? -99))
    at = putDistance(out, at, endsSentence ? -1 : (nearest.right[last + 1] ?? 99_999) - last)
    const isHeadNext = isHead(last + 1, sentence)
    put(isHeadNext)
    put(isHead(last + 2, sentence) && !isHeadNext)
    put(isHead(last, sentence))
    put(isHead(first - 1, sentence) || isHead(first - 2, sentence))
    put(isHead(first, sentence) && first !== last)
    at = putDistance(out, at, startsSentence ? -1 : first - (next.left[first - 1] ?? -99))
    at = putDistance(out, at, endsSentence ? -1 : (next.right[last + 1] ?? 99_999) - last)
    const hasLead = question.lead !== ''
    put(hasLead && !startsSentence && tokens[first - 1]?.lower === question.lead)
    put(hasLead && tokens[first]?.lower === question.lead)
    put(hasLead && !startsSentence && tokens[first - 2]?.lower === question.lead)
    put(hasLead && tokens[last]?.lower === question.lead)
    for (let position = 0; position < ranks; position += 1) put(rank === position)
    put(match.passage)
    put(best.passage - match.passage)
    put(match.passage >= best.passage)
    put(Math.min(1, first / 200))
    put(first === last ? Math.min(4, (total.get(tokens[first]?.stem ?? '') ?? 1) - 1) / 4 : 0)
    put((match.tokens[first] ?? 0) > 0)
    put((match.tokens[last] ?? 0) > 0)
  }
}

/** Nearest matched position at or left of each token in its sentence, and at or right of it. */
function findNearest(
  tokens: readonly ReadToken[],
  matches: (position: number) => boolean,
): { left: Int32Array; right: Int32Array } {
  const left = new Int32Array(tokens.length + 1).fill(-99)
  const right = new Int32Array(tokens.length + 1).fill(99_999)
  for (let i = 0; i < tokens.length; i += 1) {
    if (matches(i)) left[i] = i
    else if (tokens[i]?.sentence === tokens[i - 1]?.sentence) left[i] = left[i - 1] ?? -99
  }
  for (let i = tokens.length - 1; i >= 0; i -= 1) {
    if (matches(i)) right[i] = i
    else if (tokens[i]?.sentence === tokens[i + 1]?.sentence) right[i] = right[i + 1] ?? 99_999
  }
  return { left, right }
}

/** One bucket of distance is 1. @returns where the next feature goes */
function putDistance(out: Float32Array, at: number, distance: number): number {
  for (let i = 0; i < distanceBuckets; i += 1) out[at + i] = 0
  const isNone = distance < 1 || distance > 90
  const found = distances.findIndex((bound) => distance <= bound)
  const bucket = isNone ? distanceBuckets - 1 : found < 0 ? distances.length : found
  out[at + bucket] = 1
  return at + distanceBuckets
}
