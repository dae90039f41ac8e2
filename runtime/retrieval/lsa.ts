/**
 * Latent semantic analysis (Deerwester et al., 1990): texts as vectors that share meaning where they share no word,
 * learnt from the user's own passages. Weights are (1 + ln tf) ln((N + 1) / (df + 0.5)), rows of unit length.
 */
import type { Pacer } from '../core/pacer.ts'
import { findText } from './sorted-search.ts'
import type { TermMatrix } from './term-matrix.ts'
import type { SparseMatrix } from './truncated-svd.ts'
import { computeTruncatedSvd } from './truncated-svd.ts'
import { quantise } from './vector-scan.ts'

export interface LsaOptions {
  /** Length of the vectors; by default 128 below 3,000 passages and 256 from there on. */
  readonly dimensions?: number
  /** @default 7 */
  readonly seed?: number
  /** Passages, evenly spaced, that the vectors are learnt from; the others are folded in. @default 20000 */
  readonly sampleRows?: number
  readonly kernels?: 'auto' | 'plain'
}

const MIN_DOCUMENT_FREQUENCY = 2
const MAX_DOCUMENT_SHARE = 0.5
const SMALL_COLLECTION = 3_000
const SAMPLE_ROWS = 20_000

export interface FittedLsa {
  readonly model: LsaModel
  /** One unit vector a passage, `model.dimensions` floats each; all zero for a passage without a known term. */
  readonly vectors: Float32Array
}

/** Turns terms into vectors. Immutable. */
export class LsaModel {
  /** The terms that count, in code-unit order. */
  readonly terms: readonly string[]
  readonly weights: Float32Array
  readonly dimensions: number
  /** terms x dimensions, in steps of `scales`: a quarter of the memory, and no ranking changes. */
  readonly projection: Int8Array
  /** One a term. */
  readonly scales: Float32Array

  /**
   * @param projection `terms.length * dimensions` steps, one row a term
   * @param scales what one step of each row is worth
   */
  constructor(
    terms: readonly string[],
    weights: Float32Array,
    dimensions: number,
    projection: Int8Array,
    scales: Float32Array,
  ) {
    this.terms = terms
    this.weights = weights
    this.dimensions = dimensions
    this.projection = projection
    this.scales = scales
  }

  /** The unit vector of a text's terms; undefined when the model knows none of them. */
  embed(terms: readonly string[]): Float32Array | undefined {
    const counts = new Map<string, number>()
    for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
    const vector = new Float32Array(this.dimensions)
    // In the order of the columns, as `embedRows` adds them: sums of floats depend on it.
    for (const [term, count] of [...counts].sort(([a], [b]) => (a < b ? -1 : 1))) {
      const column = findText(this.terms, term)
      if (column >= 0) this.#add(vector, column, count)
    }
    return scaleToUnit(vector) ? vector : undefined
  }

  /** One unit vector a row of the matrix; a passage that was not there when the model was fitted is folded in. */
  async embedRows(matrix: TermMatrix, pacer: Pacer): Promise<Float32Array> {
    const columnOf = Int32Array.from(matrix.terms, (term) => findText(this.terms, term))
    const vectors = new Float32Array(matrix.rows * this.dimensions)
    for (let row = 0; row < matrix.rows; row++) {
      if ((row & 63) === 0 && pacer.isDue()) await pacer.pause()
      const vector = vectors.subarray(row * this.dimensions, (row + 1) * this.dimensions)
      const end = matrix.rowStarts[row + 1] ?? 0
      for (let i = matrix.rowStarts[row] ?? 0; i < end; i++) {
        const column = columnOf[matrix.termIds[i] ?? 0] ?? -1
        if (column >= 0) this.#add(vector, column, matrix.counts[i] ?? 0)
      }
      scaleToUnit(vector)
    }
    return vectors
  }

  #add(vector: Float32Array, column: number, count: number): void {
    const weight = (1 + Math.log(count)) * (this.weights[column] ?? 0) * (this.scales[column] ?? 0)
    const offset = column * this.dimensions
    const { projection } = this
    for (let k = 0; k < vector.length; k++) {
      vector[k] = (vector[k] ?? 0) + weight * (projection[offset + k] ?? 0)
    }
  }
}

/**
 * Learns vectors from the passages; undefined when they have too few terms in common.
 *
 * @throws the reason of the pacer's signal when it is aborted
 */
export async function fitLsa(
  matrix: TermMatrix,
  options: LsaOptions,
  pacer: Pacer,
  onProgress: (share: number) => void = () => {},
): Promise<FittedLsa | undefined> {
  const { terms, weights, columnOf } = selectTerms(matrix)
  const rank = options.dimensions ?? (matrix.rows < SMALL_COLLECTION ? 128 : 256)
  const sample = weighRows(
    matrix,
    weights,
    columnOf,
    pickRows(matrix.rows, options.sampleRows ?? SAMPLE_ROWS),
  )
  const svd = await computeTruncatedSvd(
    sample,
    { rank, seed: options.seed ?? 7, kernels: options.kernels ?? 'auto' },
    pacer,
    (share) => onProgress(share * 0.9),
  )
  if (svd.rank === 0) return undefined
  const projection = new Int8Array(svd.rightVectors.length)
  const scales = Float32Array.from(terms, (_, column) => {
    return quantise(svd.rightVectors, column * svd.rank, svd.rank, projection, column * svd.rank)
  })
  const model = new LsaModel(terms, weights, svd.rank, projection, scales)
  const vectors = await model.embedRows(matrix, pacer)
  onProgress(1)
  return { model, vectors }
}

interface SelectedTerms {
  readonly terms: string[]
  readonly weights: Float32Array
  /** By term id of the matrix; -1 for a term that is left out. */
  readonly columnOf: Int32Array
}

/** Drops terms of one passage, which link nothing, and terms of most passages, which tell nothing. */
function selectTerms(matrix: TermMatrix): SelectedTerms {
  const frequency = new Uint32Array(matrix.terms.length)
  for (const id of matrix.termIds) frequency[id] = (frequency[id] ?? 0) + 1
  const terms: string[] = []
  const weights: number[] = []
  const columnOf = new Int32Array(matrix.terms.length).fill(-1)
  matrix.terms.forEach((term, id) => {
    const df = frequency[id] ?? 0
    if (df < MIN_DOCUMENT_FREQUENCY || df > MAX_DOCUMENT_SHARE * matrix.rows) return
    columnOf[id] = terms.length
    terms.push(term)
    weights.push(Math.log((matrix.rows + 1) / (df + 0.5)))
  })
  return { terms, weights: Float32Array.from(weights), columnOf }
}

function pickRows(rows: number, limit: number): Int32Array {
  const count = Math.min(rows, limit)
  return Int32Array.from({ length: count }, (_, i) => Math.floor((i * rows) / count))
}

function weighRows(
  matrix: TermMatrix,
  weights: Float32Array,
  columnOf: Int32Array,
  rows: Int32Array,
): SparseMatrix {
  const rowStarts = new Uint32Array(rows.length + 1)
  const indices: number[] = []
  const values: number[] = []
  rows.forEach((row, position) => {
    const first = values.length
    let squares = 0
    const end = matrix.rowStarts[row + 1] ?? 0
    for (let i = matrix.rowStarts[row] ?? 0; i < end; i++) {
      const column = columnOf[matrix.termIds[i] ?? 0] ?? -1
      if (column < 0) continue
      const value = (1 + Math.log(matrix.counts[i] ?? 1)) * (weights[column] ?? 0)
      indices.push(column)
      values.push(value)
      squares += value * value
    }
    const scale = squares === 0 ? 0 : 1 / Math.sqrt(squares)
    for (let i = first; i < values.length; i++) values[i] = (values[i] ?? 0) * scale
    rowStarts[position + 1] = values.length
  })
  return {
    rows: rows.length,
    columns: weights.length,
    rowStarts,
    indices: Int32Array.from(indices),
    values: Float32Array.from(values),
  }
}

/** In place; false for a vector of zeros. */
function scaleToUnit(vector: Float32Array): boolean {
  let squares = 0
  for (const value of vector) squares += value * value
  if (squares === 0) return false
  const scale = 1 / Math.sqrt(squares)
  for (let k = 0; k < vector.length; k++) vector[k] = (vector[k] ?? 0) * scale
  return true
}
