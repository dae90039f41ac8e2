import type { Pacer } from '../core/pacer.ts'
import { createRandom } from '../core/random.ts'
import type { SparseRows } from './features.ts'
import type { LinearModel } from './linear-model.ts'
import { scoreRow } from './linear-model.ts'

const cost = 1
const passes = 8
const bias = 1
const smallestStep = 1e-6

/**
 * One-vs-rest linear SVM with squared hinge loss, by dual coordinate descent over all classes of a row at once.
 * Source: Hsieh et al., "A Dual Coordinate Descent Method for Large-scale Linear SVM", ICML 2008, algorithm 1.
 *
 * @param labels class of each row
 */
export async function trainSvm(
  rows: SparseRows,
  labels: Int32Array,
  shape: { readonly features: number; readonly classes: number },
  seed: number,
  pacer: Pacer,
  onProgress: (share: number) => void,
): Promise<LinearModel> {
  const { features, classes } = shape
  const weights = new Float32Array((features + 1) * classes)
  const model: LinearModel = { features, classes, weights, bias }
  const diagonal = 1 / (2 * cost)
  const curvature = rowCurvatures(rows, diagonal)
  const alpha = new Float32Array(rows.count * classes)
  const order = Int32Array.from({ length: rows.count }, (_, row) => row)
  const random = createRandom(seed)
  const scores = new Float32Array(classes)
  const active = new Int32Array(classes)
  const steps = new Float32Array(classes)
  for (let pass = 0; pass < passes; pass += 1) {
    random.shuffle(order)
    for (let q = 0; q < order.length; q += 1) {
      if ((q & 63) === 0 && pacer.isDue()) {
        onProgress((pass + q / order.length) / passes)
        await pacer.pause()
      }
      const row = order[q] ?? 0
      scoreRow(model, rows, row, scores)
      const label = labels[row]
      const inverse = 1 / (curvature[row] ?? 1)
      let count = 0
      for (let k = 0; k < classes; k += 1) {
        const sign = k === label ? 1 : -1
        const old = alpha[row * classes + k] ?? 0
        const gradient = sign * (scores[k] ?? 0) - 1 + diagonal * old
        const next = Math.max(0, old - gradient * inverse)
        const step = (next - old) * sign
        if (Math.abs(step) <= smallestStep) continue
        alpha[row * classes + k] = next
        active[count] = k
        steps[count] = step
        count += 1
      }
      if (count > 0) addSteps(weights, rows, row, { classes, features, active, steps, count })
    }
  }
  return model
}

function rowCurvatures(rows: SparseRows, diagonal: number): Float32Array {
  return Float32Array.from({ length: rows.count }, (_, row) => {
    let squares = bias * bias + diagonal
    for (let p = rows.starts[row] ?? 0; p < (rows.starts[row + 1] ?? 0); p += 1)
      squares += (rows.values[p] ?? 0) ** 2
    return squares
  })
}

interface Steps {
  readonly classes: number
  readonly features: number
  readonly active: Int32Array
  readonly steps: Float32Array
  readonly count: number
}

function addSteps(
  weights: Float32Array,
  rows: SparseRows,
  row: number,
  { classes, features, active, steps, count }: Steps,
): void {
  const add = (base: number, value: number) => {
    for (let a = 0; a < count; a += 1) {
      const at = base + (active[a] ?? 0)
      weights[at] = (weights[at] ?? 0) + value * (steps[a] ?? 0)
    }
  }
  const end = rows.starts[row + 1] ?? 0
  for (let p = rows.starts[row] ?? 0; p < end; p += 1)
    add((rows.indices[p] ?? 0) * classes, rows.values[p] ?? 0)
  add(features * classes, bias)
}
