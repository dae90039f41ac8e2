/** Trains the reader's base layer and fits when it declines. */
import { createPacer } from '../core/pacer.ts'
import { createRandom } from '../core/random.ts'
import type { Language } from '../core/values.ts'
import { scoreAnswer } from './answer-match.ts'
import { prepareCandidates, selectBest } from './answer-question.ts'
import type { InverseFrequency } from './candidates.ts'
import { fitCalibration } from './fit-calibration.ts'
import { crossEntropy } from './loss.ts'
import { questionDimensions, readQuestion } from './question.ts'
import type { ReaderWeights } from './reader-weights.ts'
import { rarityOf } from './reader-weights.ts'
import { projectQuestion } from './scorer.ts'
import { spanDimensions } from './span-features.ts'
import type { LabelledExample, TrainingExample } from './training-examples.ts'
import { createPassageReader, prepareExamples } from './training-examples.ts'

export interface TrainReaderOptions {
  readonly name: string
  readonly language: Language
  readonly trainedOn: readonly string[]
  readonly seed?: number
  readonly epochs?: number
  readonly onProgress?: (share: number, phase: 'features' | 'training' | 'calibration') => void
  readonly signal?: AbortSignal
}

const learningRate = 0.1
const decay = 2e-5
const sampledCandidates = 160
const keptFrequencies = 6_000
const calibrationExamples = 1_500

/**
 * Candidates compete in a softmax; AdaGrad (Duchi et al. 2011) with the weights of the last epochs averaged.
 *
 * @throws the reason of `signal` when it is aborted
 */
export async function trainReader(
  examples: readonly LabelledExample[],
  options: TrainReaderOptions,
): Promise<ReaderWeights> {
  const { name, language, trainedOn, seed = 1, epochs = 5, onProgress = () => undefined, signal } = options
  const pacer = createPacer(signal)
  const corpus = countFrequencies(examples, language)
  const rarity = rarityOf(corpus)
  const prepared = await prepareExamples(
    examples.filter(({ answers }) => answers.length > 0),
    { language, rarity, sampled: sampledCandidates, seed },
    pacer,
    (share) => onProgress(share, 'features'),
  )
  const scorer = new Float32Array(questionDimensions * spanDimensions)
  const squares = new Float32Array(scorer.length).fill(1e-4)
  const average = new Float32Array(scorer.length)
  const averagedFrom = Math.floor(epochs / 2)
  const random = createRandom(seed)
  const order = Int32Array.from(prepared.keys())
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    random.shuffle(order)
    for (const [done, index] of order.entries()) {
      if (pacer.isDue()) {
        onProgress((epoch + done / order.length) / epochs, 'training')
        await pacer.pause()
      }
      const example = prepared[index]
      if (example !== undefined) updateScorer(scorer, squares, example)
    }
    if (epoch >= averagedFrom)
      for (let i = 0; i < scorer.length; i += 1)
        average[i] = (average[i] ?? 0) + (scorer[i] ?? 0) / (epochs - averagedFrom)
  }
  onProgress(0, 'calibration')
  const evidence = collectEvidence(examples, average, rarity, language, seed)
  await pacer.pause()
  return { name, language, trainedOn, scorer: average, calibration: fitCalibration(evidence), ...corpus }
}

function updateScorer(scorer: Float32Array, squares: Float32Array, example: TrainingExample): void {
  const gradient = new Float32Array(spanDimensions)
  crossEntropy(projectQuestion(scorer, example.question.active), example, gradient)
  for (const feature of example.question.active) {
    const base = feature * spanDimensions
    for (let d = 0; d < spanDimensions; d += 1) {
      const at = base + d
      const slope = (gradient[d] ?? 0) + decay * (scorer[at] ?? 0)
      const sum = (squares[at] ?? 0) + slope * slope
      squares[at] = sum
      scorer[at] = (scorer[at] ?? 0) - (learningRate * slope) / Math.sqrt(sum)
    }
  }
}

function countFrequencies(
  examples: readonly LabelledExample[],
  language: Language,
): Pick<ReaderWeights, 'frequencies' | 'documents'> {
  const read = createPassageReader(language)
  const texts = new Set(examples.flatMap(({ passages }) => passages))
  const counts = new Map<string, number>()
  for (const text of texts) {
    for (const stem of new Set(read(text).tokens.map((token) => token.stem)))
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
  rarity: InverseFrequency,
  language: Language,
  seed: number,
): EvidenceCase[] {
  const random = createRandom(seed)
  const read = createPassageReader(language)
  const order = Int32Array.from(examples.keys())
  random.shuffle(order)
  return Array.from(order.slice(0, calibrationExamples)).flatMap((index) => {
    const example = examples[index]
    const other = examples[random.below(examples.length)]
    if (example === undefined || other === undefined) return []
    const question = readQuestion(example.question, language)
    return [example.passages, other.passages].map((passages): EvidenceCase => {
      const prepared = prepareCandidates(question, passages, language, rarity, read)
      const { best, evidence } = selectBest(scorer, question, prepared)
      const tokens = best === undefined ? undefined : prepared[best.passage]?.passage.tokens
      const text =
        best === undefined
          ? ''
          : (passages[best.passage] ?? '').slice(
              tokens?.[best.first]?.start ?? 0,
              tokens?.[best.last]?.end ?? 0,
            )
      return { evidence, isRight: scoreAnswer(text, example.answers, language).f1 >= 0.5 }
    })
  })
}
