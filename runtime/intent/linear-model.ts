/** A linear classifier over sparse features: one weight a feature and class, feature-major. */
import { kernelLanes } from '../core/kernels/kernel-memory.ts'
import type { SparseRows } from './features.ts'

export interface LinearModel {
  readonly features: number
  readonly classes: number
  /** Floats a feature, `classes` rounded up for the kernels. */
  readonly width: number
  /** `features × width`. */
  readonly weights: Float32Array
}

/** What a member is trained on. */
export interface TrainingRows {
  /** The last feature is a constant: it carries the bias. */
  readonly rows: SparseRows
  /** Class of each row. */
  readonly labels: Int32Array
  readonly features: number
  readonly classes: number
}

export function widthOf(classes: number): number {
  return Math.ceil(classes / kernelLanes) * kernelLanes
}

/** The rows with a constant feature in the column after the last. */
export function appendConstant(rows: SparseRows, column: number, value: number): SparseRows {
  const { count } = rows
  const starts = rows.starts.map((start, row) => start + row)
  const indices = new Int32Array(rows.indices.length + count)
  const values = new Float32Array(indices.length)
  for (let row = 0; row < count; row += 1) {
    const [from, to] = [rows.starts[row] ?? 0, rows.starts[row + 1] ?? 0]
    const start = starts[row] ?? 0
    indices.set(rows.indices.subarray(from, to), start)
    values.set(rows.values.subarray(from, to), start)
    indices[start + to - from] = column
    values[start + to - from] = value
  }
  return { ...rows, starts, indices, values }
}

/** Scores of all rows, row-major `count × classes`; `constant` is the value of the last feature. */
export function scoreRows(model: LinearModel, rows: SparseRows, constant: number): Float32Array {
  const { classes, features, width, weights } = model
  const scores = new Float32Array(rows.count * classes)
  const bias = (features - 1) * width
  for (let row = 0; row < rows.count; row += 1) {
    const out = scores.subarray(row * classes, (row + 1) * classes)
    for (let k = 0; k < classes; k += 1) out[k] = constant * (weights[bias + k] ?? 0)
    const end = rows.starts[row + 1] ?? 0
    for (let p = rows.starts[row] ?? 0; p < end; p += 1) {
      const base = (rows.indices[p] ?? 0) * width
      const value = rows.values[p] ?? 0
      for (let k = 0; k < classes; k += 1) out[k] = (out[k] ?? 0) + value * (weights[base + k] ?? 0)
    }
  }
  return scores
}
