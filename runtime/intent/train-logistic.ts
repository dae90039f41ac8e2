import type { Pacer } from '../core/pacer.ts'
import type { Random } from '../core/random.ts'
import { createRandom } from '../core/random.ts'
import type { SparseRows } from './features.ts'
import type { LinearModel } from './linear-model.ts'

const epochs = 8
const rate = 0.3
const dropped = 0.3
const bias = 0.1
const initialSquares = 1e-4
const smallestGradient = 1e-3

/**
 * Multinomial logistic regression by AdaGrad (Duchi et al., JMLR 2011), with a falling rate and with features dropped at
 * random (Wager et al., NIPS 2013), which keeps rare n-grams from being learnt by heart.
 *
 * @param labels class of each row
 */
export async function trainLogistic(
  rows: SparseRows,
  labels: Int32Array,
  shape: { readonly features: number; readonly classes: number },
  seed: number,
  pacer: Pacer,
  onProgress: (share: number) => void,
): Promise<LinearModel> {
  const { features, classes } = shape
  const weights = new Float32Array((features + 1) * classes)
  const squares = new Float32Array(weights.length).fill(initialSquares)
  const order = Int32Array.from({ length: rows.count }, (_, row) => row)
  const random = createRandom(seed)
  const kept = createKept(rows)
  const scores = new Float32Array(classes)
  const active = new Int32Array(classes)
  const gradients = new Float32Array(classes)
  for (let epoch = 0; epoch < epochs; epoch += 1) {
    random.shuffle(order)
    for (let q = 0; q < order.length; q += 1) {
      if ((q & 63) === 0 && pacer.isDue()) {
        onProgress((epoch + q / order.length) / epochs)
        await pacer.pause()
      }
      const row = order[q] ?? 0
      const used = keepFeatures(rows, row, random, kept, features * classes, classes)
      scoreKept(weights, kept, used, scores)
      const count = findGradients(scores, labels[row] ?? 0, active, gradients)
      const eta = rate * (1 - ((epoch * order.length + q) / (epochs * order.length)) * 0.95)
      for (let i = 0; i < used; i += 1) {
        const base = kept.bases[i] ?? 0
        const value = kept.values[i] ?? 0
        for (let a = 0; a < count; a += 1) {
          const at = base + (active[a] ?? 0)
          const gradient = (gradients[a] ?? 0) * value
          const sum = (squares[at] ?? 0) + gradient * gradient
          squares[at] = sum
          weights[at] = (weights[at] ?? 0) - (eta * gradient) / Math.sqrt(sum)
        }
      }
    }
  }
  return { features, classes, weights, bias }
}

interface Kept {
  /** Positions of the weights of the features that were not dropped. */
  readonly bases: Int32Array
  readonly values: Float32Array
}

function createKept(rows: SparseRows): Kept {
  let most = 0
  for (let row = 0; row < rows.count; row += 1)
    most = Math.max(most, (rows.starts[row + 1] ?? 0) - (rows.starts[row] ?? 0))
  return { bases: new Int32Array(most + 1), values: new Float32Array(most + 1) }
}

function keepFeatures(
  rows: SparseRows,
  row: number,
  random: Random,
  kept: Kept,
  biasBase: number,
  classes: number,
): number {
  const scale = 1 / (1 - dropped)
  let used = 0
  for (let p = rows.starts[row] ?? 0; p < (rows.starts[row + 1] ?? 0); p += 1) {
    if (random.next() < dropped) continue
    kept.bases[used] = (rows.indices[p] ?? 0) * classes
    kept.values[used] = (rows.values[p] ?? 0) * scale
    used += 1
  }
  kept.bases[used] = biasBase
  kept.values[used] = bias
  return used + 1
}

function scoreKept(weights: Float32Array, kept: Kept, used: number, scores: Float32Array): void {
  const classes = scores.length
  scores.fill(0)
  for (let i = 0; i < used; i += 1) {
    const base = kept.bases[i] ?? 0
    const value = kept.values[i] ?? 0
    for (let k = 0; k < classes; k += 1) scores[k] = (scores[k] ?? 0) + value * (weights[base + k] ?? 0)
  }
}

/** Gradients of the cross-entropy by class; those too small to matter are left out. Returns how many are left. */
function findGradients(
  scores: Float32Array,
  label: number,
  active: Int32Array,
  gradients: Float32Array,
): number {
  let highest = -Infinity
  for (const score of scores) if (score > highest) highest = score
  let sum = 0
  for (let k = 0; k < scores.length; k += 1) {
    const e = Math.exp((scores[k] ?? 0) - highest)
    scores[k] = e
    sum += e
  }
  let count = 0
  for (let k = 0; k < scores.length; k += 1) {
    const gradient = (scores[k] ?? 0) / sum - (k === label ? 1 : 0)
    if (Math.abs(gradient) <= smallestGradient) continue
    active[count] = k
    gradients[count] = gradient
    count += 1
  }
  return count
}
