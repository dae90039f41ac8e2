import { kernelLanes } from '../core/kernels/kernel-memory.ts'
import { createRandom } from '../core/random.ts'
import type { LinearModel, TrainingRows } from './linear-model.ts'
import { widthOf } from './linear-model.ts'
import type { MemberOptions } from './train-member.ts'
import { giveWay, rowsBetweenPauses } from './train-member.ts'
import { createTrainingKernels } from './training-kernels.ts'

/** Chosen by cross-validation on the training rows of the sets that `npm run eval -- intent` reports. */
const epochs = { few: 16, many: 8 }
/** Up to this many rows `few`. */
const fewRows = 2_000
const rate = 0.3
const dropped = 0.3
/** A large start keeps the first steps of rare features small, which small sets need. */
const initialSquares = 0.01
const smallestGradient = 1e-3

/** Value of the constant feature. */
export const logisticConstant = 0.1

/**
 * Multinomial logistic regression by AdaGrad (Duchi et al., JMLR 2011), with a falling rate and with features dropped at
 * random (Wager et al., NIPS 2013), which keeps rare n-grams from being learnt by heart.
 */
export async function trainLogistic(
  { rows, labels, features, classes }: TrainingRows,
  options: MemberOptions,
): Promise<LinearModel> {
  const width = widthOf(classes)
  const longest = longestRow(rows.starts)
  const floats = 2 * features * width + 2 * width + 2 * (longest + kernelLanes)
  const memory = createTrainingKernels(floats, options.kernels)
  const weights = memory.floats(features * width)
  const squares = memory.floats(features * width).fill(initialSquares)
  const scores = memory.floats(width)
  const gradients = memory.floats(width)
  const indices = memory.ints(longest)
  const values = memory.floats(longest)
  const order = Int32Array.from({ length: rows.count }, (_, row) => row)
  const random = createRandom(options.seed)
  const scale = 1 / (1 - dropped)
  const steps = (rows.count <= fewRows ? epochs.few : epochs.many) * order.length
  for (let step = 0; step < steps; step += 1) {
    const q = step % order.length
    if (q === 0) random.shuffle(order)
    if (q % rowsBetweenPauses === 0) await giveWay(options, step / steps)
    const row = order[q] ?? 0
    const constantAt = (rows.starts[row + 1] ?? 0) - 1
    let used = 0
    for (let p = rows.starts[row] ?? 0; p <= constantAt; p += 1) {
      if (p < constantAt && random.next() < dropped) continue
      indices[used] = rows.indices[p] ?? 0
      values[used] = (rows.values[p] ?? 0) * (p < constantAt ? scale : 1)
      used += 1
    }
    memory.gather(indices, values, 0, used, weights, width, scores, 0)
    findGradients(scores, labels[row] ?? 0, classes, gradients)
    const eta = rate * (1 - (step / steps) * 0.95)
    memory.adaGrad({ indices, values, from: 0, to: used }, weights, squares, width, gradients, eta)
  }
  return { features, classes, width, weights }
}

function longestRow(starts: Int32Array): number {
  let most = 0
  for (let row = 0; row + 1 < starts.length; row += 1)
    most = Math.max(most, (starts[row + 1] ?? 0) - (starts[row] ?? 0))
  return most
}

/**
 * Gradients of the cross-entropy by class; those too small to matter are 0.
 *
 * @param scores overwritten
 */
function findGradients(scores: Float32Array, label: number, classes: number, gradients: Float32Array): void {
  let highest = -Infinity
  for (let k = 0; k < classes; k += 1) highest = Math.max(highest, scores[k] ?? 0)
  let sum = 0
  for (let k = 0; k < classes; k += 1) {
    const e = Math.exp((scores[k] ?? 0) - highest)
    scores[k] = e
    sum += e
  }
  for (let k = 0; k < classes; k += 1) {
    const gradient = (scores[k] ?? 0) / sum - (k === label ? 1 : 0)
    gradients[k] = Math.abs(gradient) > smallestGradient ? gradient : 0
  }
}
