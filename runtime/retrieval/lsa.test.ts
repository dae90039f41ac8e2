import { describe, expect, it } from 'vitest'
import { createDenseKernels } from './dense-kernels.ts'
import { fitLsa } from './lsa.ts'
import { createPacer } from '../core/pacer.ts'
import { decomposeSymmetric } from './symmetric-eigen.ts'
import { TermMatrixBuilder } from './term-matrix.ts'
import { computeTruncatedSvd } from './truncated-svd.ts'
import type { SparseMatrix } from './truncated-svd.ts'
import { dotRow } from './vector-scan.ts'

function createRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 4_294_967_296
  }
}

function sparseOf(rows: readonly (readonly number[])[]): SparseMatrix {
  const entries = rows.map((row) => row.flatMap((value, column) => (value === 0 ? [] : [{ value, column }])))
  const rowStarts = new Uint32Array(rows.length + 1)
  entries.forEach((row, i) => (rowStarts[i + 1] = (rowStarts[i] ?? 0) + row.length))
  return {
    rows: rows.length,
    columns: rows[0]?.length ?? 0,
    rowStarts,
    indices: Int32Array.from(entries.flat(), ({ column }) => column),
    values: Float32Array.from(entries.flat(), ({ value }) => value),
  }
}

describe('decomposeSymmetric', () => {
  it('finds orthonormal vectors that rebuild the matrix', () => {
    const random = createRandom(3)
    for (const n of [0, 1, 2, 5, 40]) {
      const a = new Float64Array(n * n)
      for (let i = 0; i < n; i++) for (let j = 0; j <= i; j++) a[i * n + j] = a[j * n + i] = random() - 0.5
      const { values, vectors } = decomposeSymmetric(a, n)
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) {
          let rebuilt = 0
          let dot = 0
          for (let k = 0; k < n; k++) {
            rebuilt += (vectors[i * n + k] ?? 0) * (values[k] ?? 0) * (vectors[j * n + k] ?? 0)
            dot += (vectors[k * n + i] ?? 0) * (vectors[k * n + j] ?? 0)
          }
          expect(rebuilt).toBeCloseTo(a[i * n + j] ?? 0, 10)
          expect(dot).toBeCloseTo(i === j ? 1 : 0, 10)
        }
      }
      expect([...values]).toEqual([...values].sort((x, y) => y - x))
    }
  })

  it('takes a diagonal matrix and one with equal eigenvalues', () => {
    expect([...decomposeSymmetric(Float64Array.from([2, 0, 0, 5]), 2).values]).toEqual([5, 2])
    expect([...decomposeSymmetric(new Float64Array(9), 3).values]).toEqual([0, 0, 0])
  })
})

describe('computeTruncatedSvd', () => {
  const random = createRandom(11)
  const rows = Array.from({ length: 60 }, () =>
    Array.from({ length: 90 }, (_, column) => (random() < 0.2 ? random() / (1 + column / 10) : 0)),
  )
  const matrix = sparseOf(rows)

  it('finds the singular values that the full decomposition has', async () => {
    const gram = new Float64Array(60 * 60)
    rows.forEach((a, i) =>
      rows.forEach((b, j) => (gram[i * 60 + j] = a.reduce((sum, x, k) => sum + x * (b[k] ?? 0), 0))),
    )
    const exact = [...decomposeSymmetric(gram, 60).values].map((value) => Math.sqrt(Math.max(value, 0)))
    const { singularValues, rank } = await computeTruncatedSvd(matrix, { rank: 8, seed: 1 }, createPacer())
    expect(rank).toBe(8)
    singularValues.forEach((value, i) => {
      expect(Math.abs(value / (exact[i] ?? 1) - 1)).toBeLessThan(0.02)
    })
  })

  it('gives the same bits in WebAssembly and in plain JavaScript', async () => {
    expect(createDenseKernels(1_024).kind).toBe('wasm')
    const fast = await computeTruncatedSvd(matrix, { rank: 8, seed: 1 }, createPacer())
    const plain = await computeTruncatedSvd(matrix, { rank: 8, seed: 1, kernels: 'plain' }, createPacer())
    expect(fast).toEqual(plain)
  })

  it('keeps no more vectors than the matrix has directions', async () => {
    const repeated = sparseOf(
      Array.from({ length: 40 }, (_, i) => (i % 2 === 0 ? [1, 2, 0, 0] : [0, 0, 1, 0])),
    )
    const { rank, singularValues } = await computeTruncatedSvd(repeated, { rank: 4, seed: 1 }, createPacer())
    expect(rank).toBe(2)
    expect(singularValues[0]).toBeCloseTo(Math.sqrt(20 * 5), 4)
    expect(singularValues[1]).toBeCloseTo(Math.sqrt(20), 4)
  })

  it('returns nothing for an empty matrix', async () => {
    expect((await computeTruncatedSvd(sparseOf([]), { rank: 4, seed: 1 }, createPacer())).rank).toBe(0)
  })

  it('stops when it is cancelled', async () => {
    const signal = AbortSignal.abort(new Error('enough'))
    const pacer = { ...createPacer(signal), isDue: () => true }
    await expect(computeTruncatedSvd(matrix, { rank: 4, seed: 1 }, pacer)).rejects.toThrow('enough')
  })
})

describe('LSA', () => {
  function matrixOf(texts: readonly string[]) {
    const builder = new TermMatrixBuilder()
    for (const text of texts) builder.addRow(text.split(' '))
    return builder.finish()
  }

  const texts = [
    'car engine repair',
    'automobile engine repair',
    'car automobile garage',
    'garage repair engine',
    'bread flour oven',
    'cake flour oven',
    'bread cake bakery',
    'bakery oven flour',
  ]

  it('brings texts together that share no word but company', async () => {
    const fitted = await fitLsa(matrixOf(texts), { dimensions: 2 }, createPacer())
    if (!fitted) throw new Error('no model')
    const car = fitted.model.embed(['car'])
    const automobile = fitted.model.embed(['automobile'])
    const bread = fitted.model.embed(['bread'])
    if (!car || !automobile || !bread) throw new Error('a word is unknown')
    expect(dotRow(car, 0, automobile)).toBeGreaterThan(0.9)
    expect(dotRow(car, 0, bread)).toBeLessThan(0.1)
  })

  it('folds a new text in as it would have been fitted', async () => {
    const matrix = matrixOf(texts)
    const fitted = await fitLsa(matrix, { dimensions: 4 }, createPacer())
    if (!fitted) throw new Error('no model')
    const { model, vectors } = fitted
    const folded = model.embed(texts[3]?.split(' ') ?? [])
    expect(folded).toEqual(vectors.slice(3 * model.dimensions, 4 * model.dimensions))
  })

  it('knows nothing of a text without known words', async () => {
    const fitted = await fitLsa(matrixOf(texts), {}, createPacer())
    expect(fitted?.model.embed(['unknown'])).toBeUndefined()
  })

  it('gives up where texts share no words', async () => {
    expect(await fitLsa(matrixOf(['one', 'two', 'three']), {}, createPacer())).toBeUndefined()
    expect(await fitLsa(matrixOf([]), {}, createPacer())).toBeUndefined()
  })
})
