/** Labelled questions as the trainers take them: candidates with features and with how right each is. */
import type { Pacer } from '../core/pacer.ts'
import { createRandom } from '../core/random.ts'
import type { Language } from '../core/values.ts'
import { answerTokens, tokenF1 } from './answer-match.ts'
import type { PassageCandidates } from './answer-question.ts'
import { prepareCandidates } from './answer-question.ts'
import type { InverseFrequency } from './candidates.ts'
import type { QuestionType, ReadQuestion } from './question.ts'
import { readQuestion } from './question.ts'
import type { ReadPassage } from './read-tokens.ts'
import { readPassage } from './read-tokens.ts'
import { spanDimensions } from './span-features.ts'

export interface LabelledExample {
  readonly id: string
  readonly question: string
  /** Accepted answers; none means that declining is right. */
  readonly answers: readonly string[]
  /** Passages to read, best first. */
  readonly passages: readonly string[]
  /** Positions of passages that may hold the answer; all when left out. */
  readonly goldPassages?: readonly number[]
}

/** One example ready for the loss: a sample of its candidates with targets that add up to 1. */
export interface TrainingExample {
  readonly id: string
  readonly question: ReadQuestion
  readonly type: QuestionType
  readonly count: number
  readonly features: Float32Array
  readonly targets: Float32Array
}

/** Spans that are not exactly right but near count a little. */
const nearEnough = 0.4
const nearWeight = 0.3

export function createPassageReader(language: Language): (text: string) => ReadPassage {
  const read = new Map<string, ReadPassage>()
  return (text) => {
    const known = read.get(text)
    if (known !== undefined) return known
    const passage = readPassage(text, language)
    read.set(text, passage)
    return passage
  }
}

/** How right each candidate is, 0 to 1, in the order of the candidates of all passages. */
export function gradeCandidates(
  prepared: readonly PassageCandidates[],
  example: LabelledExample,
  language: Language,
): Float32Array {
  const gold = example.answers.map((answer) => answerTokens(answer, language))
  const grades: number[] = []
  prepared.forEach(({ passage, candidates }, position) => {
    const isGold = example.goldPassages === undefined || example.goldPassages.includes(position)
    for (let i = 0; i < candidates.count; i += 1) {
      if (!isGold || gold.length === 0) {
        grades.push(0)
        continue
      }
      const start = passage.tokens[candidates.first[i] ?? 0]?.start ?? 0
      const end = passage.tokens[candidates.last[i] ?? 0]?.end ?? 0
      const tokens = answerTokens(passage.text.slice(start, end), language)
      grades.push(gold.reduce((best, answer) => Math.max(best, tokenF1(tokens, answer)), 0))
    }
  })
  return Float32Array.from(grades)
}

/** Examples without any right candidate teach nothing and are left out. */
export async function prepareExamples(
  examples: readonly LabelledExample[],
  options: {
    readonly language: Language
    readonly rarity: InverseFrequency
    readonly sampled: number
    readonly seed: number
  },
  pacer: Pacer,
  onProgress: (share: number) => void = () => undefined,
): Promise<TrainingExample[]> {
  const { language, rarity, sampled, seed } = options
  const read = createPassageReader(language)
  const random = createRandom(seed)
  const prepared: TrainingExample[] = []
  for (const [index, example] of examples.entries()) {
    if (pacer.isDue()) {
      onProgress(index / examples.length)
      await pacer.pause()
    }
    const question = readQuestion(example.question, language)
    const lists = prepareCandidates(question, example.passages, language, rarity, read)
    const grades = gradeCandidates(lists, example, language)
    const targets = grades.map((grade) =>
      grade >= 0.999 ? 1 : grade > nearEnough ? nearWeight * grade * grade : 0,
    )
    const total = targets.reduce((sum, value) => sum + value, 0)
    if (total === 0) continue
    const order = Int32Array.from(targets.keys())
    random.shuffle(order)
    const kept = [...order].filter((i) => (targets[i] ?? 0) > 0)
    for (const i of order) {
      if (kept.length >= sampled) break
      if ((targets[i] ?? 0) === 0) kept.push(i)
    }
    prepared.push({
      id: example.id,
      question,
      type: question.type,
      count: kept.length,
      features: gatherFeatures(lists, kept),
      targets: Float32Array.from(kept, (i) => (targets[i] ?? 0) / total),
    })
  }
  return prepared
}

function gatherFeatures(lists: readonly PassageCandidates[], kept: readonly number[]): Float32Array {
  const starts: number[] = []
  let sum = 0
  for (const { candidates } of lists) {
    starts.push(sum)
    sum += candidates.count
  }
  const features = new Float32Array(kept.length * spanDimensions)
  kept.forEach((i, row) => {
    const list = starts.findLastIndex((start) => start <= i)
    const source = lists[list]?.candidates.features
    const at = (i - (starts[list] ?? 0)) * spanDimensions
    if (source !== undefined) features.set(source.subarray(at, at + spanDimensions), row * spanDimensions)
  })
  return features
}
