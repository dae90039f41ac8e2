/** The inner loops of training: in WebAssembly SIMD, or in plain JavaScript with the same bits. */
import type { KernelMemory } from '../core/kernels/kernel-memory.ts'
import { createKernelMemory } from '../core/kernels/kernel-memory.ts'
import { loadKernel } from '../core/kernels/load.ts'
import { updateKernel } from './kernels/compiled.ts'

/** Entries of one text: features, and their values. */
export interface Entries {
  readonly indices: Int32Array
  readonly values: Float32Array
  readonly from: number
  readonly to: number
}

/** Arrays are those of the same memory; matrices have `width` floats a feature, a multiple of 16. */
export interface TrainingKernels extends KernelMemory {
  /** matrix[feature][k] += value × steps[k] for each entry. */
  addSteps(entries: Entries, matrix: Float32Array, width: number, steps: Float32Array): void
  /** For each entry a step of AdaGrad with the gradient value × gradients[k]. */
  adaGrad(
    entries: Entries,
    matrix: Float32Array,
    squares: Float32Array,
    width: number,
    gradients: Float32Array,
    rate: number,
  ): void
}

/** @param floats how many floats and ints will be asked for at most, rounding of each to 16 included */
export function createTrainingKernels(floats: number, kind: 'auto' | 'plain' = 'auto'): TrainingKernels {
  const memory = createKernelMemory(floats, kind)
  const kernels = memory.shared && loadKernel(updateKernel, memory.shared)
  const addSteps = kernels?.['addSteps']
  const adaGrad = kernels?.['adaGrad']
  if (typeof addSteps !== 'function' || typeof adaGrad !== 'function')
    return { ...createKernelMemory(0, 'plain'), addSteps: addStepsPlainly, adaGrad: adaGradPlainly }
  return {
    ...memory,
    addSteps({ indices, values, from, to }, matrix, width, steps) {
      addSteps(
        indices.byteOffset + from * 4,
        values.byteOffset + from * 4,
        to - from,
        matrix.byteOffset,
        width * 4,
        steps.byteOffset,
      )
    },
    adaGrad({ indices, values, from, to }, matrix, squares, width, gradients, rate) {
      adaGrad(
        indices.byteOffset + from * 4,
        values.byteOffset + from * 4,
        to - from,
        matrix.byteOffset,
        squares.byteOffset,
        width * 4,
        gradients.byteOffset,
        rate,
      )
    },
  }
}

function addStepsPlainly(
  { indices, values, from, to }: Entries,
  matrix: Float32Array,
  width: number,
  steps: Float32Array,
): void {
  const changed = positionsOfChange(steps)
  for (let i = from; i < to; i += 1) {
    const base = (indices[i] ?? 0) * width
    const value = values[i] ?? 0
    for (const k of changed)
      matrix[base + k] = Math.fround((matrix[base + k] ?? 0) + Math.fround(value * (steps[k] ?? 0)))
  }
}

function adaGradPlainly(
  { indices, values, from, to }: Entries,
  matrix: Float32Array,
  squares: Float32Array,
  width: number,
  gradients: Float32Array,
  rate: number,
): void {
  const { fround } = Math
  const changed = positionsOfChange(gradients)
  const rounded = fround(rate)
  for (let i = from; i < to; i += 1) {
    const base = (indices[i] ?? 0) * width
    const value = values[i] ?? 0
    for (const k of changed) {
      const gradient = fround((gradients[k] ?? 0) * value)
      const sum = fround((squares[base + k] ?? 0) + fround(gradient * gradient))
      squares[base + k] = sum
      const step = fround(fround(rounded * gradient) / fround(Math.sqrt(sum)))
      matrix[base + k] = fround((matrix[base + k] ?? 0) - step)
    }
  }
}

function positionsOfChange(changes: Float32Array): number[] {
  const positions: number[] = []
  for (let k = 0; k < changes.length; k += 1) if (changes[k] !== 0) positions.push(k)
  return positions
}
