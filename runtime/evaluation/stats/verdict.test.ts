import { describe, expect, it } from 'vitest'
import { verdictSchema } from '../../core/wire/experiments.ts'
import { createRandom } from '../../core/random.ts'
import { compareVariants, judge, pairByRow } from './verdict.ts'

const repeat = (n: number, valueOf: (i: number) => number) => Array.from({ length: n }, (_, i) => valueOf(i))
const byRow = (values: readonly number[]) => new Map(values.map((value, i) => [`row-${i}`, value]))

describe('a verdict', () => {
  it('on right and wrong answers is that of McNemar', () => {
    // 20 rows gained, 4 lost, of 100.
    const baseline = repeat(100, (i) => Number(i >= 20 && i < 70))
    const variant = repeat(100, (i) => Number(i < 66))
    const verdict = judge('em', { baseline, variant })
    expect(verdict).toMatchObject({ outcome: 'better', test: 'mcnemar', rowsToSettle: null })
    expect(verdict.effect).toMatchObject({ value: 0.16, n: 100 })
    expect(verdict.p).toBeCloseTo(0.00154, 4)
    expect(judge('em', { baseline: variant, variant: baseline }).outcome).toBe('worse')
    expect(verdictSchema.parse(verdict)).toEqual(verdict)
  })

  it('on graded answers is that of the permutation test', () => {
    const random = createRandom(3)
    const baseline = repeat(60, () => random.next() * 0.8)
    const verdict = judge('f1', { baseline, variant: baseline.map((value) => value + 0.2 * random.next()) })
    expect(verdict).toMatchObject({ outcome: 'better', test: 'permutation' })
    expect(verdict.effect.low).toBeGreaterThan(0)
  })

  it('on times is that of the bootstrap, and slower is worse', () => {
    const random = createRandom(3)
    const baseline = repeat(80, () => 10 + random.next())
    const slower = baseline.map((value) => value + 2 + random.next())
    expect(judge('p50Ms', { baseline, variant: slower })).toMatchObject({
      outcome: 'worse',
      test: 'bootstrap',
    })
    expect(judge('p95Ms', { baseline: slower, variant: baseline })).toMatchObject({ outcome: 'better' })
    expect(judge('p99Ms', { baseline, variant: slower })).toMatchObject({
      outcome: 'too-few',
      p: null,
      effect: { low: null, high: null, n: 80 },
    })
  })

  it('is too few below ten pairs, whatever they say', () => {
    for (const metric of ['em', 'f1', 'p50Ms'])
      for (const n of [0, 1, 9])
        expect(judge(metric, { baseline: repeat(n, () => 0), variant: repeat(n, () => 1) })).toMatchObject({
          outcome: 'too-few',
          p: null,
          pAdjusted: null,
          rowsToSettle: null,
          effect: { low: null, high: null, n },
        })
  })

  it('is undecided where nothing differs, and no number of rows would settle it', () => {
    const same = repeat(30, (i) => (i % 3) / 2)
    expect(judge('f1', { baseline: same, variant: same })).toMatchObject({
      outcome: 'undecided',
      p: 1,
      rowsToSettle: null,
      effect: { value: 0 },
    })
    expect(judge('f1', { baseline: same, variant: same }).effect.high).toBeGreaterThan(0)
  })

  it('that is undecided says how many rows more would settle it', () => {
    const baseline = repeat(40, (i) => Number(i % 2 === 0))
    const variant = repeat(40, (i) => Number(i % 2 === 0 || i < 4))
    const verdict = judge('em', { baseline, variant })
    expect(verdict.outcome).toBe('undecided')
    expect(verdict.rowsToSettle).toBeGreaterThan(50)
    expect(verdict.rowsToSettle).toBeLessThan(200)
  })

  it('refuses what is not a number', () => {
    expect(() => judge('f1', { baseline: [1, 0, 1, 0, 1], variant: [1, 0, 1, 0, Number.NaN] })).toThrow(
      expect.objectContaining({ code: 'STATISTIC_NOT_A_NUMBER' }),
    )
  })
})

describe('several variants', () => {
  it('are adjusted by Holm over those that have enough rows', () => {
    const random = createRandom(8)
    const baseline = byRow(repeat(40, () => random.next() * 0.5))
    const shifted = (by: number) =>
      new Map([...baseline].map(([row, value]) => [row, value + by + 0.2 * (random.next() - 0.5)]))
    const few = new Map([...baseline].slice(0, 3))
    const verdicts = compareVariants(
      'f1',
      baseline,
      new Map([
        ['a', shifted(0.3)],
        ['b', shifted(0.005)],
        ['few', few],
      ]),
    )
    const [a, b] = [verdicts.get('a'), verdicts.get('b')]
    expect(a?.pAdjusted).toBeCloseTo(2 * (a?.p ?? 0), 12)
    expect(b?.pAdjusted).toBe(b?.p)
    expect(verdicts.get('few')).toMatchObject({ outcome: 'too-few', pAdjusted: null })
    expect([a?.outcome, b?.outcome]).toEqual(['better', 'undecided'])
  })

  it('are compared over the rows that both have', () => {
    const pairs = pairByRow(
      new Map([
        ['x', 1],
        ['y', 2],
        ['z', 3],
      ]),
      new Map([
        ['z', 30],
        ['w', 0],
        ['x', 10],
      ]),
    )
    expect(pairs).toEqual({ baseline: [1, 3], variant: [10, 30] })
  })
})
