import { expect, it } from 'vitest'
import { quantiseRows, restoreRows } from './quantise.ts'

it('keeps each weight to half a step of its row, and restores the same twice', () => {
  const matrix = Float32Array.of(0.5, -1, 0.004, 0, 0, 0, 300, -0.1, 12)
  const restored = restoreRows(quantiseRows(matrix, 3))
  const steps = [1, 1, 1, 0, 0, 0, 300, 300, 300].map((largest) => largest / 127)
  restored.forEach((value, i) =>
    expect(Math.abs(value - (matrix[i] ?? 0))).toBeLessThanOrEqual((steps[i] ?? 0) / 2 + 1e-6),
  )
  expect(restored[1]).toBe(-1)
  expect(restoreRows(quantiseRows(restored, 3))).toEqual(restored)
})
