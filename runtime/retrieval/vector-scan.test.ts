import { describe, expect, it } from 'vitest'
import { createVectorScan } from './vector-scan.ts'
import type { VectorScanOptions } from './vector-scan.ts'

function createVectors(size: number, dimensions: number, seed: number): Float32Array {
  let state = seed
  const random = (): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296 - 0.5
  }
  const vectors = new Float32Array(size * dimensions)
  for (let r = 0; r < size; r++) {
    const row = vectors.subarray(r * dimensions, (r + 1) * dimensions)
    for (let i = 0; i < dimensions; i++) row[i] = random() + random() + random()
    const norm = Math.hypot(...row)
    for (let i = 0; i < dimensions; i++) row[i] = (row[i] ?? 0) / norm
  }
  return vectors
}

const variants: readonly (VectorScanOptions & { kind: string })[] = [
  { kind: 'wasm-f32', precision: 'f32' },
  { kind: 'wasm-i8', precision: 'i8' },
  { kind: 'plain-f32', kernels: 'plain' },
]

describe.each(variants)('the $kind scan', ({ kind, ...options }) => {
  it.each([1, 7, 16, 50, 128])('finds the nearest of 600 vectors of %i dimensions', (dimensions) => {
    const vectors = createVectors(600, dimensions, 1)
    const scan = createVectorScan(vectors.slice(), dimensions, options)
    expect(scan.kind).toBe(kind)
    const queries = createVectors(20, dimensions, 9)
    for (let q = 0; q < 20; q++) {
      const query = queries.slice(q * dimensions, (q + 1) * dimensions)
      const scores = Array.from({ length: 600 }, (_, r) =>
        query.reduce((sum, value, i) => sum + value * (vectors[r * dimensions + i] ?? 0), 0),
      )
      const best = scores.toSorted((a, b) => b - a).slice(0, 5)
      const found = scan.search(query, 5)
      found.scores.forEach((score, i) => {
        expect(score).toBeCloseTo(best[i] ?? 0, 5)
        expect(score).toBeCloseTo(scores[found.rows[i] ?? 0] ?? 0, 5)
      })
    }
  })

  it('keeps the vectors it was given', () => {
    const vectors = createVectors(10, 20, 3)
    expect(createVectorScan(vectors.slice(), 20, options).vectors).toEqual(vectors)
  })

  it('returns all there is when asked for more, equal ones in row order', () => {
    const scan = createVectorScan(Float32Array.from([1, 0, 1, 0, 0, 1]), 2, options)
    expect([...scan.search(Float32Array.from([1, 0]), 10).rows]).toEqual([0, 1, 2])
  })

  it('takes an empty collection and a vector of zeros', () => {
    expect(
      createVectorScan(new Float32Array(0), 8, options).search(new Float32Array(8), 3).rows,
    ).toHaveLength(0)
    const scan = createVectorScan(new Float32Array(16), 8, options)
    expect([...scan.search(new Float32Array(8), 1).scores]).toEqual([0])
  })
})
