/** Trains the reader's base layer and fits when it declines. */
import { createPacer } from '../core/pacer.ts'
import { createRandom } from '../core/random.ts'
import type { Language } from '../core/values.ts'
import { scoreAnswer } from '../core/answers/answer-match.ts'
import { selectBest } from './answer-question.ts'
import { findCandidates } from './candidates.ts'
import { fitCalibration } from './fit-calibration.ts'
import type { FitOptions } from './fit-scorer.ts'
import { defaultFit, fitScorer } from './fit-scorer.ts'
import { readQuestion, shortenQuestion } from './question.ts'
import type { Frequencies, InverseFrequency } from './rarity.ts'
import { rarityOf } from './rarity.ts'
import type { PassageReader } from './read-passages.ts'
import { createPassageReader } from './read-passages.ts'
import { readPassage } from './read-tokens.ts'
import type { ReaderWeights } from './reader-weights.ts'
import type { LabelledExample } from './training-examples.ts'
import { prepareExamples } from './training-examples.ts'

export interface TrainReaderOptions {
  readonly name: string
  readonly language: Language
  readonly trainedOn: readonly string[]
  readonly seed?: number
  readonly fit?: Omit<FitOptions, 'seed'>
  /** Parts the articles are divided into for the calibration; 0 leaves it out: nothing is declined. @default 3 */
  readonly calibrationFolds?: number
  readonly onProgress?: (share: number, phase: 'features' | 'training' | 'calibration') => void
  readonly signal?: AbortSignal
}

const sampledCandidates = 320
const shortenedEvery = 4
const keptFrequencies = 4_000
const defaultCalibrationFolds = 3

/**
 * Examples without answers are for the calibration alone, which is fitted on out-of-fold answers, the folds being by article.
 *
 * @throws the reason of `signal` when it is aborted
 */
export async function trainReader(
  examples: readonly LabelledExample[],
  options: TrainReaderOptions,
): Promise<ReaderWeights> {
  const {
    name,
    language,
    trainedOn,
    seed = 1,
    fit = defaultFit,
    onProgress = () => undefined,
    signal,
  } = options
  const { calibrationFolds = defaultCalibrationFolds } = options
  const pacer = createPacer(signal)
  const corpus = countFrequencies(examples, language)
  const rarity = rarityOf(corpus)
  const read = createPassageReader(language, rarity)
  const prepared = await prepareExamples(
    addShortened(
      examples.filter(({ answers }) => answers.length > 0),
      language,
    ),
    { language, rarity, read, sampled: sampledCandidates, seed },
    pacer,
    (share) => onProgress(share, 'features'),
  )
  const scorer = await fitScorer(prepared, { ...fit, seed }, pacer, (share) => onProgress(share, 'training'))
  const articles = [...new Set(examples.map(articleOf))].sort()
  const foldOf = new Map(articles.map((article, position) => [article, position % calibrationFolds]))
  const byId = new Map(examples.map((example) => [example.id, foldOf.get(articleOf(example))]))
  const evidence: EvidenceCase[] = []
  for (let fold = 0; fold < calibrationFolds; fold += 1) {
    const others = prepared.filter(({ id }) => byId.get(id) !== fold)
    const held = examples.filter(({ id }) => byId.get(id) === fold)
    if (others.length === 0 || held.length === 0) continue
    const partial = await fitScorer(others, { ...fit, seed }, pacer, (share) =>
      onProgress((fold + share) / calibrationFolds, 'calibration'),
    )
    evidence.push(...collectEvidence(held, partial, { language, rarity, read, seed }))
  }
  return { name, language, trainedOn, scorer, calibration: fitCalibration(evidence), ...corpus }
}

/** Every fourth question also in the few words that people type into a search field. */
function addShortened(examples: readonly LabelledExample[], language: Language): LabelledExample[] {
  return examples.flatMap((example, position) => {
    if (position % shortenedEvery !== 0) return [example]
    return [example, { ...example, question: shortenQuestion(example.question, language) }]
  })
}

const articleOf = ({ article, id }: LabelledExample): string => article ?? id

export function countFrequencies(examples: readonly LabelledExample[], language: Language): Frequencies {
  const texts = new Set(examples.flatMap(({ passages }) => passages.map(({ text }) => text)))
  const counts = new Map<string, number>()
  for (const text of texts) {
    for (const stem of new Set(readPassage(text, language).tokens.map((token) => token.stem)))
      counts.set(stem, (counts.get(stem) ?? 0) + 1)
  }
  const common = [...counts]
    .filter(([, count]) => count > 1)
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .slice(0, keptFrequencies)
  return { frequencies: new Map(common), documents: texts.size }
}

/** One case of answering: what spoke for the best candidate, and whether it was right. */
export interface EvidenceCase {
  readonly evidence: readonly number[]
  readonly isRight: boolean
}

/**
 * Every question with its own passages; where all have answers, also with the passages of another question, where declining
 * is right.
 */
export function collectEvidence(
  examples: readonly LabelledExample[],
  scorer: Float32Array,
  options: { language: Language; rarity: InverseFrequency; read: PassageReader; seed: number },
): EvidenceCase[] {
  const { language, rarity, read, seed } = options
  const random = createRandom(seed)
  const hasUnanswerable = examples.some(({ answers }) => answers.length === 0)
  return examples.flatMap((example) => {
    const question = readQuestion(example.question, language)
    const other = examples[random.below(examples.length)] ?? example
    const tried =
      hasUnanswerable || other === example ? [example.passages] : [example.passages, other.passages]
    return tried.map((passages): EvidenceCase => {
      const lists = findCandidates(question, passages.map(read), rarity, language)
      const { best, evidence } = selectBest(scorer, question, lists)
      const { answers } = example
      const isRight = answers.length > 0 && scoreAnswer(best?.text ?? '', answers, language).f1 >= 0.5
      return { evidence, isRight }
    })
  })
}
