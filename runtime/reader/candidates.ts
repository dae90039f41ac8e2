/** Candidate answers of the passages for a question, each with its features. */
import type { Language } from '../core/values.ts'
import type { BestFit } from './fit-features.ts'
import { createFitWriter, fitDimensions } from './fit-features.ts'
import type { Match } from './match.ts'
import { matchQuestion } from './match.ts'
import type { PassageSpans } from './passage-spans.ts'
import { fixedDimensions } from './passage-spans.ts'
import type { ReadQuestion } from './question.ts'
import type { InverseFrequency } from './rarity.ts'
import type { ReadPassage } from './read-tokens.ts'

/** Length of a span's feature vector: how it fits the question first, then what it is. */
export const spanDimensions = fitDimensions + fixedDimensions

/** Rows of features: `fit` is `count × fitDimensions`; `fixed` is `count × fixedSlots` positions of features that are 1. */
export interface FeatureRows {
  readonly count: number
  readonly fit: Float32Array
  readonly fixed: Uint16Array
}

export interface PassageCandidates extends FeatureRows {
  readonly spans: PassageSpans
  readonly match: Match
}

/** A passage and the title of its document, both read. */
export interface PassageToRead {
  readonly spans: PassageSpans
  readonly title: ReadPassage
}

/** All candidates of the passages, in their order. */
export function findCandidates(
  question: ReadQuestion,
  passages: readonly PassageToRead[],
  rarity: InverseFrequency,
  language: Language,
): PassageCandidates[] {
  const texts = passages.map(({ spans, title }) => ({ passage: spans.passage, title }))
  const matches = matchQuestion(question, texts, rarity, language)
  const best = findBest(matches)
  return passages.flatMap(({ spans }, rank) => {
    const match = matches[rank]
    if (match === undefined) return []
    const { tokens } = spans.passage
    const write = createFitWriter({ question, tokens, match, best, rank })
    const fit = new Float32Array(spans.count * fitDimensions)
    for (let i = 0; i < spans.count; i += 1) {
      const row = fit.subarray(i * fitDimensions, (i + 1) * fitDimensions)
      write(row, spans.first[i] ?? 0, spans.last[i] ?? 0)
    }
    return [{ spans, match, count: spans.count, fit, fixed: spans.fixed }]
  })
}

function findBest(matches: readonly Match[]): BestFit {
  const best = { sentence: 0, support: 0, passage: 0 }
  for (const { sentences, context, passage } of matches) {
    best.passage = Math.max(best.passage, passage)
    sentences.forEach((overlap, i) => {
      best.sentence = Math.max(best.sentence, overlap)
      best.support = Math.max(best.support, Math.min(1, overlap + (context[i] ?? 0)))
    })
  }
  return best
}
