/** Candidate answers of a passage for a question, each with its dense features. */
import type { ReadQuestion } from './question.ts'
import type { ReadPassage, ReadToken } from './read-tokens.ts'
import { createFeatureWriter, spanDimensions } from './span-features.ts'
import { kindBits } from './token-kinds.ts'

export interface Candidates {
  readonly count: number
  /** First and last token of each candidate. */
  readonly first: Int32Array
  readonly last: Int32Array
  /** `count × spanDimensions`, row-major. */
  readonly features: Float32Array
}

/** How rare words are, from 0 (unknown: rarest) up; shared by all passages of a question. */
export type InverseFrequency = (stem: string) => number

const longestSpan = 14
/** Sentences with less than this share of the best overlap are left out, past the best three. */
const keptOverlap = 0.25

const isWord = ({ kinds }: ReadToken) => (kinds & kindBits.word) !== 0
const isStop = ({ kinds }: ReadToken) => (kinds & kindBits.stop) !== 0
const opening =
  /^(?:the|a|an|to|in|by|his|their|its|between|from|over|about|not|on|at|up|within|no|under|beside|opposite|在|不|从)$/

/** How well tokens and sentences of a passage fit the question. */
export interface Match {
  /** Weight of each token that also stands in the question, as a share of the question's weight. */
  readonly tokens: Float64Array
  /** Weight of the question's words found in each sentence, each word once. */
  readonly sentences: Float64Array
  /** The same, decaying with distance, to the left and to the right of each token. */
  readonly left: Float64Array
  readonly right: Float64Array
}

export function matchQuestion(question: ReadQuestion, passage: ReadPassage, rarity: InverseFrequency): Match {
  const weights = new Map<string, number>()
  for (const token of question.tokens)
    if (isWord(token) && !isStop(token)) weights.set(token.stem, rarity(token.stem))
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 1e-9)
  const { tokens } = passage
  const matched = Float64Array.from(tokens, (token) =>
    isStop(token) ? 0 : (weights.get(token.stem) ?? 0) / total,
  )
  const sentences = new Float64Array(passage.sentences)
  const seen = new Set<string>()
  tokens.forEach((token, i) => {
    const key = `${token.sentence} ${token.stem}`
    if (matched[i] === 0 || seen.has(key)) return
    seen.add(key)
    sentences[token.sentence] = (sentences[token.sentence] ?? 0) + (matched[i] ?? 0)
  })
  const left = new Float64Array(tokens.length + 1)
  const right = new Float64Array(tokens.length + 1)
  const decay = 0.85
  for (let i = 0; i < tokens.length; i += 1) {
    const isNew = tokens[i]?.sentence !== tokens[i - 1]?.sentence
    left[i + 1] = (isNew ? 0 : (left[i] ?? 0) * decay) + (matched[i] ?? 0)
  }
  for (let i = tokens.length - 1; i >= 0; i -= 1) {
    const isNew = tokens[i]?.sentence !== tokens[i + 1]?.sentence
    right[i] = (isNew ? 0 : (right[i + 1] ?? 0) * decay) + (matched[i] ?? 0)
  }
  return { tokens: matched, sentences, left, right }
}

/** Spans within one sentence of up to 14 tokens, and whole sentences. */
function listSpans(
  passage: ReadPassage,
  match: Match,
): { first: number[]; last: number[]; whole: boolean[] } {
  const { tokens } = passage
  const best = Math.max(...match.sentences)
  const third = [...match.sentences].sort((a, b) => b - a)[Math.min(2, match.sentences.length - 1)] ?? 0
  const spans = { first: [] as number[], last: [] as number[], whole: [] as boolean[] }
  const add = (first: number, last: number, whole: boolean) => {
    spans.first.push(first)
    spans.last.push(last)
    spans.whole.push(whole)
  }
  for (let start = 0; start < tokens.length;) {
    const sentence = tokens[start]?.sentence ?? 0
    let end = start
    while (end + 1 < tokens.length && tokens[end + 1]?.sentence === sentence) end += 1
    const overlap = match.sentences[sentence] ?? 0
    if (overlap >= best * keptOverlap || overlap >= third) {
      for (let first = start; first <= end; first += 1) addSpansFrom(tokens, first, end, add)
      add(start, end, true)
    }
    start = end + 1
  }
  return spans
}

function addSpansFrom(
  tokens: readonly ReadToken[],
  first: number,
  end: number,
  add: (first: number, last: number, whole: boolean) => void,
): void {
  const head = tokens[first]
  if (head === undefined || (!isWord(head) && (head.kinds & kindBits.currency) === 0)) return
  if (isStop(head) && !opening.test(head.lower)) return
  for (let last = first; last <= end && last < first + longestSpan; last += 1) {
    const token = tokens[last]
    if (token === undefined) return
    const isUnit = (token.kinds & (kindBits.percent | kindBits.currency)) !== 0
    if (!isWord(token) && !isUnit) {
      if (/^[;:.!?。；！？：]$/.test(token.text)) return
      continue
    }
    if (isStop(token) && !isUnit) continue
    add(first, last, false)
  }
}

/**
 * All candidates of one passage.
 *
 * @param rank position of the passage among those retrieved, from 0
 */
export function findCandidates(
  question: ReadQuestion,
  passage: ReadPassage,
  rarity: InverseFrequency,
  rank: number,
): Candidates {
  const match = matchQuestion(question, passage, rarity)
  const spans = listSpans(passage, match)
  const count = spans.first.length
  const features = new Float32Array(count * spanDimensions)
  const write = createFeatureWriter(passage, match, rarity, rank)
  for (let i = 0; i < count; i += 1) {
    const row = features.subarray(i * spanDimensions, (i + 1) * spanDimensions)
    write(row, spans.first[i] ?? 0, spans.last[i] ?? 0, spans.whole[i] === true)
  }
  return { count, first: Int32Array.from(spans.first), last: Int32Array.from(spans.last), features }
}
