/** Trains a low-rank update of the reader's layer on labelled questions: `W + (alpha / rank) · B A`, W kept as it is. */
import type { CanonicalAdapter } from '../adapters/canonical-adapter.ts'
import { failure } from '../core/errors/failure.ts'
import type { Pacer } from '../core/pacer.ts'
import { createPacer } from '../core/pacer.ts'
import { createRandom } from '../core/random.ts'
import type { StepRates } from './adapter-update.ts'
import { AdapterUpdate } from './adapter-update.ts'
import type { AnswerScores } from '../core/answers/answer-match.ts'
import { scoreAnswer } from '../core/answers/answer-match.ts'
import { selectBest } from './answer-question.ts'
import { findCandidates } from './candidates.ts'
import { readQuestion } from './question.ts'
import { rarityOf } from './rarity.ts'
import type { PassageReader } from './read-passages.ts'
import { createPassageReader } from './read-passages.ts'
import type { ReaderWeights } from './reader-weights.ts'
import { mergeAdapter } from './scorer.ts'
import type { LabelledExample, TrainingExample } from './training-examples.ts'
import { prepareExamples } from './training-examples.ts'

export interface TrainAdapterOptions {
  readonly rank: number
  readonly alpha: number
  readonly seed?: number
  /** Most epochs; cross-validation chooses how many are taken. */
  readonly epochs?: number
  readonly rates?: StepRates
  readonly onProgress?: (share: number, phase: 'features' | 'training') => void
  readonly onLoss?: (step: number, loss: number) => void
  readonly signal?: AbortSignal
}

export interface TrainedAdapter {
  readonly adapter: CanonicalAdapter
  readonly examples: number
  readonly steps: number
  readonly loss: readonly { readonly step: number; readonly value: number }[]
  /** Base against adapters that were trained without the question, over all examples. */
  readonly validation: { readonly n: number; readonly base: AnswerScores; readonly adapter: AnswerScores }
}

export const minimumExamples = 10
const sampledCandidates = 400
const defaultEpochs = 24
const defaultRates: StepRates = { learningRate: 0.002, weightDecay: 0.05 }
const batchSize = 4
const folds = 5
/** Epochs between looks at the questions held back. */
const lookEvery = 2
/** Questions that cross-validation looks at; more change its choice little and cost much. */
const mostValidated = 400

/**
 * How many epochs to take is chosen by cross-validation over the examples; the adapter is then trained on all of them.
 *
 * @throws TOO_FEW_EXAMPLES, and the reason of `signal` when it is aborted
 */
export async function trainAdapter(
  weights: ReaderWeights,
  given: readonly LabelledExample[],
  options: TrainAdapterOptions,
): Promise<TrainedAdapter> {
  const { rank, alpha, seed = 1, epochs = defaultEpochs, rates = defaultRates } = options
  const { onProgress = () => undefined, onLoss = () => undefined, signal } = options
  const pacer = createPacer(signal)
  const rarity = rarityOf(weights)
  const read = createPassageReader(weights.language, rarity)
  const prepared = await prepareExamples(
    given.filter(({ answers }) => answers.length > 0),
    { language: weights.language, rarity, read, sampled: sampledCandidates, seed },
    pacer,
    (share) => onProgress(share, 'features'),
  )
  if (prepared.length < minimumExamples)
    throw failure('TOO_FEW_EXAMPLES', { count: prepared.length, minimum: minimumExamples })
  const train = createTrainer(weights, { shape: { rank, alpha, seed }, rates, pacer })
  const looks = Math.ceil(epochs / lookEvery)
  const total = Array.from({ length: looks + 1 }, () => ({ em: 0, f1: 0 }))
  const order = Int32Array.from(prepared.keys())
  createRandom(seed).shuffle(order)
  const byId = new Map(given.map((example) => [example.id, example]))
  const validated = order.slice(0, mostValidated)
  for (let fold = 0; fold < folds; fold += 1) {
    const held = [...validated].filter((_, position) => position % folds === fold)
    const heldIds = new Set(held.map((index) => prepared[index]?.id))
    const evaluate = createEvaluator(
      weights,
      held.flatMap((index) => byId.get(prepared[index]?.id ?? '') ?? []),
      read,
    )
    addTo(total[0], evaluate(weights.scorer), held.length)
    await train(
      prepared.filter(({ id }) => !heldIds.has(id)),
      epochs,
      (epoch, update) => {
        onProgress((fold + epoch / epochs) / (folds + 1), 'training')
        if (epoch % lookEvery !== 0 && epoch !== epochs) return
        const scorer = mergeAdapter(weights, update.toAdapter(weights.name))
        addTo(total[Math.ceil(epoch / lookEvery)], evaluate(scorer), held.length)
      },
    )
  }
  const best = chooseLook(total)
  const loss: { step: number; value: number }[] = []
  const update = await train(prepared, Math.min(epochs, best * lookEvery), (epoch, _update, value) => {
    const step = epoch * Math.ceil(prepared.length / batchSize)
    loss.push({ step, value })
    onLoss(step, value)
    onProgress((folds + epoch / (best * lookEvery)) / (folds + 1), 'training')
  })
  const mean = (sum: AnswerScores | undefined): AnswerScores => ({
    em: (sum?.em ?? 0) / validated.length,
    f1: (sum?.f1 ?? 0) / validated.length,
  })
  return {
    adapter: update.toAdapter(weights.name),
    examples: prepared.length,
    steps: loss.at(-1)?.step ?? 0,
    loss,
    validation: { n: validated.length, base: mean(total[0]), adapter: mean(total[best]) },
  }
}

function addTo(sum: { em: number; f1: number } | undefined, scores: AnswerScores, count: number): void {
  if (sum === undefined) return
  sum.em += scores.em * count
  sum.f1 += scores.f1 * count
}

/** The look with the best F1; never the first, since an adapter without effect is none. */
function chooseLook(total: readonly AnswerScores[]): number {
  let best = 1
  total.forEach(({ f1 }, look) => {
    if (look > 0 && f1 > (total[best]?.f1 ?? 0)) best = look
  })
  return best
}

type AfterEpoch = (epoch: number, update: AdapterUpdate, loss: number) => void

function createTrainer(
  weights: ReaderWeights,
  options: { shape: { rank: number; alpha: number; seed: number }; rates: StepRates; pacer: Pacer },
) {
  const { shape, rates, pacer } = options
  return async (
    examples: readonly TrainingExample[],
    epochs: number,
    after: AfterEpoch,
  ): Promise<AdapterUpdate> => {
    const update = new AdapterUpdate(shape)
    const random = createRandom(shape.seed)
    const order = Int32Array.from(examples.keys())
    for (let epoch = 1; epoch <= epochs; epoch += 1) {
      random.shuffle(order)
      let sum = 0
      let batch = 0
      for (const [position, index] of order.entries()) {
        if (pacer.isDue()) await pacer.pause()
        const example = examples[index]
        if (example === undefined) continue
        sum += update.accumulate(weights.scorer, example)
        batch += 1
        if (batch < batchSize && position + 1 < order.length) continue
        update.step(batch, rates)
        batch = 0
      }
      after(epoch, update, sum / examples.length)
    }
    return update
  }
}

/** EM and F1 of the best candidate over the examples; candidates are prepared once. */
export function createEvaluator(
  weights: ReaderWeights,
  examples: readonly LabelledExample[],
  read: PassageReader,
): (scorer: Float32Array) => AnswerScores {
  const { language } = weights
  const rarity = rarityOf(weights)
  const cases = examples.map((example) => {
    const question = readQuestion(example.question, language)
    return {
      example,
      question,
      lists: findCandidates(question, example.passages.map(read), rarity, language),
    }
  })
  return (scorer) => {
    let em = 0
    let f1 = 0
    for (const { example, question, lists } of cases) {
      const scores = scoreAnswer(
        selectBest(scorer, question, lists).best?.text ?? '',
        example.answers,
        language,
      )
      em += scores.em
      f1 += scores.f1
    }
    const n = Math.max(1, cases.length)
    return { em: em / n, f1: f1 / n }
  }
}
