/** Trains the reader's base layer and fits when it declines. */
import { createPacer } from '../core/pacer.ts'
import { createRandom } from '../core/random.ts'
import type { Language } from '../core/values.ts'
import { scoreAnswer } from './answer-match.ts'
import { selectBest } from './answer-question.ts'
import { findCandidates } from './candidates.ts'
import { fitCalibration } from './fit-calibration.ts'
import type { FitOptions } from './fit-scorer.ts'
import { defaultFit, fitScorer } from './fit-scorer.ts'
import { readQuestion } from './question.ts'
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
  readonly onProgress?: (share: number, phase: 'features' | 'training' | 'calibration') => void
  readonly signal?: AbortSignal
}

const sampledCandidates = 320
const keptFrequencies = 4_000
const calibrationExamples = 1_500

/** @throws the reason of `signal` when it is aborted */
export async function trainReader(
  examples: readonly LabelledExample[],
  options: TrainReaderOptions,
): Promise<ReaderWeights> {
  const { name, language, trainedOn, seed = 1, fit = defaultFit, onProgress = () => undefined, signal } = options
  const pacer = createPacer(signal)
  const corpus = countFrequencies(examples, language)
  const rarity = rarityOf(corpus)
  const read = createPassageReader(language, rarity)
  const prepared = await prepareExamples(
    examples.filter(({ answers }) => answers.length > 0),
    { language, rarity, read, sampled: sampledCandidates, seed },
    pacer,
    (share) => onProgress(share, 'features'),
  )
  const scorer = await fitScorer(prepared, { ...fit, seed }, pacer, (share) => onProgress(share, 'training'))
  onProgress(0, 'calibration')
  const evidence = collectEvidence(examples, scorer, { language, rarity, read, seed })
  await pacer.pause()
  return { name, language, trainedOn, scorer, calibration: fitCalibration(evidence), ...corpus }
}

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

/** Every question once with its own passage, and once with a passage of another question, where declining is right. */
function collectEvidence(
  examples: readonly LabelledExample[],
  scorer: Float32Array,
  options: { language: Language; rarity: InverseFrequency; read: PassageReader; seed: number },
): EvidenceCase[] {
  const { language, rarity, read, seed } = options
  const random = createRandom(seed)
  const order = Int32Array.from(examples.keys())
  random.shuffle(order)
  return Array.from(order.slice(0, calibrationExamples)).flatMap((index) => {
    const example = examples[index]
    const other = examples[random.below(examples.length)]
    if (example === undefined || other === undefined) return []
    const question = readQuestion(example.question, language)
    return [example.passages, other.passages].map((passages): EvidenceCase => {
      const lists = findCandidates(question, passages.map(read), rarity, language)
      const { best, evidence } = selectBest(scorer, question, lists)
      return { evidence, isRight: scoreAnswer(best?.text ?? '', example.answers, language).f1 >= 0.5 }
    })
  })
}
