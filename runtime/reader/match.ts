/** Where the words of a question stand in a passage. */
import type { Language } from '../core/values.ts'
import type { ReadQuestion } from './question.ts'
import type { InverseFrequency } from './rarity.ts'
import type { ReadPassage, ReadToken } from './read-tokens.ts'
import { kindBits } from './token-kinds.ts'

/** How well tokens and sentences of a passage fit the question; weights are shares of the question's whole weight. */
export interface Match {
  /** Weight of each token that also stands in the question. */
  readonly tokens: Float64Array
  /** Sums of `tokens` before each position: one longer. */
  readonly before: Float64Array
  /** Weight of the question's words found in each sentence, each word once. */
  readonly sentences: Float64Array
  /** Weight of those not found in the sentence but in its heading, the title or the sentence before. */
  readonly context: Float64Array
  /** Share of the question's pairs of neighbours that stand side by side in the sentence. */
  readonly pairs: Float64Array
  /** Weight decaying with distance, to the left and to the right of each token. */
  readonly left: Float64Array
  readonly right: Float64Array
  /** Share of the question found anywhere in the passage or its title. */
  readonly passage: number
}

const decay = 0.85
const commonStart = 5
const partWeight = 0.6

const isContent = ({ kinds }: ReadToken) => (kinds & kindBits.word) !== 0 && (kinds & kindBits.stop) === 0

interface Terms {
  readonly weights: ReadonlyMap<string, number>
  /** Stems by their first letters, for words that differ only in their ending. */
  readonly starts: ReadonlyMap<string, string>
  readonly total: number
}

function weighTerms(question: ReadQuestion, rarity: InverseFrequency): Terms {
  const weights = new Map<string, number>()
  for (const token of question.tokens) if (isContent(token)) weights.set(token.stem, rarity(token.stem))
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 1e-9)
  const starts = new Map<string, string>()
  for (const term of weights.keys())
    if (term.length >= commonStart) starts.set(term.slice(0, commonStart), term)
  return { weights, starts, total }
}

/** The term of the question that a token stands for, and how much of it. */
function findTerm(token: ReadToken, { weights, starts }: Terms): { term: string; share: number } | undefined {
  if (!isContent(token)) return undefined
  if (weights.has(token.stem)) return { term: token.stem, share: 1 }
  const near = token.stem.length >= commonStart ? starts.get(token.stem.slice(0, commonStart)) : undefined
  return near === undefined ? undefined : { term: near, share: partWeight }
}

/** Chinese words are cut differently in different company: a token also counts by the pairs of characters it shares. */
function findChineseTerm(
  token: ReadToken,
  { weights }: Terms,
  pairs: ReadonlySet<string>,
): { term: string; share: number } | undefined {
  if (!isContent(token)) return undefined
  if (weights.has(token.stem)) return { term: token.stem, share: 1 }
  const { lower } = token
  let shared = 0
  for (let i = 0; i + 1 < lower.length; i += 1) if (pairs.has(lower.slice(i, i + 2))) shared += 1
  return shared === 0 ? undefined : { term: lower, share: shared / (lower.length - 1) }
}

function characterPairs(tokens: readonly ReadToken[]): ReadonlySet<string> {
  const text = tokens.map(({ lower }) => lower).join('')
  return new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)))
}

export function matchQuestion(
  question: ReadQuestion,
  passage: ReadPassage,
  title: ReadPassage,
  rarity: InverseFrequency,
  language: Language,
): Match {
  const terms = weighTerms(question, rarity)
  const pairs = language === 'zh' ? characterPairs(question.tokens) : undefined
  const find = (token: ReadToken) => {
    const found = pairs === undefined ? findTerm(token, terms) : findChineseTerm(token, terms, pairs)
    if (found === undefined) return undefined
    const weight = terms.weights.get(found.term) ?? rarity(found.term)
    return { term: found.term, weight: Math.min(1, (found.share * weight) / terms.total) }
  }
  const { tokens } = passage
  const matched = new Float64Array(tokens.length)
  const found = Array.from({ length: passage.sentences }, () => new Map<string, number>())
  const inTitle = new Map<string, number>()
  for (const token of title.tokens) keepBest(inTitle, find(token))
  tokens.forEach((token, i) => {
    const term = find(token)
    if (term === undefined) return
    matched[i] = term.weight
    keepBest(found[token.sentence] ?? inTitle, term)
  })
  const before = new Float64Array(tokens.length + 1)
  for (let i = 0; i < tokens.length; i += 1) before[i + 1] = (before[i] ?? 0) + (matched[i] ?? 0)
  const everywhere = new Map(inTitle)
  for (const sentence of found) for (const [term, weight] of sentence) keepBest(everywhere, { term, weight })
  return {
    tokens: matched,
    before,
    sentences: Float64Array.from(found, sumOf),
    context: weighContext(passage, found, inTitle),
    pairs: countPairs(question, passage),
    ...spread(passage, matched),
    passage: Math.min(1, sumOf(everywhere)),
  }
}

function keepBest(into: Map<string, number>, found: { term: string; weight: number } | undefined): void {
  if (found !== undefined && found.weight > (into.get(found.term) ?? 0)) into.set(found.term, found.weight)
}

function sumOf(weights: ReadonlyMap<string, number>): number {
  let sum = 0
  for (const weight of weights.values()) sum += weight
  return sum
}

function weighContext(
  passage: ReadPassage,
  found: readonly ReadonlyMap<string, number>[],
  title: ReadonlyMap<string, number>,
): Float64Array {
  const context = new Float64Array(found.length)
  let heading: ReadonlyMap<string, number> = new Map()
  found.forEach((own, sentence) => {
    if (passage.headings.has(sentence)) heading = own
    const around = new Map(title)
    for (const other of [heading, found[sentence - 1] ?? heading])
      for (const [term, weight] of other) keepBest(around, { term, weight })
    let sum = 0
    for (const [term, weight] of around) if (!own.has(term)) sum += weight
    context[sentence] = sum
  })
  return context
}

function countPairs(question: ReadQuestion, passage: ReadPassage): Float64Array {
  const wanted = new Set<string>()
  question.tokens.forEach(({ stem }, i) => {
    const next = question.tokens[i + 1]
    if (next !== undefined) wanted.add(`${stem} ${next.stem}`)
  })
  const counts = new Float64Array(passage.sentences)
  passage.tokens.forEach(({ stem, sentence }, i) => {
    const next = passage.tokens[i + 1]
    if (next !== undefined && wanted.has(`${stem} ${next.stem}`)) counts[sentence] = (counts[sentence] ?? 0) + 1
  })
  return counts.map((count) => Math.min(1, count / Math.max(1, wanted.size)))
}

function spread({ tokens }: ReadPassage, matched: Float64Array): Pick<Match, 'left' | 'right'> {
  const left = new Float64Array(tokens.length + 1)
  const right = new Float64Array(tokens.length + 1)
  for (let i = 0; i < tokens.length; i += 1) {
    const isNew = tokens[i]?.sentence !== tokens[i - 1]?.sentence
    left[i + 1] = (isNew ? 0 : (left[i] ?? 0) * decay) + (matched[i] ?? 0)
  }
  for (let i = tokens.length - 1; i >= 0; i -= 1) {
    const isNew = tokens[i]?.sentence !== tokens[i + 1]?.sentence
    right[i] = (isNew ? 0 : (right[i + 1] ?? 0) * decay) + (matched[i] ?? 0)
  }
  return { left, right }
}
