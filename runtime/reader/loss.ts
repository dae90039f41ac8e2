/** Conditional log-likelihood of the right candidates, and its gradient with respect to the projected question. */
import { fitDimensions } from './fit-features.ts'
import { fixedSlots } from './passage-spans.ts'
import { scoreCandidates, softmax } from './scorer.ts'
import type { TrainingExample } from './training-examples.ts'

const negligible = 1e-5

/**
 * `-ln Σ credit · p` over the candidates of one example. Writes its gradient, `Σ (p - credit · p / Σ credit · p) · features`,
 * into `gradient` (`spanDimensions` long).
 */
export function negativeLogLikelihood(
  projected: Float32Array,
  example: TrainingExample,
  gradient: Float32Array,
): number {
  const { count, fit, fixed, credits } = example
  const probabilities = softmax(scoreCandidates(projected, example))
  gradient.fill(0)
  let right = 1e-12
  for (let i = 0; i < count; i += 1) right += (credits[i] ?? 0) * (probabilities[i] ?? 0)
  for (let i = 0; i < count; i += 1) {
    const probability = probabilities[i] ?? 0
    const difference = probability - ((credits[i] ?? 0) * probability) / right
    if (Math.abs(difference) < negligible) continue
    const fitAt = i * fitDimensions
    for (let d = 0; d < fitDimensions; d += 1)
      gradient[d] = (gradient[d] ?? 0) + difference * (fit[fitAt + d] ?? 0)
    const fixedAt = i * fixedSlots
    for (let s = 0; s < fixedSlots; s += 1) {
      const at = fitDimensions + (fixed[fixedAt + s] ?? 0)
      gradient[at] = (gradient[at] ?? 0) + difference
    }
  }
  return -Math.log(right)
}
