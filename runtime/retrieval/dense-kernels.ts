/**
 * The inner loops of the truncated SVD over one block of memory: in WebAssembly SIMD, or in plain JavaScript with the
 * same roundings in the same order, so that both give the same bits.
 */
import { denseKernel } from './kernels/compiled.ts'
import { createMemory, loadKernel } from './kernels/load.ts'

export interface DenseKernels {
  readonly kind: 'wasm' | 'plain'
  /** Zeroed memory that the kernels can reach. */
  floats(length: number): Float32Array
  ints(length: number): Int32Array
  /** out[j] = sum of values[i] * matrix[indices[i]][j] for i in [from, to); `width` floats a row, a multiple of 16. */
  gather(
    indices: Int32Array,
    values: Float32Array,
    from: number,
    to: number,
    matrix: Float32Array,
    width: number,
    out: Float32Array,
    outOffset: number,
  ): void
  /** out[t][j] = sum over k of a[aOffset + t * aTile + k * aStep] * b[bOffset + k * bStep + j], t = 0..3. */
  strip(strip: Strip): void
}

/** All positions and steps count floats; `width` is a multiple of 8. */
export interface Strip {
  readonly a: Float32Array
  readonly aOffset: number
  readonly aTile: number
  readonly aStep: number
  readonly b: Float32Array
  readonly bOffset: number
  readonly bStep: number
  /** 4 rows of `outTile` floats. */
  readonly out: Float32Array
  readonly outTile: number
  readonly count: number
  readonly width: number
}

/** @param floats how many floats and ints will be asked for at most, rounding of each to 16 included */
export function createDenseKernels(floats: number, kind: 'auto' | 'plain' = 'auto'): DenseKernels {
  if (kind === 'plain') return plainKernels
  const memory = createMemory(floats * 4)
  const exports = memory && loadKernel(denseKernel, memory)
  const gather = exports?.['gather']
  const strip = exports?.['strip']
  if (!memory || typeof gather !== 'function' || typeof strip !== 'function') return plainKernels
  let used = 0
  const take = (length: number): number => {
    const start = used
    used += Math.ceil(length / 16) * 64
    return start
  }
  return {
    kind: 'wasm',
    floats: (length) => new Float32Array(memory.buffer, take(length), length),
    ints: (length) => new Int32Array(memory.buffer, take(length), length),
    gather(indices, values, from, to, matrix, width, out, outOffset) {
      gather(
        indices.byteOffset + from * 4,
        values.byteOffset + from * 4,
        to - from,
        matrix.byteOffset,
        width * 4,
        out.byteOffset + outOffset * 4,
      )
    },
    strip(s) {
      strip(
        s.a.byteOffset + s.aOffset * 4,
        s.aTile * 4,
        s.aStep * 4,
        s.b.byteOffset + s.bOffset * 4,
        s.bStep * 4,
        s.out.byteOffset,
        s.outTile * 4,
        s.count,
        s.width * 4,
      )
    },
  }
}

const plainKernels: DenseKernels = {
  kind: 'plain',
  floats: (length) => new Float32Array(length),
  ints: (length) => new Int32Array(length),
  gather(indices, values, from, to, matrix, width, out, outOffset) {
    out.fill(0, outOffset, outOffset + width)
    for (let i = from; i < to; i++) {
      const value = values[i] ?? 0
      const row = (indices[i] ?? 0) * width
      for (let j = 0; j < width; j++) {
        out[outOffset + j] = Math.fround(
          (out[outOffset + j] ?? 0) + Math.fround(value * (matrix[row + j] ?? 0)),
        )
      }
    }
  },
  strip({ a, aOffset, aTile, aStep, b, bOffset, bStep, out, outTile, count, width }) {
    for (let t = 0; t < 4; t++) {
      const start = t * outTile
      out.fill(0, start, start + width)
      for (let k = 0; k < count; k++) {
        const factor = a[aOffset + t * aTile + k * aStep] ?? 0
        const row = bOffset + k * bStep
        for (let j = 0; j < width; j++) {
          out[start + j] = Math.fround((out[start + j] ?? 0) + Math.fround(factor * (b[row + j] ?? 0)))
        }
      }
    }
  },
}
