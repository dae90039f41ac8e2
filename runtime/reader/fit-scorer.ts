/** Fits the layer `W` to prepared examples. */
import type { Pacer } from '../core/pacer.ts'
import { createRandom } from '../core/random.ts'
import { spanDimensions } from './candidates.ts'
import { negativeLogLikelihood } from './loss.ts'
import { quantiseRows, restoreRows } from './quantise.ts'
import { firstWordFeature, questionDimensions } from './question.ts'
import { projectQuestion } from './scorer.ts'
import type { TrainingExample } from './training-examples.ts'

export interface FitOptions {
  readonly seed: number
  readonly epochs: number
  readonly learningRate: number
  /** Pull towards 0 of weights of the question's kinds, and of its words. */
  readonly decay: { readonly kinds: number; readonly words: number }
  /** Span features that keep the weight 0. */
  readonly leftOut?: ReadonlySet<number>
}

export const defaultFit: Omit<FitOptions, 'seed'> = {
  epochs: 6,
  learningRate: 0.05,
  decay: { kinds: 1e-4, words: 1e-3 },
}

/**
 * Candidates compete in a softmax; AdaGrad (Duchi et al. 2011), the weights of the last half of the epochs averaged.
 *
 * @throws the reason of the pacer's signal when it is aborted
 */
export async function fitScorer(
  examples: readonly TrainingExample[],
  { seed, epochs, learningRate, decay, leftOut = new Set() }: FitOptions,
  pacer: Pacer,
  onProgress: (share: number) => void = () => undefined,
): Promise<Float32Array> {
  const scorer = new Float32Array(questionDimensions * spanDimensions)
  const squares = new Float32Array(scorer.length).fill(1e-3)
  const average = new Float32Array(scorer.length)
  const gradient = new Float32Array(spanDimensions)
  const averagedFrom = Math.floor(epochs / 2)
  const random = createRandom(seed)
  const order = Int32Array.from(examples.keys())
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    random.shuffle(order)
    for (const [done, index] of order.entries()) {
      if (pacer.isDue()) {
        onProgress((epoch + done / order.length) / epochs)
        await pacer.pause()
      }
      const example = examples[index]
      if (example === undefined) continue
      const { active } = example.question
      negativeLogLikelihood(projectQuestion(scorer, active), example, gradient)
      for (const d of leftOut) gradient[d] = 0
      for (const feature of active)
        stepRow(
          scorer,
          squares,
          gradient,
          feature,
          learningRate,
          feature < firstWordFeature ? decay.kinds : decay.words,
        )
    }
    if (epoch < averagedFrom) continue
    for (let i = 0; i < scorer.length; i += 1)
      average[i] = (average[i] ?? 0) + (scorer[i] ?? 0) / (epochs - averagedFrom)
  }
  // As the file of weights keeps them: what is measured is what is shipped.
  return restoreRows(quantiseRows(average, spanDimensions))
}

/** Weights whose features did not occur stay as they are. */
function stepRow(
  scorer: Float32Array,
  squares: Float32Array,
  gradient: Float32Array,
  feature: number,
  learningRate: number,
  decay: number,
): void {
  const base = feature * spanDimensions
  for (let d = 0; d < spanDimensions; d += 1) {
    const slopeOfLoss = gradient[d] ?? 0
    if (slopeOfLoss === 0) continue
    const at = base + d
    const slope = slopeOfLoss + decay * (scorer[at] ?? 0)
    const sum = (squares[at] ?? 0) + slope * slope
    squares[at] = sum
    scorer[at] = (scorer[at] ?? 0) - (learningRate * slope) / Math.sqrt(sum)
  }
}
