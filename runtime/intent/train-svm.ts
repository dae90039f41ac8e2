import { kernelLanes } from '../core/kernels/kernel-memory.ts'
import { createRandom } from '../core/random.ts'
import type { SparseRows } from './features.ts'
import type { LinearModel, TrainingRows } from './linear-model.ts'
import { widthOf } from './linear-model.ts'
import type { MemberOptions } from './train-member.ts'
import { giveWay, rowsBetweenPauses } from './train-member.ts'
import { createTrainingKernels } from './training-kernels.ts'

/** Chosen by cross-validation on the training rows of the sets that `npm run eval -- intent` reports. */
const cost = 0.3
const passes = 8
const smallestStep = 1e-6

/** Value of the constant feature. */
export const svmConstant = 1

/**
 * One-vs-rest linear SVM with squared hinge loss, by dual coordinate descent over all classes of a row at once. A row's own class
 * costs more than each of the others, by the root of their number, so that many classes do not outvote one.
 * Source: Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008, algorithm 1.
 */
export async function trainSvm(
  { rows, labels, features, classes }: TrainingRows,
  options: MemberOptions,
): Promise<LinearModel> {
  const width = widthOf(classes)
  const floats = features * width + 2 * width + 2 * (rows.indices.length + kernelLanes)
  const memory = createTrainingKernels(floats, options.kernels)
  const weights = memory.floats(features * width)
  const scores = memory.floats(width)
  const steps = memory.floats(width)
  const indices = memory.ints(rows.indices.length)
  const values = memory.floats(rows.values.length)
  indices.set(rows.indices)
  values.set(rows.values)
  const own = 1 / (2 * cost * Math.sqrt(Math.max(1, classes - 1)))
  const other = 1 / (2 * cost)
  const norms = squaredNorms(rows)
  const alpha = new Float32Array(rows.count * classes)
  const order = Int32Array.from({ length: rows.count }, (_, row) => row)
  const random = createRandom(options.seed)
  for (let pass = 0; pass < passes; pass += 1) {
    random.shuffle(order)
    for (let q = 0; q < order.length; q += 1) {
      if (q % rowsBetweenPauses === 0) await giveWay(options, (pass + q / order.length) / passes)
      const row = order[q] ?? 0
      const [from, to] = [rows.starts[row] ?? 0, rows.starts[row + 1] ?? 0]
      memory.gather(indices, values, from, to, weights, width, scores, 0)
      const label = labels[row]
      const norm = norms[row] ?? 0
      let hasChanged = false
      for (let k = 0; k < classes; k += 1) {
        const sign = k === label ? 1 : -1
        const diagonal = k === label ? own : other
        const old = alpha[row * classes + k] ?? 0
        const gradient = sign * (scores[k] ?? 0) - 1 + diagonal * old
        const next = Math.max(0, old - gradient / (norm + diagonal))
        const step = (next - old) * sign
        const isLarge = Math.abs(step) > smallestStep
        steps[k] = isLarge ? step : 0
        if (!isLarge) continue
        alpha[row * classes + k] = next
        hasChanged = true
      }
      if (hasChanged) memory.addSteps({ indices, values, from, to }, weights, width, steps)
    }
  }
  return { features, classes, width, weights }
}

function squaredNorms(rows: SparseRows): Float32Array {
  return Float32Array.from({ length: rows.count }, (_, row) => {
    let squares = 0
    for (let p = rows.starts[row] ?? 0; p < (rows.starts[row + 1] ?? 0); p += 1)
      squares += (rows.values[p] ?? 0) ** 2
    return squares
  })
}
