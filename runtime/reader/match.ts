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
  /** Weight of those found in the heading above each sentence. */
  readonly headings: Float64Array
  /** Share of the question's pairs of neighbours that stand side by side in the sentence. */
  readonly pairs: Float64Array
  /** Weight decaying with distance, to the left and to the right of each token. */
  readonly left: Float64Array
  readonly right: Float64Array
  /** Share of the question found in the title. */
  readonly title: number
  /** Share of the question found anywhere in the passage or its title. */
  readonly passage: number
}

const decay = 0.85
const commonStart = 5
const partWeight = 0.6

const isContent = ({ kinds }: ReadToken) => (kinds & kindBits.word) !== 0 && (kinds & kindBits.stop) === 0

/** A word of the question that a token stands for, and how much of it, 0 to 1. */
interface Located {
  readonly term: string
  readonly share: number
}

type Locate = (token: ReadToken) => Located | undefined

/** Words that differ only in their ending count in part. */
function createEnglishLocator(terms: ReadonlySet<string>): Locate {
  const starts = new Map<string, string>()
  for (const term of terms) if (term.length >= commonStart) starts.set(term.slice(0, commonStart), term)
  return (token) => {
    if (!isContent(token)) return undefined
    const { stem } = token
    if (terms.has(stem)) return { term: stem, share: 1 }
    const near = stem.length >= commonStart ? starts.get(stem.slice(0, commonStart)) : undefined
    return near === undefined ? undefined : { term: near, share: partWeight }
  }
}

/** Chinese words are cut differently in different company: a token also counts by the pairs of characters it shares. */
function createChineseLocator(terms: ReadonlySet<string>, question: ReadQuestion): Locate {
  const text = question.tokens.map(({ lower }) => lower).join('')
  const pairs = new Set(Array.from({ length: Math.max(0, text.length - 1) }, (_, i) => text.slice(i, i + 2)))
  return (token) => {
    if (!isContent(token)) return undefined
    const { lower } = token
    if (terms.has(lower)) return { term: lower, share: 1 }
    let shared = 0
    for (let i = 0; i + 1 < lower.length; i += 1) if (pairs.has(lower.slice(i, i + 2))) shared += 1
    return shared === 0 ? undefined : { term: lower, share: shared / (lower.length - 1) }
  }
}

interface LocatedPassage {
  readonly passage: ReadPassage
  readonly tokens: readonly (Located | undefined)[]
  readonly title: readonly (Located | undefined)[]
}

/**
 * How the passages read together fit the question. A word weighs by how rare it is in general and by in how few of the
 * sentences at hand it stands.
 */
export function matchQuestion(
  question: ReadQuestion,
  passages: readonly { readonly passage: ReadPassage; readonly title: ReadPassage }[],
  rarity: InverseFrequency,
  language: Language,
): Match[] {
  const terms = new Set(question.tokens.filter(isContent).map(({ stem }) => stem))
  const locate = language === 'zh' ? createChineseLocator(terms, question) : createEnglishLocator(terms)
  const located = passages.map(({ passage, title }) => ({
    passage,
    tokens: passage.tokens.map(locate),
    title: title.tokens.map(locate),
  }))
  const weightOf = createWeights(located, rarity)
  let total = 1e-9
  for (const term of terms) total += weightOf(term)
  const weigh = (found: Located | undefined) =>
    found === undefined ? 0 : Math.min(1, (found.share * weightOf(found.term)) / total)
  return located.map((passage) => matchPassage(question, passage, weigh))
}

function createWeights(
  located: readonly LocatedPassage[],
  rarity: InverseFrequency,
): (term: string) => number {
  const counts = new Map<string, number>()
  let sentences = 0
  for (const { passage, tokens } of located) {
    sentences += passage.sentences
    const last = new Map<string, number>()
    tokens.forEach((found, i) => {
      const sentence = passage.tokens[i]?.sentence
      if (found === undefined || sentence === undefined || last.get(found.term) === sentence) return
      last.set(found.term, sentence)
      counts.set(found.term, (counts.get(found.term) ?? 0) + 1)
    })
  }
  const most = Math.log(1 + sentences)
  return (term) => {
    const count = counts.get(term) ?? 0
    const isRareHere = count === 0 || sentences === 0 ? 1 : Math.log(1 + sentences / count) / most
    return rarity(term) * isRareHere
  }
}

function matchPassage(
  question: ReadQuestion,
  { passage, tokens, title }: LocatedPassage,
  weigh: (found: Located | undefined) => number,
): Match {
  const matched = Float64Array.from(tokens, weigh)
  const found = Array.from({ length: passage.sentences }, () => new Map<string, number>())
  const inTitle = new Map<string, number>()
  for (const term of title)
    if (term !== undefined) keepBest(inTitle, { term: term.term, weight: weigh(term) })
  tokens.forEach((term, i) => {
    const own = found[passage.tokens[i]?.sentence ?? 0]
    if (term !== undefined && own !== undefined) keepBest(own, { term: term.term, weight: matched[i] ?? 0 })
  })
  const before = new Float64Array(tokens.length + 1)
  for (let i = 0; i < tokens.length; i += 1) before[i + 1] = (before[i] ?? 0) + (matched[i] ?? 0)
  const everywhere = new Map(inTitle)
  for (const sentence of found) for (const [term, weight] of sentence) keepBest(everywhere, { term, weight })
  return {
    tokens: matched,
    before,
    sentences: Float64Array.from(found, sumOf),
    ...weighContext(passage, found, inTitle),
    pairs: countPairs(question, passage),
    ...spread(passage, matched),
    title: Math.min(1, sumOf(inTitle)),
    passage: Math.min(1, sumOf(everywhere)),
  }
}

function keepBest(into: Map<string, number>, found: { term: string; weight: number }): void {
  if (found.weight > (into.get(found.term) ?? 0)) into.set(found.term, found.weight)
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
): Pick<Match, 'context' | 'headings'> {
  const context = new Float64Array(found.length)
  const headings = new Float64Array(found.length)
  let heading: ReadonlyMap<string, number> = new Map()
  found.forEach((own, sentence) => {
    if (passage.headings.has(sentence)) heading = own
    const around = new Map(title)
    for (const other of [heading, found[sentence - 1] ?? heading])
      for (const [term, weight] of other) keepBest(around, { term, weight })
    let sum = 0
    for (const [term, weight] of around) if (!own.has(term)) sum += weight
    context[sentence] = sum
    headings[sentence] = sumOf(heading)
  })
  return { context, headings }
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
    if (next !== undefined && wanted.has(`${stem} ${next.stem}`))
      counts[sentence] = (counts[sentence] ?? 0) + 1
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
