import { describe, expect, it } from 'vitest'
import { createRandom } from '../core/random.ts'
import type { TrainingKernels } from './training-kernels.ts'
import { createTrainingKernels } from './training-kernels.ts'

const width = 32
const features = 20

/** Runs both updates on the same random numbers. */
function updateRandomly(kernels: TrainingKernels) {
  const random = createRandom(3)
  const fill = (length: number, make: () => number) => {
    const array = kernels.floats(length)
    for (let i = 0; i < length; i += 1) array[i] = make()
    return array
  }
  const matrix = fill(features * width, () => random.next() - 0.5)
  const squares = fill(features * width, () => random.next() + 0.01)
  const changes = fill(width, () => (random.next() < 0.5 ? 0 : random.next() - 0.5))
  const values = fill(6, () => random.next())
  const indices = kernels.ints(6)
  indices.set([0, 3, 7, 7, 12, 19])
  const out = kernels.floats(width)
  const entries = { indices, values, from: 1, to: 6 }
  for (let i = 0; i < 20; i += 1) {
    kernels.addSteps(entries, matrix, width, changes)
    kernels.adaGrad(entries, matrix, squares, width, changes, 0.3)
  }
  kernels.gather(indices, values, 0, 6, matrix, width, out, 0)
  return { matrix: [...matrix], squares: [...squares], out: [...out] }
}

describe('the training kernels', () => {
  it('run in WebAssembly here', () => {
    expect(createTrainingKernels(64).kind).toBe('wasm')
  })

  it('give the same bits in WebAssembly and in plain JavaScript', () => {
    const floats = 2 * features * width + 10 * width
    expect(updateRandomly(createTrainingKernels(floats))).toEqual(
      updateRandomly(createTrainingKernels(floats, 'plain')),
    )
  })

  it('change the rows of the entries only, by value × step', () => {
    const kernels = createTrainingKernels(4 * width)
    const matrix = kernels.floats(2 * width)
    const steps = kernels.floats(width).fill(0.5)
    const indices = kernels.ints(1).fill(1)
    const values = kernels.floats(1).fill(4)
    kernels.addSteps({ indices, values, from: 0, to: 1 }, matrix, width, steps)
    expect([...matrix]).toEqual([...Array(width).fill(0), ...Array(width).fill(2)])
  })
})
