/** The bilinear score `qᵀ W s`, and the softmax over candidates. */
import type { CanonicalAdapter } from '../adapters/canonical-adapter.ts'
import { failure } from '../core/errors/failure.ts'
import type { FeatureRows } from './candidates.ts'
import { spanDimensions } from './candidates.ts'
import { fitDimensions } from './fit-features.ts'
import { fixedSlots } from './passage-spans.ts'
import { questionDimensions } from './question.ts'
import type { ReaderWeights } from './reader-weights.ts'
import { scorerModule } from './reader-weights.ts'

/** The row of span weights that a question's active features add up to. */
export function projectQuestion(scorer: Float32Array, active: readonly number[]): Float32Array {
  const row = new Float32Array(spanDimensions)
  for (const feature of active) {
    const base = feature * spanDimensions
    for (let d = 0; d < spanDimensions; d += 1) row[d] = (row[d] ?? 0) + (scorer[base + d] ?? 0)
  }
  return row
}

export function scoreCandidates(projected: Float32Array, { count, fit, fixed }: FeatureRows): Float32Array {
  const scores = new Float32Array(count)
  for (let i = 0; i < count; i += 1) {
    let sum = 0
    const fitAt = i * fitDimensions
    for (let d = 0; d < fitDimensions; d += 1) sum += (projected[d] ?? 0) * (fit[fitAt + d] ?? 0)
    const fixedAt = i * fixedSlots
    for (let s = 0; s < fixedSlots; s += 1) sum += projected[fitDimensions + (fixed[fixedAt + s] ?? 0)] ?? 0
    scores[i] = sum
  }
  return scores
}

/** In place: scores become probabilities. */
export function softmax(scores: Float32Array): Float32Array {
  let highest = -Infinity
  for (const score of scores) if (score > highest) highest = score
  let sum = 0
  for (let i = 0; i < scores.length; i += 1) {
    const e = Math.exp((scores[i] ?? 0) - highest)
    scores[i] = e
    sum += e
  }
  for (let i = 0; i < scores.length; i += 1) scores[i] = (scores[i] ?? 0) / sum
  return scores
}

/**
 * `W + scale · B A`: the adapter merged into a copy of the base layer.
 *
 * @throws ADAPTER_WRONG_BASE, ADAPTER_INVALID when its shapes do not fit the reader
 */
export function mergeAdapter(weights: ReaderWeights, adapter: CanonicalAdapter): Float32Array {
  if (adapter.base !== weights.name)
    throw failure('ADAPTER_WRONG_BASE', { base: adapter.base, expected: weights.name })
  const update = adapter.modules.get(scorerModule)
  if (update === undefined || adapter.modules.size !== 1) {
    throw failure('ADAPTER_INVALID', { reason: `the reader has one module, "${scorerModule}"` })
  }
  const { rank, inputs, outputs, a, b } = update
  if (inputs !== spanDimensions || outputs !== questionDimensions) {
    const shape = `${outputs} × ${inputs} instead of ${questionDimensions} × ${spanDimensions}`
    throw failure('ADAPTER_INVALID', { reason: `module "${scorerModule}" is ${shape}` })
  }
  const merged = weights.scorer.slice()
  for (let q = 0; q < outputs; q += 1) {
    for (let r = 0; r < rank; r += 1) {
      const factor = adapter.scale * (b[q * rank + r] ?? 0)
      if (factor === 0) continue
      for (let d = 0; d < inputs; d += 1)
        merged[q * inputs + d] = (merged[q * inputs + d] ?? 0) + factor * (a[r * inputs + d] ?? 0)
    }
  }
  return merged
}
