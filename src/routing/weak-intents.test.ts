import { describe, expect, it } from 'vitest'
import type { IntentReport } from '../../runtime/core/wire/intents.ts'
import { countPredicted, findWeaknesses } from './weak-intents.ts'

const row = (intent: string, n: number, hits: number, predicted: number) => ({
  intent,
  n,
  precision: hits / predicted,
  recall: hits / n,
  f1: (2 * hits) / (n + predicted),
})

const report = (perIntent: IntentReport['perIntent'], confusions: IntentReport['confusions'] = []) => ({
  n: 200,
  folds: 5,
  accuracy: 0.9,
  macroF1: 0.9,
  ece: 0.02,
  logLoss: 0.3,
  temperature: 1,
  oos: null,
  perIntent,
  confusions,
  thresholds: [],
})

describe('weak intents', () => {
  it('are those whose interval lies below the accuracy of all, with what they are taken for', () => {
    const found = findWeaknesses(
      report(
        [row('refund', 60, 30, 32), row('change', 60, 57, 90), row('complaint', 60, 56, 58)],
        [
          { actual: 'refund', predicted: 'change', n: 25 },
          { actual: 'refund', predicted: 'complaint', n: 5 },
        ],
      ),
    )
    expect(Object.fromEntries(found)).toEqual({
      refund: [{ kind: 'missed', other: 'change' }],
      change: [{ kind: 'claimed', other: 'refund' }],
    })
  })

  it('do not include one that a handful of utterances makes look bad', () => {
    expect(findWeaknesses(report([row('luggage', 12, 9, 9)])).size).toBe(0)
  })

  it('include those with too few utterances, whatever their score', () => {
    expect(Object.fromEntries(findWeaknesses(report([row('luggage', 4, 4, 4)])))).toEqual({
      luggage: [{ kind: 'few', n: 4 }],
    })
  })
})

it('finds how often an intent was predicted', () => {
  expect(countPredicted(row('a', 60, 57, 90))).toBe(90)
  expect(countPredicted({ precision: 0, recall: 0, n: 5 })).toBe(0)
})
