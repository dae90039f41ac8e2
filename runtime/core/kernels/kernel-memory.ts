/**
 * Memory that kernels work on, and the one kernel that several parts need: sums of weighted rows. In WebAssembly SIMD, or in
 * plain JavaScript with the same roundings in the same order, so that both give the same bits.
 */
import { gatherKernel } from './compiled.ts'
import { createMemory, loadKernel } from './load.ts'

export interface KernelMemory {
  readonly kind: 'wasm' | 'plain'
  /** What other kernels can be loaded over; undefined where all is plain. */
  readonly shared: WebAssembly.Memory | undefined
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
}

/** Floats of a row are a multiple of this. */
export const kernelLanes = 16

/** @param floats how many floats and ints will be asked for at most, rounding of each to 16 included */
export function createKernelMemory(floats: number, kind: 'auto' | 'plain' = 'auto'): KernelMemory {
  if (kind === 'plain') return plainMemory
  const memory = createMemory(floats * 4)
  const gather = memory && loadKernel(gatherKernel, memory)?.['gather']
  if (!memory || typeof gather !== 'function') return plainMemory
  let used = 0
  const take = (length: number): number => {
    const start = used
    used += Math.ceil(length / kernelLanes) * kernelLanes * 4
    return start
  }
  return {
    kind: 'wasm',
    shared: memory,
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
  }
}

const plainMemory: KernelMemory = {
  kind: 'plain',
  shared: undefined,
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
}
