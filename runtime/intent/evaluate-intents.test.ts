import { describe, expect, it } from 'vitest'
import {
  bootstrapEce,
  computeAuroc,
  computeEce,
  thresholdCurve,
  scoreIntents,
  shareBelow,
} from './evaluate-intents.ts'

const row = (actual: number, predicted: number, confidence: number) => ({
  actual,
  predicted,
  confidence,
  actualProbability: actual === predicted ? confidence : 1 - confidence,
})

describe('scoreIntents', () => {
  it('counts by hand what a person would', () => {
    const scores = scoreIntents(
      [row(0, 0, 0.9), row(0, 1, 0.6), row(1, 1, 0.8), row(1, 1, 0.7), row(2, 1, 0.5)],
      ['a', 'b', 'c'],
    )
    expect(scores.accuracy).toBeCloseTo(0.6)
    expect(scores.perIntent).toEqual([
      { intent: 'a', n: 2, precision: 1, recall: 0.5, f1: expect.closeTo(2 / 3) },
      { intent: 'b', n: 2, precision: 0.5, recall: 1, f1: expect.closeTo(2 / 3) },
      { intent: 'c', n: 1, precision: 0, recall: 0, f1: 0 },
    ])
    expect(scores.macroF1).toBeCloseTo(4 / 9)
    expect(scores.confusions).toEqual([
      { actual: 'a', predicted: 'b', n: 1 },
      { actual: 'c', predicted: 'b', n: 1 },
    ])
  })

  it('is 0, not NaN, for no rows', () => {
    expect(scoreIntents([], ['a', 'b'])).toMatchObject({ n: 0, accuracy: 0, macroF1: 0, ece: 0, logLoss: 0 })
  })
})

describe('computeEce', () => {
  it('is the gap between confidence and accuracy', () => {
    const rows = Array.from({ length: 10 }, (_, i) => row(0, i < 6 ? 0 : 1, 0.9))
    expect(computeEce(rows)).toBeCloseTo(0.3)
    expect(computeEce(Array.from({ length: 10 }, (_, i) => row(0, i < 9 ? 0 : 1, 0.9)))).toBeCloseTo(0)
  })

  it('has a wider interval for fewer rows', () => {
    const rows = (n: number) => Array.from({ length: n }, (_, i) => row(0, i % 4 === 0 ? 1 : 0, 0.75))
    const width = ([low, high]: [number, number]) => high - low
    expect(width(bootstrapEce(rows(40), 1))).toBeGreaterThan(2 * width(bootstrapEce(rows(4_000), 1)))
  })
})

describe('computeAuroc', () => {
  it('is the share of pairs in order, ties counting half', () => {
    expect(computeAuroc([3, 2], [1, 0])).toBe(1)
    expect(computeAuroc([1], [1])).toBe(0.5)
    expect(computeAuroc([3, 1], [2])).toBe(0.5)
    expect(computeAuroc([0], [1, 2])).toBe(0)
  })
})

it('says which share clears a threshold, and how right it is', () => {
  const curve = thresholdCurve([row(0, 0, 0.9), row(0, 1, 0.4)])
  expect(curve.find(({ threshold }) => threshold === 0.5)).toEqual({
    threshold: 0.5,
    cleared: 0.5,
    accuracy: 1,
  })
  expect(curve.at(0)).toMatchObject({ cleared: 1, accuracy: 0.5 })
  expect(curve.at(-1)).toMatchObject({ cleared: 0, accuracy: null })
  expect(shareBelow([0.1, 0.2, 0.9], 0.2)).toBeCloseTo(1 / 3)
})
