/** How near an answer is to an accepted one. */
import type { Language } from '../values.ts'

/** As Python's `string.punctuation`, which the script of SQuAD drops. */
const asciiPunctuation = /[!-/:-@[-`{-~]/g
const articles = /(?<![\p{L}\p{N}_])(?:a|an|the)(?![\p{L}\p{N}_])/gu

/**
 * Tokens of an answer. English as the scripts of SQuAD compare them (Rajpurkar et al., EMNLP 2016 and ACL 2018): lower case, without ASCII
 * punctuation and articles. Chinese by character, Latin words whole, without any punctuation.
 */
export function answerTokens(text: string, language: Language): string[] {
  const lower = text.toLowerCase()
  if (language === 'zh') return lower.replaceAll(/[^\p{L}\p{N}\s]/gu, '').match(/[a-z0-9]+|\S/g) ?? []
  return lower
    .replaceAll(asciiPunctuation, '')
    .replaceAll(articles, ' ')
    .split(/\s+/)
    .filter((word) => word !== '')
}

/** Harmonic mean of precision and recall over the bags of tokens. */
export function tokenF1(answer: readonly string[], gold: readonly string[]): number {
  if (answer.length === 0 || gold.length === 0) return Number(answer.length === gold.length)
  const left = new Map<string, number>()
  for (const token of gold) left.set(token, (left.get(token) ?? 0) + 1)
  let common = 0
  for (const token of answer) {
    const count = left.get(token) ?? 0
    if (count > 0) {
      common += 1
      left.set(token, count - 1)
    }
  }
  return common === 0 ? 0 : (2 * common) / (answer.length + gold.length)
}

export interface AnswerScores {
  readonly em: number
  readonly f1: number
}

/**
 * Exact match (0 or 1) and F1 of an answer against the best of several accepted ones, as the script of SQuAD 2.0 has it: accepted answers
 * without any token do not count, and where none is left an answer without tokens is right. The script of SQuAD 1.1 knows only questions
 * with answers; it lets such accepted ones count and gives two answers without tokens exact match 1 and F1 0.
 */
export function scoreAnswer(answer: string, accepted: readonly string[], language: Language): AnswerScores {
  const tokens = answerTokens(answer, language)
  const golds = accepted.map((gold) => answerTokens(gold, language)).filter((gold) => gold.length > 0)
  let best = { em: 0, f1: 0 }
  for (const goldTokens of golds.length === 0 ? [[]] : golds) {
    const em = Number(tokens.join(' ') === goldTokens.join(' '))
    const f1 = tokenF1(tokens, goldTokens)
    if (f1 > best.f1 || em > best.em) best = { em: Math.max(em, best.em), f1: Math.max(f1, best.f1) }
  }
  return best
}
