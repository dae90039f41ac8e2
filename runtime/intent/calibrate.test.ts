import { describe, expect, it } from 'vitest'
import { createRandom } from '../core/random.ts'
import { fitTemperature, logSoftmax } from './calibrate.ts'
import { computeEce } from './evaluate-intents.ts'

const classes = 4

/** Scores `sharpness` times those by whose softmax the labels were drawn. */
function drawScores(rows: number, sharpness: number, seed: number) {
  const random = createRandom(seed)
  const scores = new Float32Array(rows * classes)
  const labels = new Int32Array(rows)
  const logs = new Float32Array(classes)
  for (let row = 0; row < rows; row += 1) {
    const own = scores.subarray(row * classes, (row + 1) * classes)
    for (let k = 0; k < classes; k += 1) own[k] = 3 * (random.next() + random.next() - 1)
    logSoftmax(own, 1, logs)
    let left = random.next()
    while (left > Math.exp(logs[labels[row] ?? 0] ?? 0) && (labels[row] ?? 0) < classes - 1) {
      left -= Math.exp(logs[labels[row] ?? 0] ?? 0)
      labels[row] = (labels[row] ?? 0) + 1
    }
    for (let k = 0; k < classes; k += 1) own[k] = (own[k] ?? 0) * sharpness
  }
  return { scores, labels }
}

function eceAt(scores: Float32Array, labels: Int32Array, temperature: number): number {
  const logs = new Float32Array(classes)
  return computeEce(
    Array.from(labels, (actual, row) => {
      logSoftmax(scores.subarray(row * classes, (row + 1) * classes), temperature, logs)
      const predicted = logs.indexOf(Math.max(...logs))
      return { actual, predicted, confidence: Math.exp(logs[predicted] ?? 0) }
    }),
  )
}

describe('fitTemperature', () => {
  it.each([0.2, 1, 5])('finds the temperature that scores were sharpened by: %f', (sharpness) => {
    const { scores, labels } = drawScores(8_000, sharpness, 5)
    expect(fitTemperature(scores, labels, classes) / sharpness).toBeCloseTo(1, 1)
  })

  it('calibrates rows it was not fitted on', () => {
    const fitted = drawScores(4_000, 6, 1)
    const others = drawScores(4_000, 6, 2)
    const temperature = fitTemperature(fitted.scores, fitted.labels, classes)
    const [before, after] = [1, temperature].map((t) => eceAt(others.scores, others.labels, t))
    expect(before).toBeGreaterThan(0.1)
    expect(after).toBeLessThan(0.03)
  })
})

describe('logSoftmax', () => {
  it('gives probabilities that add up to 1, for scores of any size', () => {
    for (const scores of [
      [1, 2, 3, 4],
      [1e4, -1e4, 0, 1e4],
      [-500, -500, -500, -500],
    ]) {
      const out = new Float32Array(classes)
      logSoftmax(Float32Array.from(scores), 1, out)
      expect(out.map(Math.exp).reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5)
    }
  })
})
