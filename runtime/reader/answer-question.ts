/** Answers a question by quoting a span of the passages, or declines. */
import type { Answer, Language, RetrievedDocument } from '../core/values.ts'
import type { Candidates, InverseFrequency } from './candidates.ts'
import { findCandidates, matchQuestion } from './candidates.ts'
import type { ReadQuestion } from './question.ts'
import { readQuestion } from './question.ts'
import type { ReadPassage } from './read-tokens.ts'
import { readPassage } from './read-tokens.ts'
import type { AnswerCalibration, ReaderWeights } from './reader-weights.ts'
import { rarityOf } from './reader-weights.ts'
import { projectQuestion, scoreCandidates, softmax } from './scorer.ts'

/** Passages that are read; the later ones seldom hold the answer and cost as much. */
const readPassages = 5

export interface PassageCandidates {
  readonly passage: ReadPassage
  readonly candidates: Candidates
  readonly overlap: Float64Array
}

/** The best span with what speaks for it. */
export interface ReadResult {
  /** Position of the passage, and first and last token; undefined when there was nothing to quote. */
  readonly best: { readonly passage: number; readonly first: number; readonly last: number } | undefined
  /** In the order of `evidenceNames`. */
  readonly evidence: readonly number[]
}

export function prepareCandidates(
  question: ReadQuestion,
  texts: readonly string[],
  language: Language,
  rarity: InverseFrequency,
  read: (text: string) => ReadPassage = (text) => readPassage(text, language),
): PassageCandidates[] {
  return texts.map((text, rank) => {
    const passage = read(text)
    const candidates = findCandidates(question, passage, rarity, rank)
    return { passage, candidates, overlap: matchQuestion(question, passage, rarity).sentences }
  })
}

/** Finds the best candidate over all passages under one scorer. */
export function selectBest(
  scorer: Float32Array,
  question: ReadQuestion,
  prepared: readonly PassageCandidates[],
): ReadResult {
  const projected = projectQuestion(scorer, question.active)
  const lists = prepared.map(({ candidates }) => scoreCandidates(projected, candidates))
  const all = new Float32Array(lists.reduce((sum, list) => sum + list.length, 0))
  const owner: { passage: number; index: number }[] = []
  let at = 0
  lists.forEach((list, passage) => {
    all.set(list, at)
    at += list.length
    for (let index = 0; index < list.length; index += 1) owner.push({ passage, index })
  })
  if (all.length === 0) return { best: undefined, evidence: [1, 0, 0, 0, 0] }
  let best = 0
  for (let i = 1; i < all.length; i += 1) if ((all[i] ?? 0) > (all[best] ?? 0)) best = i
  const score = all[best] ?? 0
  let second = -Infinity
  const bestOwner = owner[best] ?? { passage: 0, index: 0 }
  const candidates = prepared[bestOwner.passage]?.candidates
  const first = candidates?.first[bestOwner.index] ?? 0
  const last = candidates?.last[bestOwner.index] ?? 0
  for (let i = 0; i < all.length; i += 1) {
    const other = owner[i]
    const list = prepared[other?.passage ?? 0]?.candidates
    const overlaps =
      other?.passage === bestOwner.passage &&
      (list?.first[other.index] ?? 0) <= last &&
      (list?.last[other.index] ?? 0) >= first
    if (!overlaps && (all[i] ?? 0) > second) second = all[i] ?? 0
  }
  const probability = softmax(all)[best] ?? 0
  const found = prepared[bestOwner.passage]
  const overlap = found?.overlap[found.passage.tokens[first]?.sentence ?? 0] ?? 0
  const margin = Number.isFinite(second) ? Math.min(10, score - second) : 10
  return {
    best: { passage: bestOwner.passage, first, last },
    evidence: [1, score, probability, overlap, margin],
  }
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
}

const declined: Readonly<Record<Language, string>> = {
  en: 'The articles do not answer this.',
  zh: '文章中没有相关答案。',
}

/** Deterministic: the same request gives the same answer. */
export function answerQuestion(weights: ReaderWeights, request: AnswerRequest): Answer {
  const { language } = weights
  const documents = request.documents.slice(0, readPassages)
  const question = readQuestion(request.question, language)
  const texts = documents.map(({ text }) => text)
  const prepared = prepareCandidates(question, texts, language, rarityOf(weights))
  const { best, evidence } = selectBest(request.scorer ?? weights.scorer, question, prepared)
  const confidence = best === undefined ? 0 : answerProbability(weights.calibration, evidence)
  const common = { confidence, adapter: request.adapter ?? null, model: weights.name }
  const document = best === undefined ? undefined : documents[best.passage]
  const tokens = best === undefined ? undefined : prepared[best.passage]?.passage.tokens
  if (
    best === undefined ||
    document === undefined ||
    tokens === undefined ||
    confidence < weights.calibration.threshold
  ) {
    return { text: declined[language], citations: [], abstained: true, ...common }
  }
  const start = tokens[best.first]?.start ?? 0
  const end = tokens[best.last]?.end ?? 0
  return {
    text: document.text.slice(start, end),
    citations: [
      {
        documentId: document.documentId,
        chunkId: document.id,
        title: document.title,
        source: { start: document.source.start + start, end: document.source.start + end },
      },
    ],
    abstained: false,
    ...common,
  }
}
