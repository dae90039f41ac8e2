/** Softmax cross-entropy over the candidates of one example, and its gradient with respect to the projected question. */
import { scoreCandidates, softmax } from './scorer.ts'
import { spanDimensions } from './span-features.ts'
import type { TrainingExample } from './training-examples.ts'

/** Writes `Σ (p − target) · features` into `gradient` (`spanDimensions` long) and returns the loss. */
export function crossEntropy(
  projected: Float32Array,
  example: TrainingExample,
  gradient: Float32Array,
): number {
  const probabilities = softmax(scoreCandidates(projected, example))
  gradient.fill(0)
  let loss = 0
  for (let i = 0; i < example.count; i += 1) {
    const target = example.targets[i] ?? 0
    const probability = probabilities[i] ?? 0
    if (target > 0) loss -= target * Math.log(Math.max(1e-12, probability / target))
    const difference = probability - target
    if (Math.abs(difference) < 1e-6) continue
    const base = i * spanDimensions
    for (let d = 0; d < spanDimensions; d += 1) {
      gradient[d] = (gradient[d] ?? 0) + difference * (example.features[base + d] ?? 0)
    }
  }
  return loss
}
