import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { containment } from './containment.ts'
import { longestCommonRun } from './longest-common-run.ts'
import { longestCommonSubsequence } from './longest-common-subsequence.ts'
import type { Metric } from './metric-table.ts'
import { metricTable, scoreSample } from './metric-table.ts'
import { rougeL } from './rouge-l.ts'

const sample = { expected: {}, answer: undefined, intent: undefined, documents: undefined }

describe('the table of metrics', () => {
  it('scores only what a row is labelled for, each 0 to 1', () => {
    expect(scoreSample(sample)).toEqual({ scores: {}, faults: {} })
    const expected = { answers: ['票价的60%'], documentIds: ['a', 'b'], intent: 'refund' }
    const { scores, faults } = scoreSample({
      expected,
      answer: '票价的60%。',
      intent: 'refund',
      documents: ['x', 'x', 'a'],
    })
    expect(Object.keys(scores)).toEqual(metricTable.map(({ name }) => name))
    expect(scores).toMatchObject({ em: 1, f1: 1, cmrcEm: 1, cmrcF1: 1, rougeL: 1, containment: 1, intent: 1 })
    expect(scores).toMatchObject({ recall5: 0.5, recall10: 0.5, recall: 0.5, mrr: 0.5 })
    expect(faults).toEqual({})
  })

  it('measures CMRC on Chinese rows only', () => {
    expect(
      Object.keys(scoreSample({ ...sample, expected: { answers: ['60%'] }, answer: '60%' }).scores),
    ).toEqual(['em', 'f1', 'rougeL', 'containment'])
  })

  it('says why a labelled row has no score', () => {
    const expected = { answers: ['a'], documentIds: ['d'], intent: null }
    const { scores, faults } = scoreSample({ ...sample, expected })
    expect(new Set(Object.values(scores))).toEqual(new Set([null]))
    expect(faults).toMatchObject({
      em: 'METRIC_NO_TEXT',
      mrr: 'METRIC_NO_DOCUMENTS',
      intent: 'METRIC_NO_INTENT',
    })
    expect(Object.keys(faults)).toEqual(Object.keys(scores))
    const none = scoreSample({ ...sample, expected: { documentIds: [] }, documents: ['d'] })
    expect(none.scores['recall']).toBeNull()
    expect(none.faults['recall']).toBe('METRIC_NOTHING_RELEVANT')
  })

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('takes %d of a metric for no number', (value) => {
    const broken: Metric = { name: 'broken', needs: 'answers', isBinary: false, score: () => value }
    expect(scoreSample(sample, [broken])).toEqual({
      scores: { broken: null },
      faults: { broken: 'METRIC_NOT_A_NUMBER' },
    })
  })

  it('stays between 0 and 1 whatever the texts', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.array(fc.string({ unit: 'grapheme', maxLength: 60 }), { maxLength: 3 }),
        (answer, answers) => {
          const { scores } = scoreSample({ ...sample, expected: { answers }, answer })
          for (const value of Object.values(scores)) {
            expect(value).toBeGreaterThanOrEqual(0)
            expect(value).toBeLessThanOrEqual(1)
          }
        },
      ),
    )
  })
})

describe('containment', () => {
  it.each([
    ['You get 60% of the fare back.', ['60%'], 1],
    ['I know nothing of it', ['no'], 0],
    ['可以退票价的60%，三天内到账', ['票价的60%'], 1],
    ['', [], 1],
    ['something', [], 0],
    ['!', ['?'], 1],
    ['word', ['?'], 0],
  ])('of %j for %j is %d', (answer, accepted, expected) => {
    expect(containment(answer, accepted)).toBe(expected)
  })
})

describe('ROUGE-L', () => {
  it('compares what has neither Latin letters nor Chinese by character', () => {
    expect(rougeL('Москва', ['москва'])).toBe(1)
    expect(rougeL('', [])).toBe(1)
    expect(rougeL('x', [])).toBe(0)
  })
})

describe('common runs and subsequences', () => {
  const items = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 80 })

  it('are those that plain tables find', () => {
    fc.assert(
      fc.property(items, items, (a, b) => {
        expect(longestCommonSubsequence(a, b)).toBe(tableOf(a, b).subsequence)
        expect(longestCommonRun(a, b)).toBe(tableOf(a, b).run)
      }),
    )
  })

  it('take a text of a megabyte', () => {
    const long = Array.from({ length: 300_000 }, (_, i) => String((i * i) % 97))
    const short = long.slice(1_000, 1_200)
    expect(longestCommonRun(long, short)).toBe(200)
    expect(longestCommonSubsequence(long, short)).toBe(200)
  })
})

function tableOf(a: readonly string[], b: readonly string[]) {
  const runs = a.map(() => b.map(() => 0))
  const subsequences = a.map(() => b.map(() => 0))
  const at = (table: number[][], i: number, j: number) => table[i]?.[j] ?? 0
  a.forEach((x, i) =>
    b.forEach((y, j) => {
      const [runRow = [], subsequenceRow = []] = [runs[i], subsequences[i]]
      runRow[j] = x === y ? at(runs, i - 1, j - 1) + 1 : 0
      subsequenceRow[j] =
        x === y
          ? at(subsequences, i - 1, j - 1) + 1
          : Math.max(at(subsequences, i - 1, j), at(subsequences, i, j - 1))
    }),
  )
  return { run: Math.max(0, ...runs.flat()), subsequence: Math.max(0, ...subsequences.flat()) }
}
