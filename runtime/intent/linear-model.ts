/** A linear classifier over sparse features: one weight a feature and class, feature-major, with a bias row at the end. */
import type { SparseRows } from './features.ts'

export interface LinearModel {
  readonly features: number
  readonly classes: number
  /** `(features + 1) × classes`; the last row is the bias. */
  readonly weights: Float32Array
  /** Value of the constant feature. */
  readonly bias: number
}

/** Scores of one row, `classes` long, written into `out`. */
export function scoreRow(model: LinearModel, rows: SparseRows, row: number, out: Float32Array): void {
  const { classes, features, weights, bias } = model
  for (let k = 0; k < classes; k += 1) out[k] = bias * (weights[features * classes + k] ?? 0)
  const end = rows.starts[row + 1] ?? 0
  for (let p = rows.starts[row] ?? 0; p < end; p += 1) {
    const base = (rows.indices[p] ?? 0) * classes
    const value = rows.values[p] ?? 0
    for (let k = 0; k < classes; k += 1) out[k] = (out[k] ?? 0) + value * (weights[base + k] ?? 0)
  }
}

/** Scores of all rows, row-major `count × classes`. */
export function scoreRows(model: LinearModel, rows: SparseRows): Float32Array {
  const scores = new Float32Array(rows.count * model.classes)
  for (let row = 0; row < rows.count; row += 1) {
    scoreRow(model, rows, row, scores.subarray(row * model.classes, (row + 1) * model.classes))
  }
  return scores
}
