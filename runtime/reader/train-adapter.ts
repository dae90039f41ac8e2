/** Trains a low-rank update of the reader's layer on labelled questions: `W + (alpha / rank) · B A`, W kept as it is. */
import type { CanonicalAdapter } from '../adapters/canonical-adapter.ts'
import { failure } from '../core/errors/failure.ts'
import { createPacer } from '../core/pacer.ts'
import { createRandom } from '../core/random.ts'
import { scoreAnswer } from './answer-match.ts'
import { selectBest } from './answer-question.ts'
import { findCandidates, spanDimensions } from './candidates.ts'
import { negativeLogLikelihood } from './loss.ts'
import { questionDimensions, readQuestion } from './question.ts'
import type { ReaderWeights } from './reader-weights.ts'
import { scorerModule } from './reader-weights.ts'
import { mergeAdapter, projectQuestion } from './scorer.ts'
import { rarityOf } from './rarity.ts'
import type { PassageReader } from './read-passages.ts'
import { createPassageReader } from './read-passages.ts'
import type { LabelledExample, TrainingExample } from './training-examples.ts'
import { prepareExamples } from './training-examples.ts'

export interface TrainAdapterOptions {
  readonly rank: number
  readonly alpha: number
  readonly seed?: number
  /** Most epochs; the one with the best validation F1 is kept. */
  readonly epochs?: number
  readonly onProgress?: (share: number, phase: 'features' | 'training') => void
  readonly onLoss?: (step: number, loss: number) => void
  readonly signal?: AbortSignal
}

export interface AnswerScores {
  readonly em: number
  readonly f1: number
}

export interface TrainedAdapter {
  readonly adapter: CanonicalAdapter
  readonly examples: number
  readonly steps: number
  readonly loss: readonly { readonly step: number; readonly value: number }[]
  /** On a fifth of the examples that was not trained on, base against adapter. */
  readonly validation: { readonly n: number; readonly base: AnswerScores; readonly adapter: AnswerScores }
}

export const minimumExamples = 10
const validationShare = 0.2
const sampledCandidates = 240
const learningRate = 0.02
const weightDecay = 0.002
/** Epochs without a better validation F1 before training stops. */
const patience = 6

/** @throws TOO_FEW_EXAMPLES, and the reason of `signal` when it is aborted */
export async function trainAdapter(
  weights: ReaderWeights,
  examples: readonly LabelledExample[],
  options: TrainAdapterOptions,
): Promise<TrainedAdapter> {
  const {
    rank,
    alpha,
    seed = 1,
    epochs = 40,
    onProgress = () => undefined,
    onLoss = () => undefined,
    signal,
  } = options
  const pacer = createPacer(signal)
  const random = createRandom(seed)
  const answerable = examples.filter(({ answers }) => answers.length > 0)
  const order = Int32Array.from(answerable.keys())
  random.shuffle(order)
  const held = Math.floor(answerable.length * validationShare)
  const pick = (indices: Int32Array) => [...indices].flatMap((i) => answerable[i] ?? [])
  const validation = pick(order.slice(0, held))
  const rarity = rarityOf(weights)
  const read = createPassageReader(weights.language, rarity)
  const prepared = await prepareExamples(
    pick(order.slice(held)),
    { language: weights.language, rarity, read, sampled: sampledCandidates, seed },
    pacer,
    (share) => onProgress(share, 'features'),
  )
  if (prepared.length < minimumExamples) {
    throw failure('TOO_FEW_EXAMPLES', { count: prepared.length, minimum: minimumExamples })
  }
  const update = createUpdate(rank, seed)
  const adam = createAdam(update.a.length, update.b.length)
  const scale = alpha / rank
  const current = (): CanonicalAdapter => ({
    base: weights.name,
    rank,
    alpha,
    scale,
    modules: new Map([
      [
        scorerModule,
        {
          rank,
          inputs: spanDimensions,
          outputs: questionDimensions,
          a: update.a.slice(),
          b: update.b.slice(),
        },
      ],
    ]),
  })
  const evaluate = createEvaluator(weights, validation, read)
  const base = evaluate(weights.scorer)
  let best = { adapter: current(), scores: base, epoch: -1 }
  const loss: { step: number; value: number }[] = []
  let steps = 0
  const trainingOrder = Int32Array.from(prepared.keys())
  for (let epoch = 0; epoch < epochs && epoch - best.epoch <= patience; epoch += 1) {
    random.shuffle(trainingOrder)
    let sum = 0
    for (const index of trainingOrder) {
      if (pacer.isDue()) await pacer.pause()
      const example = prepared[index]
      if (example !== undefined) sum += stepAdapter(weights.scorer, update, adam, example, scale)
      steps += 1
    }
    const value = sum / prepared.length
    loss.push({ step: steps, value })
    onLoss(steps, value)
    onProgress((epoch + 1) / epochs, 'training')
    const adapter = current()
    const scores = evaluate(mergeAdapter(weights, adapter))
    // The first epoch is taken in any case: an adapter without effect is none.
    if (epoch === 0 || scores.f1 > best.scores.f1) best = { adapter, scores, epoch }
  }
  return {
    adapter: best.adapter,
    examples: prepared.length,
    steps,
    loss,
    validation: { n: validation.length, base, adapter: best.scores },
  }
}

interface Update {
  /** `rank × spanDimensions`. */
  readonly a: Float32Array
  /** `questionDimensions × rank`, zero at the start: the adapter begins without effect (Hu et al. 2021). */
  readonly b: Float32Array
  readonly rank: number
}

function createUpdate(rank: number, seed: number): Update {
  const random = createRandom(seed + 1)
  const spread = Math.sqrt(3 / spanDimensions)
  const a = Float32Array.from({ length: rank * spanDimensions }, () => (random.next() * 2 - 1) * spread)
  return { a, b: new Float32Array(questionDimensions * rank), rank }
}

interface Moments {
  readonly first: Float32Array
  readonly second: Float32Array
}

interface Adam {
  readonly a: Moments
  readonly b: Moments
  steps: number
}

function createAdam(sizeA: number, sizeB: number): Adam {
  const moments = (size: number): Moments => ({
    first: new Float32Array(size),
    second: new Float32Array(size),
  })
  return { a: moments(sizeA), b: moments(sizeB), steps: 0 }
}

/** AdamW (Loshchilov and Hutter 2019) on one weight. */
function stepWeight(
  values: Float32Array,
  at: number,
  gradient: number,
  moments: Moments,
  steps: number,
): void {
  const first = 0.9 * (moments.first[at] ?? 0) + 0.1 * gradient
  const second = 0.999 * (moments.second[at] ?? 0) + 0.001 * gradient * gradient
  moments.first[at] = first
  moments.second[at] = second
  const corrected = first / (1 - 0.9 ** steps) / (Math.sqrt(second / (1 - 0.999 ** steps)) + 1e-8)
  const old = values[at] ?? 0
  values[at] = old - learningRate * (corrected + weightDecay * old)
}

/** One example: gradients of the loss through `B A` only. Returns the loss. */
function stepAdapter(
  scorer: Float32Array,
  update: Update,
  adam: Adam,
  example: TrainingExample,
  scale: number,
): number {
  const { a, b, rank } = update
  const { active } = example.question
  // The question seen through B: `scale · Bᵀ q`, `rank` long.
  const seen = new Float32Array(rank)
  for (const q of active)
    for (let r = 0; r < rank; r += 1) seen[r] = (seen[r] ?? 0) + scale * (b[q * rank + r] ?? 0)
  const projected = projectQuestion(scorer, active)
  for (let r = 0; r < rank; r += 1) {
    for (let d = 0; d < spanDimensions; d += 1) {
      projected[d] = (projected[d] ?? 0) + (seen[r] ?? 0) * (a[r * spanDimensions + d] ?? 0)
    }
  }
  const gradient = new Float32Array(spanDimensions)
  const loss = negativeLogLikelihood(projected, example, gradient)
  adam.steps += 1
  const towards = new Float32Array(rank)
  for (let r = 0; r < rank; r += 1) {
    let sum = 0
    for (let d = 0; d < spanDimensions; d += 1) sum += (gradient[d] ?? 0) * (a[r * spanDimensions + d] ?? 0)
    towards[r] = scale * sum
  }
  for (const q of active)
    for (let r = 0; r < rank; r += 1) stepWeight(b, q * rank + r, towards[r] ?? 0, adam.b, adam.steps)
  for (let r = 0; r < rank; r += 1) {
    const factor = seen[r] ?? 0
    if (factor === 0) continue
    for (let d = 0; d < spanDimensions; d += 1)
      stepWeight(a, r * spanDimensions + d, factor * (gradient[d] ?? 0), adam.a, adam.steps)
  }
  return loss
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
    return { example, question, lists: findCandidates(question, example.passages.map(read), rarity, language) }
  })
  return (scorer) => {
    let em = 0
    let f1 = 0
    for (const { example, question, lists } of cases) {
      const scores = scoreAnswer(selectBest(scorer, question, lists).best?.text ?? '', example.answers, language)
      em += scores.em
      f1 += scores.f1
    }
    const n = Math.max(1, cases.length)
    return { em: em / n, f1: f1 / n }
  }
}
