/** Labelled questions as the trainers take them: candidates with features and with how right each is. */
import type { Pacer } from '../core/pacer.ts'
import { createRandom } from '../core/random.ts'
import type { Language } from '../core/values.ts'
import { answerTokens, tokenF1 } from '../core/answers/answer-match.ts'
import type { FeatureRows, PassageCandidates } from './candidates.ts'
import { findCandidates } from './candidates.ts'
import { fitDimensions } from './fit-features.ts'
import { fixedSlots } from './passage-spans.ts'
import type { QuestionType, ReadQuestion } from './question.ts'
import { readQuestion } from './question.ts'
import type { InverseFrequency } from './rarity.ts'
import type { PassageReader, PassageText } from './read-passages.ts'
import type { ReadToken } from './read-tokens.ts'

export interface LabelledExample {
  readonly id: string
  readonly question: string
  /** Accepted answers; none means that declining is right. */
  readonly answers: readonly string[]
  /** Passages to read, best first. */
  readonly passages: readonly PassageText[]
  /** Positions of passages that may hold the answer; all when left out. */
  readonly goldPassages?: readonly number[]
  /** What must not be divided between training and measuring; the id when left out. */
  readonly article?: string
}

/** One example ready for the loss: a sample of its candidates, each with the credit it earns, 0 to 1. */
export interface TrainingExample extends FeatureRows {
  readonly id: string
  readonly question: ReadQuestion
  readonly type: QuestionType
  readonly credits: Float32Array
}

/** Spans that are not exactly right but near earn a little. */
const nearEnough = 0.5
const nearCredit = 0.2

/** How right each candidate is, 0 to 1, in the order of the candidates of all passages. */
export function gradeCandidates(
  lists: readonly PassageCandidates[],
  example: LabelledExample,
  language: Language,
): Float32Array {
  const gold = example.answers.map((answer) => answerTokens(answer, language))
  const grades = new Float32Array(lists.reduce((sum, { count }) => sum + count, 0))
  if (gold.length === 0) return grades
  const words = new Set(gold.flat())
  let at = 0
  lists.forEach(({ spans, count }, position) => {
    const { tokens, text } = spans.passage
    const isGold = example.goldPassages === undefined || example.goldPassages.includes(position)
    const near = isGold ? countNear(tokens, words) : undefined
    for (let i = 0; i < count; i += 1, at += 1) {
      // Without a word of an answer there is nothing to compare: that spares most spans.
      const [first = 0, last = 0] = [spans.first[i], spans.last[i]]
      if (near === undefined || near[first] === near[last + 1]) continue
      const start = tokens[spans.first[i] ?? 0]?.start ?? 0
      const end = tokens[spans.last[i] ?? 0]?.end ?? 0
      const answer = answerTokens(text.slice(start, end), language)
      if (!answer.some((word) => words.has(word))) continue
      grades[at] = gold.reduce((best, accepted) => Math.max(best, tokenF1(answer, accepted)), 0)
    }
  })
  return grades
}

/** How many tokens before each position are, or lie in, a word of an accepted answer; one longer than the tokens. */
function countNear(tokens: readonly ReadToken[], words: ReadonlySet<string>): Int32Array {
  const near = new Int32Array(tokens.length + 1)
  const all = [...words]
  tokens.forEach(({ lower }, i) => {
    const plain = lower.replaceAll(/[^\p{L}\p{N}]/gu, '')
    // A word of an answer may span several tokens, as "well-known" does, and a token several words of a Chinese one.
    const isNear = plain !== '' && all.some((word) => word.includes(plain) || plain.includes(word))
    near[i + 1] = (near[i] ?? 0) + Number(isNear)
  })
  return near
}

/** Examples without any right candidate teach nothing and are left out. */
export async function prepareExamples(
  examples: readonly LabelledExample[],
  options: {
    readonly language: Language
    readonly rarity: InverseFrequency
    readonly read: PassageReader
    readonly sampled: number
    readonly seed: number
  },
  pacer: Pacer,
  onProgress: (share: number) => void = () => undefined,
): Promise<TrainingExample[]> {
  const { language, rarity, read, sampled, seed } = options
  const random = createRandom(seed)
  const prepared: TrainingExample[] = []
  for (const [index, example] of examples.entries()) {
    if (pacer.isDue()) {
      onProgress(index / examples.length)
      await pacer.pause()
    }
    const question = readQuestion(example.question, language)
    const lists = findCandidates(question, example.passages.map(read), rarity, language)
    const grades = gradeCandidates(lists, example, language)
    const credits = grades.map((grade) =>
      grade >= 0.999 ? 1 : grade >= nearEnough ? nearCredit * grade * grade : 0,
    )
    if (!credits.some((credit) => credit > 0)) continue
    const order = Int32Array.from(credits.keys())
    random.shuffle(order)
    const kept = [...order].filter((i) => (credits[i] ?? 0) > 0)
    for (const i of order) {
      if (kept.length >= sampled) break
      if ((credits[i] ?? 0) === 0) kept.push(i)
    }
    prepared.push({
      id: example.id,
      question,
      type: question.type,
      ...gatherRows(lists, kept),
      credits: Float32Array.from(kept, (i) => credits[i] ?? 0),
    })
  }
  return prepared
}

function gatherRows(lists: readonly PassageCandidates[], kept: readonly number[]): FeatureRows {
  const starts: number[] = []
  let sum = 0
  for (const { count } of lists) {
    starts.push(sum)
    sum += count
  }
  const fit = new Float32Array(kept.length * fitDimensions)
  const fixed = new Uint16Array(kept.length * fixedSlots)
  kept.forEach((i, row) => {
    const list = starts.findLastIndex((start) => start <= i)
    const source = lists[list]
    const from = i - (starts[list] ?? 0)
    if (source === undefined) return
    fit.set(source.fit.subarray(from * fitDimensions, (from + 1) * fitDimensions), row * fitDimensions)
    fixed.set(source.fixed.subarray(from * fixedSlots, (from + 1) * fixedSlots), row * fixedSlots)
  })
  return { count: kept.length, fit, fixed }
}
