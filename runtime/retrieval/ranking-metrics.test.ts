import { describe, expect, it } from 'vitest'
import {
  computeAveragePrecision,
  computeNdcg,
  computeRecall,
  computeReciprocalRank,
  measureRankings,
} from './ranking-metrics.ts'

const gains = new Map([
  ['a', 3],
  ['b', 1],
  ['c', 0],
  ['d', 2],
  ['e', -1],
])

describe('ranking metrics', () => {
  it('computes nDCG with linear gains over the best possible ranking', () => {
    const ideal = 3 + 2 / Math.log2(3) + 1 / 2
    expect(computeNdcg(['a', 'd', 'b'], gains, 10)).toBeCloseTo(1, 12)
    expect(computeNdcg(['c', 'a', 'e', 'b'], gains, 10)).toBeCloseTo(
      (3 / Math.log2(3) + 1 / Math.log2(5)) / ideal,
      12,
    )
    expect(computeNdcg(['b', 'a'], gains, 1)).toBeCloseTo(1 / 3, 12)
    expect(computeNdcg([], gains, 10)).toBe(0)
  })

  it('computes average precision over all relevant documents', () => {
    expect(computeAveragePrecision(['x', 'a', 'y', 'b'], gains)).toBeCloseTo((1 / 2 + 2 / 4) / 3, 12)
  })

  it('computes the reciprocal rank of the first relevant document within the cut', () => {
    expect(computeReciprocalRank(['c', 'e', 'd'], gains, 10)).toBeCloseTo(1 / 3, 12)
    expect(computeReciprocalRank(['c', 'e', 'd'], gains, 2)).toBe(0)
  })

  it('computes recall', () => {
    expect(computeRecall(['a', 'c', 'b', 'd'], gains, 3)).toBeCloseTo(2 / 3, 12)
  })

  it('is 0, not undefined, where nothing is relevant', () => {
    const none = new Map([['a', 0]])
    for (const metric of [computeNdcg, computeReciprocalRank, computeRecall])
      expect(metric(['a'], none, 10)).toBe(0)
    expect(computeAveragePrecision(['a'], none)).toBe(0)
  })

  it('means over the queries that have a relevant document, a missing ranking being worth 0', () => {
    const judgements = new Map([
      ['q1', new Map([['a', 1]])],
      ['q2', new Map([['b', 1]])],
      ['q3', new Map([['c', 0]])],
    ])
    expect(measureRankings(new Map([['q1', ['a']]]), judgements)).toEqual({
      queries: 2,
      ndcg10: 0.5,
      map: 0.5,
      mrr10: 0.5,
      recall100: 0.5,
    })
  })
})
