/**
 * The leading right singular vectors of a large sparse matrix by a randomised range finder with power iterations
 * (Halko, Martinsson and Tropp, Finding structure with randomness, SIAM Review 2011, algorithms 4.4 and 5.1).
 * The range is kept orthonormal by Cholesky QR; a column without a direction of its own is set to zero.
 */
import type { DenseKernels } from './dense-kernels.ts'
import { createDenseKernels } from './dense-kernels.ts'
import type { Pacer } from '../core/pacer.ts'
import { decomposeSymmetric } from './symmetric-eigen.ts'

/** Compressed sparse rows. */
export interface SparseMatrix {
  readonly rows: number
  readonly columns: number
  readonly rowStarts: Uint32Array
  readonly indices: Int32Array
  readonly values: Float32Array
}

export interface TruncatedSvd {
  /** Number of singular vectors; fewer than asked for when the matrix has no more. */
  readonly rank: number
  /** columns x rank: component of every column on every singular vector. */
  readonly rightVectors: Float32Array
  /** Descending. */
  readonly singularValues: Float32Array
}

export interface SvdOptions {
  readonly rank: number
  readonly seed: number
  readonly kernels?: 'auto' | 'plain'
}

/** Columns beyond the rank that the range finder carries: the bound of the paper asks for a handful. */
const OVERSAMPLING = 16
const POWER_ITERATIONS = 2
/** A column of which less than this share is new lies in the span of those before it. */
const DEPENDENT = 1e-6
/** Singular values below this share of the first are noise of 32-bit floats. */
const NOISE = 1e-3
/** Rows whose products are summed in 32 bits before they join the 64-bit sum. */
const GRAM_BLOCK = 128

/** @returns the largest singular values of `matrix` and their right vectors; the same bits for the same input and seed */
export async function computeTruncatedSvd(
  matrix: SparseMatrix,
  options: SvdOptions,
  pacer: Pacer,
  onProgress: (share: number) => void = () => {},
): Promise<TruncatedSvd> {
  const { rows, columns } = matrix
  const sketch = Math.min(options.rank + OVERSAMPLING, rows, columns)
  if (sketch === 0) return { rank: 0, rightVectors: new Float32Array(0), singularValues: new Float32Array(0) }
  const work = createWorkspace(matrix, roundUp(sketch, 16), options.kernels ?? 'auto')
  fillWithSigns(work.long, columns, sketch, work.width, options.seed)
  const products = POWER_ITERATIONS * 2 + 2
  let done = 0
  const advance = (): void => onProgress(++done / (products + 1))
  await multiply(work, work.sparse, work.long, work.wide, pacer)
  advance()
  for (let i = 0; i < POWER_ITERATIONS; i++) {
    await orthonormalise(work, work.wide, rows, pacer)
    await multiply(work, work.transposed, work.wide, work.long, pacer)
    advance()
    await multiply(work, work.sparse, work.long, work.wide, pacer)
    advance()
  }
  // Twice, because one pass of Cholesky QR loses what the condition number squared eats.
  await orthonormalise(work, work.wide, rows, pacer)
  await orthonormalise(work, work.wide, rows, pacer)
  await multiply(work, work.transposed, work.wide, work.long, pacer)
  advance()
  return extractRightVectors(work, columns, sketch, options.rank, pacer)
}

interface Workspace {
  readonly kernels: DenseKernels
  /** Sketch columns, rounded up to whole SIMD strips; the columns beyond stay zero. */
  readonly width: number
  readonly sparse: SparseMatrix
  readonly transposed: SparseMatrix
  /** rows x width. */
  readonly wide: Float32Array
  /** columns x width. */
  readonly long: Float32Array
  readonly square: Float32Array
  readonly strip: Float32Array
}

function createWorkspace(matrix: SparseMatrix, width: number, kind: 'auto' | 'plain'): Workspace {
  const entries = matrix.indices.length
  const wide = roundUp(matrix.rows, 4) * width
  const long = roundUp(matrix.columns, 4) * width
  const floats = 4 * entries + wide + long + width * width + 4 * width + 8 * 16
  const kernels = createDenseKernels(floats, kind)
  const place = (source: SparseMatrix): SparseMatrix => {
    const indices = kernels.ints(entries)
    indices.set(source.indices)
    const values = kernels.floats(entries)
    values.set(source.values)
    return { ...source, indices, values }
  }
  return {
    kernels,
    width,
    sparse: place(matrix),
    transposed: place(transposeSparse(matrix)),
    wide: kernels.floats(wide),
    long: kernels.floats(long),
    square: kernels.floats(width * width),
    strip: kernels.floats(4 * width),
  }
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step
}

function transposeSparse(matrix: SparseMatrix): SparseMatrix {
  const { rows, columns, rowStarts, indices, values } = matrix
  const starts = new Uint32Array(columns + 1)
  for (const column of indices) starts[column + 1] = (starts[column + 1] ?? 0) + 1
  for (let c = 0; c < columns; c++) starts[c + 1] = (starts[c + 1] ?? 0) + (starts[c] ?? 0)
  const next = starts.slice()
  const out = { indices: new Int32Array(indices.length), values: new Float32Array(values.length) }
  for (let row = 0; row < rows; row++) {
    const end = rowStarts[row + 1] ?? 0
    for (let i = rowStarts[row] ?? 0; i < end; i++) {
      const column = indices[i] ?? 0
      const position = next[column] ?? 0
      next[column] = position + 1
      out.indices[position] = row
      out.values[position] = values[i] ?? 0
    }
  }
  return { rows: columns, columns: rows, rowStarts: starts, ...out }
}

/** Random signs: as good a sketch as normal numbers, and no logarithm or cosine that engines could round differently. */
function fillWithSigns(out: Float32Array, rows: number, columns: number, width: number, seed: number): void {
  let state = seed >>> 0 || 1
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < columns; c++) {
      // xorshift32, Marsaglia 2003
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      out[r * width + c] = (state & 0x10000) === 0 ? 1 : -1
    }
  }
}

async function multiply(
  { kernels, width }: Workspace,
  sparse: SparseMatrix,
  dense: Float32Array,
  out: Float32Array,
  pacer: Pacer,
): Promise<void> {
  for (let row = 0; row < sparse.rows; row++) {
    if ((row & 127) === 0 && pacer.isDue()) await pacer.pause()
    const from = sparse.rowStarts[row] ?? 0
    const to = sparse.rowStarts[row + 1] ?? 0
    kernels.gather(sparse.indices, sparse.values, from, to, dense, width, out, row * width)
  }
}

/** G = Y'Y in 64 bits, upper half only. */
async function computeGram(
  work: Workspace,
  y: Float32Array,
  rows: number,
  pacer: Pacer,
): Promise<Float64Array> {
  const { kernels, width, strip } = work
  const gram = new Float64Array(width * width)
  for (let row = 0; row < rows; row += GRAM_BLOCK) {
    if (pacer.isDue()) await pacer.pause()
    const count = Math.min(GRAM_BLOCK, rows - row)
    for (let i = 0; i < width; i += 4) {
      // From the strip of eight in which the diagonal lies.
      const from = i & ~7
      kernels.strip({
        a: y,
        aOffset: row * width + i,
        aTile: 1,
        aStep: width,
        b: y,
        bOffset: row * width + from,
        bStep: width,
        out: strip,
        outTile: width,
        count,
        width: width - from,
      })
      for (let t = 0; t < 4; t++) {
        const target = (i + t) * width
        for (let j = i + t; j < width; j++) {
          gram[target + j] = (gram[target + j] ?? 0) + (strip[t * width + j - from] ?? 0)
        }
      }
    }
  }
  return gram
}

/** Y := Y R^-1 with G = R'R, so that the columns of Y become orthonormal, or zero. */
async function orthonormalise(work: Workspace, y: Float32Array, rows: number, pacer: Pacer): Promise<void> {
  const gram = await computeGram(work, y, rows, pacer)
  if (pacer.isDue()) await pacer.pause()
  work.square.set(invertFactor(factorise(gram, work.width), work.width))
  await multiplyBySquare(work, y, rows, pacer)
}

/** Y := Y S in place, S = `work.square`; rows are padded to a multiple of 4. */
async function multiplyBySquare(work: Workspace, y: Float32Array, rows: number, pacer: Pacer): Promise<void> {
  const { kernels, width, strip, square } = work
  for (let row = 0; row < rows; row += 4) {
    if ((row & 63) === 0 && pacer.isDue()) await pacer.pause()
    kernels.strip({
      a: y,
      aOffset: row * width,
      aTile: width,
      aStep: 1,
      b: square,
      bOffset: 0,
      bStep: width,
      out: strip,
      outTile: width,
      count: width,
      width,
    })
    y.set(strip, row * width)
  }
}

/** Upper Cholesky factor of the upper half of `gram`; the row of a dependent column is zero. */
function factorise(gram: Float64Array, n: number): Float64Array {
  const r = new Float64Array(n * n)
  for (let i = 0; i < n; i++) {
    const own = gram[i * n + i] ?? 0
    const row = gram.slice(i * n, (i + 1) * n)
    for (let k = 0; k < i; k++) {
      const factor = r[k * n + i] ?? 0
      if (factor === 0) continue
      for (let j = i; j < n; j++) row[j] = (row[j] ?? 0) - factor * (r[k * n + j] ?? 0)
    }
    const pivot = row[i] ?? 0
    if (!(pivot > DEPENDENT * own)) continue
    const scale = 1 / Math.sqrt(pivot)
    for (let j = i; j < n; j++) r[i * n + j] = (row[j] ?? 0) * scale
  }
  return r
}

/** Inverse of an upper triangular matrix; the column of a zero pivot is zero. */
function invertFactor(r: Float64Array, n: number): Float64Array {
  const inverse = new Float64Array(n * n)
  for (let i = n - 1; i >= 0; i--) {
    const pivot = r[i * n + i] ?? 0
    if (pivot === 0) continue
    const scale = 1 / pivot
    const target = i * n
    for (let k = i + 1; k < n; k++) {
      const factor = (r[target + k] ?? 0) * scale
      if (factor === 0) continue
      for (let j = k; j < n; j++) {
        inverse[target + j] = (inverse[target + j] ?? 0) - factor * (inverse[k * n + j] ?? 0)
      }
    }
    inverse[target + i] = scale
  }
  return inverse
}

/** From B = A'Q in `work.long`: the eigenvectors E of B'B give the right vectors B E / s. */
async function extractRightVectors(
  work: Workspace,
  columns: number,
  sketch: number,
  wanted: number,
  pacer: Pacer,
): Promise<TruncatedSvd> {
  const { width } = work
  const gram = await computeGram(work, work.long, columns, pacer)
  const symmetric = new Float64Array(sketch * sketch)
  for (let i = 0; i < sketch; i++) {
    for (let j = 0; j < sketch; j++) {
      symmetric[i * sketch + j] = gram[Math.min(i, j) * width + Math.max(i, j)] ?? 0
    }
  }
  const { values, vectors } = decomposeSymmetric(symmetric, sketch)
  const all = Array.from(values, (value) => Math.sqrt(Math.max(value, 0)))
  const kept = all.slice(0, wanted).filter((value) => value > NOISE * (all[0] ?? 0))
  const rank = kept.length
  work.square.fill(0)
  for (let i = 0; i < sketch; i++) {
    for (let j = 0; j < rank; j++) {
      work.square[i * width + j] = (vectors[i * sketch + j] ?? 0) / (kept[j] ?? 1)
    }
  }
  await multiplyBySquare(work, work.long, columns, pacer)
  const rightVectors = new Float32Array(columns * rank)
  for (let c = 0; c < columns; c++) {
    rightVectors.set(work.long.subarray(c * width, c * width + rank), c * rank)
  }
  return { rank, rightVectors, singularValues: Float32Array.from(kept) }
}
