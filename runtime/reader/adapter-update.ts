/** The trainable part of an adapter: `scale · B A` beside the fixed layer `W`, and its gradient steps. */
import type { CanonicalAdapter } from '../adapters/canonical-adapter.ts'
import { createRandom } from '../core/random.ts'
import { spanDimensions } from './candidates.ts'
import { negativeLogLikelihood } from './loss.ts'
import { questionDimensions } from './question.ts'
import { scorerModule } from './reader-weights.ts'
import { projectQuestion } from './scorer.ts'
import type { TrainingExample } from './training-examples.ts'

export interface UpdateShape {
  readonly rank: number
  readonly alpha: number
  readonly seed: number
}

export interface StepRates {
  readonly learningRate: number
  readonly weightDecay: number
}

export class AdapterUpdate {
  readonly rank: number
  readonly alpha: number
  /** `rank × spanDimensions`. */
  readonly a: Float32Array
  /** `questionDimensions × rank`, zero at the start: the adapter begins without effect (Hu et al. 2021). */
  readonly b: Float32Array
  readonly #scale: number
  readonly #ofA: Adam
  readonly #ofB: Adam
  readonly #gradient = new Float32Array(spanDimensions)

  constructor({ rank, alpha, seed }: UpdateShape) {
    const random = createRandom(seed + 1)
    const spread = Math.sqrt(3 / spanDimensions)
    this.rank = rank
    this.alpha = alpha
    this.#scale = alpha / rank
    this.a = Float32Array.from({ length: rank * spanDimensions }, () => (random.next() * 2 - 1) * spread)
    this.b = new Float32Array(questionDimensions * rank)
    this.#ofA = new Adam(this.a)
    this.#ofB = new Adam(this.b)
  }

  /** Loss of one example; its gradients are added to those of the batch. */
  accumulate(scorer: Float32Array, example: TrainingExample): number {
    const { rank, a } = this
    const { active } = example.question
    const seen = this.#see(active)
    const projected = projectQuestion(scorer, active)
    for (let r = 0; r < rank; r += 1) {
      const factor = seen[r] ?? 0
      if (factor === 0) continue
      for (let d = 0; d < spanDimensions; d += 1)
        projected[d] = (projected[d] ?? 0) + factor * (a[r * spanDimensions + d] ?? 0)
    }
    const gradient = this.#gradient
    const loss = negativeLogLikelihood(projected, example, gradient)
    for (let r = 0; r < rank; r += 1) {
      let towards = 0
      for (let d = 0; d < spanDimensions; d += 1)
        towards += (gradient[d] ?? 0) * (a[r * spanDimensions + d] ?? 0)
      for (const q of active) this.#ofB.add(q * rank + r, this.#scale * towards)
      const factor = seen[r] ?? 0
      if (factor === 0) continue
      for (let d = 0; d < spanDimensions; d += 1) {
        const slope = gradient[d] ?? 0
        if (slope !== 0) this.#ofA.add(r * spanDimensions + d, factor * slope)
      }
    }
    return loss
  }

  /** Takes the step of the batch's mean gradient. */
  step(batch: number, rates: StepRates): void {
    this.#ofA.step(batch, rates)
    this.#ofB.step(batch, rates)
  }

  /** Gradients of the batch so far, of `a` and of `b`. */
  gradients(): { a: Float32Array; b: Float32Array } {
    return { a: this.#ofA.gradient.slice(), b: this.#ofB.gradient.slice() }
  }

  toAdapter(base: string): CanonicalAdapter {
    const { rank, alpha } = this
    const update = {
      rank,
      inputs: spanDimensions,
      outputs: questionDimensions,
      a: this.a.slice(),
      b: this.b.slice(),
    }
    return { base, rank, alpha, scale: this.#scale, modules: new Map([[scorerModule, update]]) }
  }

  /** The question through `scale · Bᵀ`. */
  #see(active: readonly number[]): Float32Array {
    const { rank, b } = this
    const seen = new Float32Array(rank)
    for (const q of active)
      for (let r = 0; r < rank; r += 1) seen[r] = (seen[r] ?? 0) + this.#scale * (b[q * rank + r] ?? 0)
    return seen
  }
}

/**
 * AdamW (Loshchilov and Hutter 2019) with one second moment for the whole matrix, as Adam-mini has it (Zhang et al. 2024): a
 * feature that few examples have must not move as far as one that all have.
 */
class Adam {
  readonly gradient: Float32Array
  readonly #values: Float32Array
  readonly #first: Float32Array
  #second = 0
  #steps = 0

  constructor(values: Float32Array) {
    this.#values = values
    this.gradient = new Float32Array(values.length)
    this.#first = new Float32Array(values.length)
  }

  add(at: number, slope: number): void {
    this.gradient[at] = (this.gradient[at] ?? 0) + slope
  }

  step(batch: number, { learningRate, weightDecay }: StepRates): void {
    this.#steps += 1
    const [first, values, gradient] = [this.#first, this.#values, this.gradient]
    let squares = 0
    for (let i = 0; i < values.length; i += 1) squares += ((gradient[i] ?? 0) / batch) ** 2
    this.#second = 0.999 * this.#second + (0.001 * squares) / values.length
    const firstBias = 1 - 0.9 ** this.#steps
    const size = Math.sqrt(this.#second / (1 - 0.999 ** this.#steps)) + 1e-8
    for (let i = 0; i < values.length; i += 1) {
      const m = 0.9 * (first[i] ?? 0) + (0.1 * (gradient[i] ?? 0)) / batch
      first[i] = m
      const old = values[i] ?? 0
      values[i] = old - learningRate * (m / firstBias / size + weightDecay * old)
    }
    gradient.fill(0)
  }
}
