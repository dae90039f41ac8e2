import { describe, expect, it } from 'vitest'
import type { ExperimentScores } from '../../core/wire/experiments.ts'
import { requestsOfScores } from './simulate-scores.ts'
import type { RoutingRule } from './threshold-simulation.ts'
import { createSimulation } from './threshold-simulation.ts'

/** Row, variant, arm, status, f1, ms; confidence stands for the routed variant only. */
type Cell = readonly [
  row: number,
  variant: number,
  arm: number | null,
  status: number,
  f1: number | null,
  ms: number,
]

const variants = ['routed', 'oracle', 'base', 'amounts']

function toScores(cells: readonly Cell[], confidence: readonly number[]): ExperimentScores {
  const empty = cells.map(() => null)
  const routed = (value: (row: number) => number | null) =>
    cells.map(([row, variant]) => (variant === 0 ? value(row) : null))
  return {
    cells: cells.length,
    rows: confidence.map((_, row) => `r${row}`),
    slices: {},
    variants,
    arms: [null, 'amounts'],
    intents: ['refund'],
    reasons: [],
    aliases: [],
    outcomes: [],
    statuses: ['succeeded', 'failed', 'timed-out'],
    columns: {
      row: cells.map(([row]) => row),
      variant: cells.map(([, variant]) => variant),
      repetition: cells.map(() => 0),
      arm: cells.map(([, , arm]) => arm),
      status: cells.map(([, , , status]) => status),
      intent: routed(() => 0),
      confidence: routed((row) => confidence[row] ?? null),
      margin: routed(() => 0.5),
      reason: empty,
      outOfScope: routed((row) => Number(row === 2)),
      abstained: empty,
      alias: empty,
      outcome: empty,
      wallMs: cells.map(([, , , , , ms]) => ms),
      ttftMs: empty,
      nodeMs: cells.map(() => 0),
      queueMs: cells.map(() => 0),
      engineMs: cells.map(() => 0),
      loadMs: cells.map(() => 0),
      cost: cells.map(() => null),
      answer: cells.map(() => 0),
      documents: cells.map(() => 0),
    },
    scores: { f1: cells.map(([, , , , f1]) => f1) },
  }
}

const rule: RoutingRule = {
  routes: [{ intent: 'refund', alias: 'amounts' }],
  margin: 0,
  outOfScope: 'abstain',
  belowThreshold: 'base',
  defaultAlias: null,
}

/** On each of three rows the base model has 0.25 in 1 ms, the adapter 1 in 9 ms, but for the first row, where it fails. */
const rows = [0, 1, 2]
const routed = rows.map((row): Cell => [row, 0, null, 0, 0.5, 5])
const byOracle = rows.flatMap((row): Cell[] => [
  [row, 1, 0, 0, 0.25, 1],
  row === 0 ? [row, 1, 1, 1, null, 0.1] : [row, 1, 1, 0, 1, 9],
])
const byForce = byOracle.map(([row, , arm, ...rest]): Cell => [row, arm === 0 ? 2 : 3, null, ...rest])
const confidence = [0.9, 0.6, 0.99]

describe('stored results', () => {
  it.each([
    ['of an oracle', byOracle, { oracle: 'oracle' }],
    [
      'of variants forced to one arm each',
      byForce,
      {
        forced: new Map([
          [null, 'base'],
          ['amounts', 'amounts'],
        ]),
      },
    ],
  ])('%s answer for other thresholds', (_name, cells, arms) => {
    const scores = toScores([...routed, ...cells], confidence)
    const simulation = createSimulation(
      requestsOfScores(scores, { routed: 'routed', arms, metric: 'f1' }),
      rule,
    )
    const at = (threshold: number) => simulation.simulate({ threshold, byIntent: {} })
    // The third row is out of scope and stays with the base model; the first one's adapter failed and scores 0 without a time.
    expect(at(0.5)).toMatchObject({ n: 3, routed: 2, quality: 1.25 / 3, scored: 3, timed: 2, p50Ms: 5 })
    expect(at(0.8)).toMatchObject({ routed: 1, quality: 0.5 / 3, timed: 2, p50Ms: 1 })
    expect(at(0.95)).toMatchObject({ routed: 0, quality: 0.25, timed: 3, unknown: 0 })
    expect(at(0.95).regret).toBeCloseTo((0 + 0.75 + 0.75) / 3, 12)
  })

  it('of a row that the metric does not score stay out of its mean', () => {
    const unscored = [...routed, ...byOracle].map(([row, variant, arm, status, f1, ms]): Cell => [
      row,
      variant,
      arm,
      status,
      row === 0 ? null : f1,
      ms,
    ])
    const simulation = createSimulation(
      requestsOfScores(toScores(unscored, confidence), {
        routed: 'routed',
        arms: { oracle: 'oracle' },
        metric: 'f1',
      }),
      rule,
    )
    expect(simulation.simulate({ threshold: 0, byIntent: {} })).toMatchObject({ scored: 2, quality: 0.625 })
  })

  it('without the variants that are named answer with unknown', () => {
    const scores = toScores(routed, confidence)
    const requests = requestsOfScores(scores, { routed: 'routed', arms: { oracle: 'gone' }, metric: 'gone' })
    expect(createSimulation(requests, rule).simulate({ threshold: 0, byIntent: {} })).toMatchObject({
      n: 3,
      unknown: 3,
      quality: NaN,
      p50Ms: NaN,
    })
    expect(
      requestsOfScores(scores, { routed: 'gone', arms: { oracle: 'gone' }, metric: 'f1' }).intent,
    ).toEqual([])
  })
})
