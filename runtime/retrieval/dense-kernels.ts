/**
 * The inner loops of the truncated SVD over one block of memory: in WebAssembly SIMD, or in plain JavaScript with the
 * same roundings in the same order, so that both give the same bits.
 */
import type { KernelMemory } from '../core/kernels/kernel-memory.ts'
import { createKernelMemory } from '../core/kernels/kernel-memory.ts'
import { loadKernel } from '../core/kernels/load.ts'
import { denseKernel } from './kernels/compiled.ts'

export interface DenseKernels extends KernelMemory {
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
  const memory = createKernelMemory(floats, kind)
  const strip = memory.shared && loadKernel(denseKernel, memory.shared)?.['strip']
  if (typeof strip !== 'function') return { ...createKernelMemory(0, 'plain'), strip: plainStrip }
  return {
    ...memory,
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

function plainStrip({
  a,
  aOffset,
  aTile,
  aStep,
  b,
  bOffset,
  bStep,
  out,
  outTile,
  count,
  width,
}: Strip): void {
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
}
