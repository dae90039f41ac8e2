/** Answers a question by quoting a span of the passages, or declines. */
import type { Answer, Language, RetrievedDocument } from '../core/values.ts'
import type { PassageCandidates } from './candidates.ts'
import { findCandidates } from './candidates.ts'
import type { ReadQuestion } from './question.ts'
import { readQuestion } from './question.ts'
import { rarityOf } from './rarity.ts'
import type { PassageReader } from './read-passages.ts'
import { createPassageReader } from './read-passages.ts'
import type { ReadToken } from './read-tokens.ts'
import type { AnswerCalibration, ReaderWeights } from './reader-weights.ts'
import { evidenceNames } from './reader-weights.ts'
import { projectQuestion, scoreCandidates } from './scorer.ts'
import { kindBits } from './token-kinds.ts'

/** Passages that are read; the later ones seldom hold the answer and cost as much. */
const readPassages = 5

/** The best span with what speaks for it. */
export interface ReadResult {
  /** Position of the passage, first and last token, and the text between them; undefined when there was nothing to quote. */
  readonly best:
    | { readonly passage: number; readonly first: number; readonly last: number; readonly text: string }
    | undefined
  /** In the order of `evidenceNames`. */
  readonly evidence: readonly number[]
}

/** Finds the best candidate over all passages under one scorer. */
export function selectBest(
  scorer: Float32Array,
  question: ReadQuestion,
  lists: readonly PassageCandidates[],
): ReadResult {
  const projected = projectQuestion(scorer, question.active)
  const scores = new Float32Array(lists.reduce((sum, { count }) => sum + count, 0))
  let at = 0
  let best = { passage: -1, index: 0, score: -Infinity }
  lists.forEach((list, passage) => {
    const own = scoreCandidates(projected, list)
    scores.set(own, at)
    at += list.count
    own.forEach((score, index) => {
      if (score > best.score) best = { passage, index, score }
    })
  })
  const found = lists[best.passage]
  if (found === undefined) return { best: undefined, evidence: evidenceNames.map((_, i) => Number(i === 0)) }
  const { spans, match } = found
  const [first, last] = withSigns(
    spans.passage.tokens,
    spans.first[best.index] ?? 0,
    spans.last[best.index] ?? 0,
  )
  const { mass, second } = weighRest(scores, lists, best.passage, first, last)
  const { tokens, text } = spans.passage
  const sentence = tokens[first]?.sentence ?? 0
  const overlap = match.sentences[sentence] ?? 0
  const support = Math.min(1, overlap + (match.context[sentence] ?? 0))
  const margin = Number.isFinite(second) ? Math.min(10, best.score - second) : 10
  return {
    best: {
      passage: best.passage,
      first,
      last,
      text: text.slice(tokens[first]?.start ?? 0, tokens[last]?.end ?? 0),
    },
    evidence: [1, best.score, mass, overlap, support, match.passage, margin],
  }
}

const sign = /^[$£€¥%％]$/

/** A number is not quoted without the sign that it is written with. */
function withSigns(tokens: readonly ReadToken[], first: number, last: number): [number, number] {
  const joins = (left: ReadToken | undefined, right: ReadToken | undefined) =>
    left !== undefined && right !== undefined && left.end === right.start
  const [before, head, tail, after] = [tokens[first - 1], tokens[first], tokens[last], tokens[last + 1]]
  const isNumber = (token: ReadToken | undefined) => ((token?.kinds ?? 0) & kindBits.number) !== 0
  const startsLate = sign.test(before?.text ?? '') && isNumber(head) && joins(before, head)
  const endsEarly = isNumber(tail) && sign.test(after?.text ?? '') && joins(tail, after)
  return [startsLate ? first - 1 : first, endsEarly ? last + 1 : last]
}

/** The softmax mass of the candidates that overlap the best one, and the best score of those that do not. */
function weighRest(
  scores: Float32Array,
  lists: readonly PassageCandidates[],
  passage: number,
  first: number,
  last: number,
): { mass: number; second: number } {
  const highest = scores.reduce((sofar, score) => Math.max(sofar, score), -Infinity)
  let second = -Infinity
  let own = 0
  let all = 0
  let at = 0
  lists.forEach(({ spans, count }, position) => {
    for (let i = 0; i < count; i += 1, at += 1) {
      const score = scores[at] ?? 0
      const weight = Math.exp(score - highest)
      all += weight
      const overlaps = position === passage && (spans.first[i] ?? 0) <= last && (spans.last[i] ?? 0) >= first
      if (overlaps) own += weight
      else if (score > second) second = score
    }
  })
  return { mass: own / all, second }
}

/** Probability that the best candidate is right. */
export function answerProbability({ weights }: AnswerCalibration, evidence: readonly number[]): number {
  const sum = evidence.reduce((total, value, i) => total + value * (weights[i] ?? 0), 0)
  return 1 / (1 + Math.exp(-sum))
}

export interface AnswerRequest {
  readonly question: string
  readonly documents: readonly RetrievedDocument[]
  /** `W` with an adapter merged in; the base layer when left out. */
  readonly scorer?: Float32Array
  /** `name@sha12` of that adapter. */
  readonly adapter?: string | null
  /** Keeps what was read of passages between requests. */
  readonly read?: PassageReader
  /** What `storePassage` made of a document's text and title when it was indexed; undefined when that is not kept. */
  readonly findStored?: ((document: RetrievedDocument) => Uint8Array | undefined) | undefined
}

const declined: Readonly<Record<Language, string>> = {
  en: 'The articles do not answer this.',
  zh: '文章中没有相关答案。',
}

/** Deterministic: the same request gives the same answer. */
export function answerQuestion(weights: ReaderWeights, request: AnswerRequest): Answer {
  const { language } = weights
  const rarity = rarityOf(weights)
  const { read = createPassageReader(language, rarity), findStored } = request
  const documents = request.documents.slice(0, readPassages)
  const passages = documents.map((document) =>
    read({ text: document.text, title: document.title, findStored: () => findStored?.(document) }),
  )
  const question = readQuestion(request.question, language)
  const lists = findCandidates(question, passages, rarity, language)
  const { best, evidence } = selectBest(request.scorer ?? weights.scorer, question, lists)
  const confidence = best === undefined ? 0 : answerProbability(weights.calibration, evidence)
  const common = { confidence, adapter: request.adapter ?? null, model: weights.name }
  const document = documents[best?.passage ?? -1]
  const tokens = lists[best?.passage ?? -1]?.spans.passage.tokens
  if (
    best === undefined ||
    document === undefined ||
    tokens === undefined ||
    confidence < weights.calibration.threshold
  ) {
    return { text: declined[language], citations: [], abstained: true, ...common }
  }
  const start = tokens[best.first]?.start ?? 0
  const source = {
    start: document.source.start + start,
    end: document.source.start + start + best.text.length,
  }
  return {
    text: best.text,
    citations: [{ documentId: document.documentId, chunkId: document.id, title: document.title, source }],
    abstained: false,
    ...common,
  }
}
