/**
 * Exact nearest neighbours by scanning all vectors: in WebAssembly SIMD, or in plain JavaScript behind the same
 * interface. Large collections are scanned as 8-bit integers, a quarter of the memory, and the best candidates are
 * scored again in 32-bit floats.
 */
import { createMemory, loadKernel } from '../core/kernels/load.ts'
import { scanKernel } from './kernels/compiled.ts'
import type { RankedRows } from './top-k.ts'
import { TopRows } from './top-k.ts'

export interface VectorScan {
  /** Number of vectors. */
  readonly size: number
  readonly dimensions: number
  readonly kind: 'wasm-f32' | 'wasm-i8' | 'plain-f32'
  /** The vectors, row after row, `dimensions` floats each. */
  readonly vectors: Float32Array
  /** The `limit` rows with the greatest dot product with `query`, best first; equal ones in row order. */
  search(query: Float32Array, limit: number): RankedRows
}

export interface VectorScanOptions {
  /** @default 'f32' below 20,000 vectors, 'i8' from there on */
  readonly precision?: 'f32' | 'i8'
  readonly kernels?: 'auto' | 'plain'
}

/** From here on memory traffic, not arithmetic, decides, and a quarter of the bytes is more than twice as fast. */
const LARGE_COLLECTION = 20_000
/** 8-bit candidates for each row wanted, and at least that many: found to lose no neighbour among a million. */
const CANDIDATES_PER_ROW = 4
const MIN_CANDIDATES = 40
const LANES = 16

/** @param vectors unit vectors, row after row; kept, not copied, and not to be changed */
export function createVectorScan(
  vectors: Float32Array,
  dimensions: number,
  options: VectorScanOptions = {},
): VectorScan {
  const size = dimensions === 0 ? 0 : vectors.length / dimensions
  const precision = options.precision ?? (size < LARGE_COLLECTION ? 'f32' : 'i8')
  const scan =
    options.kernels === 'plain' || size === 0
      ? undefined
      : precision === 'f32'
        ? createF32Scan(vectors, size, dimensions)
        : createI8Scan(vectors, size, dimensions)
  return scan ?? createPlainScan(vectors, size, dimensions)
}

type ScanFunction = (query: number, rows: number, count: number, bytes: number, out: number) => void

function loadScan(name: 'dotF32' | 'dotI8', memory: WebAssembly.Memory): ScanFunction | undefined {
  const found = loadKernel(scanKernel, memory)?.[name]
  return typeof found === 'function' ? (found as ScanFunction) : undefined
}

function roundUp(value: number, step: number): number {
  return Math.ceil(value / step) * step
}

function createF32Scan(vectors: Float32Array, size: number, dimensions: number): VectorScan | undefined {
  const padded = roundUp(dimensions, LANES)
  const scoresAt = padded * 4
  const rowsAt = scoresAt + roundUp(size * 4, 64)
  const memory = createMemory(rowsAt + size * padded * 4)
  const scan = memory && loadScan('dotF32', memory)
  if (!memory || !scan) return undefined
  const rows = new Float32Array(memory.buffer, rowsAt, size * padded)
  if (padded === dimensions) rows.set(vectors)
  else {
    for (let r = 0; r < size; r++) {
      rows.set(vectors.subarray(r * dimensions, (r + 1) * dimensions), r * padded)
    }
  }
  const queryCell = new Float32Array(memory.buffer, 0, dimensions)
  const scores = new Float32Array(memory.buffer, scoresAt, size)
  return {
    size,
    dimensions,
    kind: 'wasm-f32',
    // Where the kernel's copy has no gaps it is the only one.
    vectors: padded === dimensions ? rows : vectors,
    search(query, limit) {
      queryCell.set(query)
      scan(0, rowsAt, size, padded * 4, scoresAt)
      return rankScores(scores, limit)
    },
  }
}

function rankScores(scores: Float32Array, limit: number): RankedRows {
  const top = new TopRows(Math.min(limit, scores.length))
  for (let row = 0; row < scores.length; row++) {
    const score = scores[row] ?? 0
    if (score > top.threshold) top.offer(row, score)
  }
  return top.toRanked()
}

function createI8Scan(vectors: Float32Array, size: number, dimensions: number): VectorScan | undefined {
  const padded = roundUp(dimensions, LANES)
  const scoresAt = padded * 2
  const rowsAt = scoresAt + roundUp(size * 4, 64)
  const memory = createMemory(rowsAt + size * padded)
  const scan = memory && loadScan('dotI8', memory)
  if (!memory || !scan) return undefined
  const rows = new Int8Array(memory.buffer, rowsAt, size * padded)
  const scales = new Float32Array(size)
  for (let r = 0; r < size; r++) {
    scales[r] = quantise(vectors, r * dimensions, dimensions, rows, r * padded)
  }
  const queryCell = new Int16Array(memory.buffer, 0, dimensions)
  const dots = new Int32Array(memory.buffer, scoresAt, size)
  return {
    size,
    dimensions,
    kind: 'wasm-i8',
    vectors,
    search(query, limit) {
      quantise(query, 0, dimensions, queryCell, 0)
      scan(0, rowsAt, size, padded, scoresAt)
      const candidates = new TopRows(Math.min(Math.max(MIN_CANDIDATES, limit * CANDIDATES_PER_ROW), size))
      for (let row = 0; row < size; row++) {
        const score = (dots[row] ?? 0) * (scales[row] ?? 0)
        if (score > candidates.threshold) candidates.offer(row, score)
      }
      return rescore(vectors, dimensions, query, candidates.toRanked().rows, limit)
    },
  }
}

/**
 * Writes `count` floats from `from` on as integers of at most 127 and returns what one step is worth.
 * One flat loop: a view for every row would cost more than the rounding.
 */
export function quantise(
  floats: Float32Array,
  from: number,
  count: number,
  out: Int8Array | Int16Array,
  offset: number,
): number {
  let largest = 0
  for (let i = 0; i < count; i++) {
    const size = Math.abs(floats[from + i] ?? 0)
    if (size > largest) largest = size
  }
  if (largest === 0) {
    out.fill(0, offset, offset + count)
    return 0
  }
  const factor = 127 / largest
  for (let i = 0; i < count; i++) {
    const scaled = (floats[from + i] ?? 0) * factor
    // The store into an integer array cuts towards zero.
    out[offset + i] = scaled > 0 ? scaled + 0.5 : scaled - 0.5
  }
  return largest / 127
}

function rescore(
  vectors: Float32Array,
  dimensions: number,
  query: Float32Array,
  rows: Int32Array,
  limit: number,
): RankedRows {
  const top = new TopRows(Math.min(limit, rows.length))
  for (const row of rows) top.offer(row, dotRow(vectors, row * dimensions, query))
  return top.toRanked()
}

function createPlainScan(vectors: Float32Array, size: number, dimensions: number): VectorScan {
  return {
    size,
    dimensions,
    kind: 'plain-f32',
    vectors,
    search(query, limit) {
      const top = new TopRows(Math.min(limit, size))
      for (let row = 0; row < size; row++) {
        const score = dotRow(vectors, row * dimensions, query)
        if (score > top.threshold) top.offer(row, score)
      }
      return top.toRanked()
    },
  }
}

/** The dot product as a 32-bit float; four sums, so that additions need not wait for one another. */
export function dotRow(vectors: Float32Array, offset: number, query: Float32Array): number {
  const { length } = query
  let a = 0
  let b = 0
  let c = 0
  let d = 0
  let i = 0
  for (; i + 3 < length; i += 4) {
    a += (query[i] ?? 0) * (vectors[offset + i] ?? 0)
    b += (query[i + 1] ?? 0) * (vectors[offset + i + 1] ?? 0)
    c += (query[i + 2] ?? 0) * (vectors[offset + i + 2] ?? 0)
    d += (query[i + 3] ?? 0) * (vectors[offset + i + 3] ?? 0)
  }
  for (; i < length; i++) a += (query[i] ?? 0) * (vectors[offset + i] ?? 0)
  return Math.fround(a + b + c + d)
}
