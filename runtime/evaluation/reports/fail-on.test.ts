import { describe, expect, it } from 'vitest'
import { makeCell, makeExperiment, makeVariant } from '../../testing/experiment-cells.ts'
import { buildReport } from './build-report.ts'
import { checkGate } from './fail-on.ts'

const variants = ['base', 'routed', '4-bit'].map((id) => makeVariant({ id }))
const rows = Array.from({ length: 100 }, (_, i) => ({
  id: `r${i}`,
  expected: { answers: ['yes'], intent: i % 2 === 0 ? 'refund' : '退票' },
}))
const cells = rows.flatMap(({ id }, i) =>
  variants.map((variant, at) =>
    makeCell({
      variant: variant.id,
      row: id,
      wallMs: 10 * (at + 1) + i / 100,
      scores: { em: Number(i % 2 < at), f1: 0.5 + at / 4 },
    }),
  ),
)
const report = buildReport({ experiment: makeExperiment({ variants, rows: 100 }), rows, cells })

describe('a gate', () => {
  it.each([
    ['routed.f1.value < base.f1.value', false],
    ['routed.f1.value > base.f1.value', true],
    ['routed.f1.value < base.f1.value or routed.p95Ms.value > 20', true],
    ['routed.verdicts.em.outcome == "worse"', false],
    ['variants["4-bit"].em.low >= 0.9 and not (base.em.value > 0)', true],
    ['routed.slices.intent.退票.em.value == 0', true],
    ['routed.slices.intent.refund.verdict.outcome == "better"', true],
    ['routed.failed > 0 or routed.timedOut > 0', false],
    ['datasetRows < 200', true],
    ['routed.verdicts.f1.outcome matches "^(better|undecided)$"', true],
  ])('%s fails: %s', async (expression, isFailed) => {
    expect((await checkGate(report, expression)).isFailed).toBe(isFailed)
  })

  it('tells which figures it looked at', async () => {
    expect((await checkGate(report, 'routed.f1.value < base.f1.value')).figures).toEqual([
      { path: 'routed.f1.value', value: 0.75 },
      { path: 'base.f1.value', value: 0.5 },
    ])
  })

  it.each([
    [
      'router.f1.value < 1',
      'GATE_UNKNOWN_NAME',
      { path: 'router', names: expect.stringMatching(/^base, routed, /) },
    ],
    [
      'routed.rouge.value < 1',
      'GATE_UNKNOWN_NAME',
      { path: 'routed.rouge', names: expect.stringContaining('p95Ms') },
    ],
    // The right side is looked at though the left one decides.
    ['routed.n > 0 or routed.rouge.value < 1', 'GATE_UNKNOWN_NAME', { path: 'routed.rouge' }],
    ['routed.f1.constructor == 1', 'GATE_UNKNOWN_NAME', { names: 'value, low, high, n' }],
    ['routed.f1.value.x == 1', 'GATE_UNKNOWN_NAME', { names: '–' }],
    ['routed.f1 < 0.5', 'GATE_NOT_A_FIGURE', { path: 'routed.f1', names: 'value, low, high, n' }],
    ['routed.regret.value > 0.1', 'GATE_NO_FIGURE', { path: 'routed.regret' }],
    ['routed.p99Ms.high > 100', 'GATE_NO_FIGURE', { path: 'routed.p99Ms.high' }],
    ['routed.f1.value < "0.9"', 'GATE_UNLIKE', { left: 'routed.f1.value', right: '"0.9"' }],
    ['not (1 > 2)', 'GATE_NAMES_NOTHING', {}],
    ['routed.f1.value <', 'EXPRESSION_VALUE_MISSING', {}],
    ['routed.verdicts.f1.outcome matches "("', 'PATTERN_INVALID', {}],
  ])('%s is refused: %s', async (expression, code, params) => {
    await expect(checkGate(report, expression)).rejects.toMatchObject({ code, params })
  })

  it('decides nothing from a part of the rows', async () => {
    const partial = buildReport({
      experiment: makeExperiment({ variants, rows: 100 }),
      rows,
      cells: cells.slice(9),
    })
    await expect(checkGate(partial, 'routed.n > 0')).rejects.toMatchObject({ code: 'GATE_INCOMPLETE' })
  })
})
