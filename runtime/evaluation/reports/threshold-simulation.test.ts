import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { adapterBank, chooseAdapter } from '../../../nodes/adapters/adapter-bank.ts'
import type { OpenBank } from '../../core/services/banks.ts'
import { estimateMean, estimateQuantile, estimateShare } from '../stats/estimate.ts'
import { quantile } from '../stats/quantile.ts'
import type { ArmResults, RoutingRule, SimulatedRequests, Thresholds } from './threshold-simulation.ts'
import { estimateOutcomes } from './threshold-estimates.ts'
import { createSimulation } from './threshold-simulation.ts'

const intents = ['refund', 'delay', 'luggage', 'unrouted']
const aliases = ['amounts', 'times'] as const

interface Request {
  readonly intent: string | null
  readonly confidence: number
  readonly margin: number
  readonly outOfScope: boolean
  /** By arm: base, amounts, times. */
  readonly quality: readonly (number | null)[]
  readonly latencyMs: readonly (number | null)[]
}

const share = fc.integer({ min: 0, max: 20 }).map((twentieth) => twentieth / 20)
const threeOf = (value: fc.Arbitrary<number>) =>
  fc.array(fc.option(value, { freq: 8 }), { minLength: 3, maxLength: 3 })
const requestsOf = fc.array(
  fc.record<Request>({
    intent: fc.constantFrom(...intents, null),
    confidence: share,
    margin: share,
    outOfScope: fc.boolean(),
    quality: threeOf(share),
    latencyMs: threeOf(fc.integer({ min: 1, max: 50 })),
  }),
  { maxLength: 40 },
)
const refundRule: RoutingRule = {
  routes: [{ intent: 'refund', alias: 'amounts' }],
  margin: 0,
  outOfScope: 'abstain',
  belowThreshold: 'base',
  defaultAlias: null,
}

const ruleOf = fc.record<RoutingRule>({
  routes: fc.constantFrom(
    [
      { intent: 'refund', alias: 'amounts' },
      { intent: 'delay', alias: 'times' },
      { intent: 'luggage', alias: 'not-run' },
      { intent: 'refund', alias: 'times' },
    ],
    [],
  ),
  margin: share,
  outOfScope: fc.constantFrom('abstain', 'ignore'),
  belowThreshold: fc.constantFrom('base', 'default-adapter', 'fallback'),
  defaultAlias: fc.constantFrom('times', null),
})
const thresholdsOf = fc.record<Thresholds>({
  threshold: share,
  byIntent: fc.dictionary(fc.constantFrom(...intents), share),
})

function toColumns(requests: readonly Request[]): SimulatedRequests {
  const arm = (at: number): ArmResults => ({
    quality: Float64Array.from(requests, ({ quality }) => quality[at] ?? NaN),
    latencyMs: Float64Array.from(requests, ({ latencyMs }) => latencyMs[at] ?? NaN),
  })
  return {
    intent: requests.map(({ intent }) => intent),
    confidence: Float64Array.from(requests, ({ confidence }) => confidence),
    margin: Float64Array.from(requests, ({ margin }) => margin),
    outOfScope: Uint8Array.from(requests, ({ outOfScope }) => Number(outOfScope)),
    arms: new Map<string | null, ArmResults>([
      [null, arm(0)],
      ['amounts', arm(1)],
      ['times', arm(2)],
    ]),
  }
}

/** Asks the bank node itself about every request, and takes what the arm of its choice gave. */
function byTheNode(requests: readonly Request[], rule: RoutingRule, { threshold, byIntent }: Thresholds) {
  const routes = rule.routes.map(({ intent, alias }, i) => ({
    id: `r${i}`,
    intent,
    alias,
    ...(Object.hasOwn(byIntent, intent) ? { threshold: byIntent[intent] } : {}),
  }))
  const { margin, outOfScope, belowThreshold } = rule
  const settings = adapterBank.config.parse({
    bank: 'b',
    routes,
    threshold,
    margin,
    outOfScope,
    belowThreshold,
  })
  const bank: Pick<OpenBank, 'routes' | 'defaultAlias'> = { routes: [], defaultAlias: rule.defaultAlias }
  const taken = requests.map(({ intent, confidence, margin: distance, outOfScope: isOutside, ...arms }) => {
    const value = { label: intent, confidence, margin: distance, outOfScope: isOutside }
    const { alias, outcome } = chooseAdapter(
      { ...value, runnerUp: null, top: [], model: 'm' },
      // The node's schema has checked it; its type is lost in the definition.
      settings as Parameters<typeof chooseAdapter>[1],
      bank as OpenBank,
    )
    const at = alias === null ? 0 : aliases.findIndex((one) => one === alias) + 1
    const isUnknown = outcome === 'fallback' || (alias !== null && at === 0)
    const numbers = arms.quality.filter((value) => value !== null)
    const quality = isUnknown ? null : (arms.quality[at] ?? null)
    return {
      isRouted: outcome === 'adapter',
      isUnknown,
      quality,
      regret: quality === null ? null : Math.max(...numbers) - quality,
      latencyMs: isUnknown ? null : (arms.latencyMs[at] ?? null),
    }
  })
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const quality = taken.flatMap((one) => one.quality ?? [])
  const times = taken.flatMap((one) => one.latencyMs ?? [])
  const routed = taken.filter(({ isRouted }) => isRouted).length
  return {
    n: requests.length,
    routed,
    coverage: routed / requests.length,
    quality: mean(quality),
    scored: quality.length,
    regret: mean(taken.flatMap(({ regret }) => regret ?? [])),
    p50Ms: quantile(times, 0.5) ?? NaN,
    p95Ms: quantile(times, 0.95) ?? NaN,
    p99Ms: quantile(times, 0.99) ?? NaN,
    timed: times.length,
    unknown: taken.filter(({ isUnknown }) => isUnknown).length,
  }
}

function expectSame(found: object, wanted: object): void {
  expect(Object.keys(found).sort()).toEqual(Object.keys(wanted).sort())
  for (const [key, value] of Object.entries(wanted)) {
    const other: unknown = Reflect.get(found, key)
    if (Number.isNaN(value)) expect(other, key).toBeNaN()
    else expect(other, key).toBeCloseTo(value, 10)
  }
}

describe('another threshold', () => {
  it('gives what the bank node would have done, request by request', () => {
    fc.assert(
      fc.property(
        requestsOf,
        ruleOf,
        fc.array(thresholdsOf, { minLength: 1, maxLength: 3 }),
        (requests, rule, many) => {
          const simulation = createSimulation(toColumns(requests), rule)
          for (const thresholds of many)
            expectSame(simulation.simulate(thresholds), byTheNode(requests, rule, thresholds))
        },
      ),
      { numRuns: 400 },
    )
  })

  it('gives the same in a curve as one at a time', () => {
    fc.assert(
      fc.property(requestsOf, ruleOf, thresholdsOf, (requests, rule, { byIntent }) => {
        const simulation = createSimulation(toColumns(requests), rule)
        const curve = simulation.curve(Float64Array.of(0, 0.5, 1), byIntent)
        ;[0, 0.5, 1].forEach((threshold, i) => {
          const { coverage, quality, regret } = simulation.simulate({ threshold, byIntent })
          expect([curve.coverage[i], curve.quality[i], curve.regret[i]]).toEqual([coverage, quality, regret])
        })
      }),
      { numRuns: 50 },
    )
  })

  it('has no mean where nothing that is left has a score, whatever sums leave of rounding', () => {
    const requests = [0.1, 0.2, 0.3].map((quality) => ({
      intent: 'refund',
      confidence: quality,
      margin: 1,
      outOfScope: false,
      quality: [quality, null, 1],
      latencyMs: [1, 1, 1],
    }))
    const { quality, regret } = createSimulation(toColumns(requests), refundRule).simulate({
      threshold: 0,
      byIntent: {},
    })
    expect([quality, regret]).toEqual([Number.NaN, Number.NaN])
  })

  it('has intervals around the same figures, of as many requests', () => {
    const near = (one: { value: number; n: number } | null, value: number, n: number) => {
      expect(one?.n ?? 0).toBe(n)
      if (one !== null) expect(one.value).toBeCloseTo(value, 10)
    }
    fc.assert(
      fc.property(requestsOf, ruleOf, thresholdsOf, (requests, rule, thresholds) => {
        const simulation = createSimulation(toColumns(requests), rule)
        const { coverage, quality, regret, p50Ms, p95Ms } = estimateOutcomes(simulation.outcomes(thresholds))
        const figures = simulation.simulate(thresholds)
        near(coverage, figures.coverage, figures.n)
        near(quality, figures.quality, figures.scored)
        near(regret, figures.regret, figures.scored)
        near(p50Ms, figures.p50Ms, figures.timed)
        near(p95Ms, figures.p95Ms, figures.timed)
      }),
      { numRuns: 100 },
    )
  })

  it('has the intervals of the table', () => {
    const requests = Array.from({ length: 60 }, (_, i) => ({
      intent: 'refund' as const,
      confidence: i / 60,
      margin: 1,
      outOfScope: false,
      quality: [0, Number(i % 3 > 0), 0.5] as [number, number, number],
      latencyMs: [1, i, 3] as [number, number, number],
    }))
    const outcomes = createSimulation(toColumns(requests), refundRule).outcomes({
      threshold: 0.5,
      byIntent: {},
    })
    const routed = requests.filter(({ confidence }) => confidence >= 0.5)
    const taken = requests.map(({ confidence, quality }) => quality[confidence >= 0.5 ? 1 : 0])
    const best = requests.map(({ quality }) => Math.max(...quality))
    const times = requests.map(({ confidence, latencyMs }) => latencyMs[confidence >= 0.5 ? 1 : 0])
    expect(estimateOutcomes(outcomes)).toEqual({
      coverage: estimateShare(routed.length, 60),
      quality: estimateMean(taken),
      regret: estimateMean(taken.map((value, i) => (best[i] ?? 0) - value)),
      p50Ms: estimateQuantile(times, 0.5),
      p95Ms: estimateQuantile(times, 0.95),
    })
  })

  it('never routes where the classifier gave no number', () => {
    const columns = toColumns([
      {
        intent: 'refund',
        confidence: NaN,
        margin: 1,
        outOfScope: false,
        quality: [0, 1, 1],
        latencyMs: [1, 2, 3],
      },
    ])
    expect(createSimulation(columns, refundRule).simulate({ threshold: 0, byIntent: {} })).toMatchObject({
      routed: 0,
      quality: 0,
      regret: 1,
    })
  })
})
