import { describe, expect, it } from 'vitest'
import { fuseByReciprocalRank, fuseConvexly } from './fusion.ts'
import { selectByMarginalRelevance } from './mmr.ts'
import type { RankedRows } from './top-k.ts'

function ranking(entries: Readonly<Record<number, number>>): RankedRows {
  const pairs = Object.entries(entries).sort(([, a], [, b]) => b - a)
  return {
    rows: Int32Array.from(pairs, ([row]) => Number(row)),
    scores: Float32Array.from(pairs, ([, score]) => score),
  }
}

describe('convex fusion', () => {
  it('adds the scaled scores, and 0 for a list that lacks the passage', () => {
    const words = ranking({ 1: 30, 2: 20, 3: 10 })
    const meaning = ranking({ 3: 0.9, 4: 0.6, 1: 0.5 })
    const fused = fuseConvexly(
      [
        { ranking: words, weight: 0.75 },
        { ranking: meaning, weight: 0.25 },
      ],
      10,
    )
    expect([...fused.rows]).toEqual([1, 2, 3, 4])
    expect([...fused.scores].map((score) => Number(score.toFixed(4)))).toEqual([0.75, 0.375, 0.25, 0.0625])
  })

  it('counts every passage of a list with one score fully', () => {
    const fused = fuseConvexly([{ ranking: ranking({ 5: 2, 6: 2 }), weight: 0.5 }], 10)
    expect([...fused.scores]).toEqual([0.5, 0.5])
    expect([...fused.rows]).toEqual([5, 6])
  })

  it('gives nothing for empty lists', () => {
    expect(fuseConvexly([{ ranking: ranking({}), weight: 1 }], 10).rows).toHaveLength(0)
  })
})

describe('reciprocal rank fusion', () => {
  it('looks at ranks alone', () => {
    const fused = fuseByReciprocalRank(
      [
        { ranking: ranking({ 1: 1000, 2: 1 }), weight: 1 },
        { ranking: ranking({ 2: 0.2, 3: 0.1 }), weight: 1 },
      ],
      2,
    )
    expect([...fused.rows]).toEqual([2, 1])
    expect(fused.scores[0]).toBeCloseTo(1 / 61 + 1 / 62, 6)
  })
})

describe('maximal marginal relevance', () => {
  const similarity = (a: number, b: number): number => (Math.floor(a / 2) === Math.floor(b / 2) ? 1 : 0)

  it('keeps the order of relevance at share 1', () => {
    expect(selectByMarginalRelevance([1, 0.9, 0.8, 0.1], similarity, 1, 3)).toEqual([0, 1, 2])
  })

  it('passes over what repeats a passage that is taken', () => {
    expect(selectByMarginalRelevance([1, 0.9, 0.8, 0.1], similarity, 0.6, 3)).toEqual([0, 2, 1])
  })

  it('returns all there is when asked for more', () => {
    expect(selectByMarginalRelevance([1, 0.5], similarity, 0.5, 9)).toHaveLength(2)
    expect(selectByMarginalRelevance([], similarity, 0.5, 9)).toEqual([])
  })
})
