import { describe, expect, it } from 'vitest'
import { createSimulation } from '../../../runtime/evaluation/reports/threshold-simulation.ts'
import { createFixture, fixtureDefinition } from '../fixtures.ts'
import { createScoreTable } from '../score-table.ts'
import { collectRequests, findRouted } from './stored-requests.ts'

const fixture = createFixture()
const { summary } = fixture
const manifest = summary.manifest
if (manifest === null) throw new Error('The fixture has a manifest.')
const rule = {
  routes: [
    { intent: 'refund', alias: 'amounts' },
    { intent: 'timetable', alias: 'times' },
  ],
  margin: 0,
  outOfScope: 'abstain',
  belowThreshold: 'base',
  defaultAlias: null,
} as const

describe('stored requests', () => {
  it('are found where a variant routes and an oracle ran every arm of the same pipeline', () => {
    const [routed, ...others] = findRouted(fixtureDefinition, manifest)
    expect(others).toEqual([])
    expect(routed?.variant.id).toBe('routed')
    expect(routed?.sources.map(({ id }) => id)).toEqual(['base-only', 'oracle'])
    expect(routed?.isComplete).toBe(true)
  })

  it('are incomplete where an adapter has not answered', () => {
    const some = fixtureDefinition.variants.filter(({ oracle }) => oracle === undefined)
    const [routed] = findRouted({ ...fixtureDefinition, variants: some }, manifest)
    expect(routed?.sources.map(({ id }) => id)).toEqual(['base-only'])
    expect(routed?.isComplete).toBe(false)
  })

  it('are not found where the arms were run with other settings', () => {
    const [base, routed, oracle] = fixtureDefinition.variants
    if (base === undefined || routed === undefined || oracle === undefined) throw new Error('Three variants.')
    const override = { node: 'retriever', path: 'config.limit', value: 1 }
    const others = { ...fixtureDefinition, variants: [routed, { ...oracle, overrides: [override] }] }
    expect(findRouted(others, manifest)[0]?.sources).toEqual([])
    const moved = { node: 'bank', path: 'config.threshold', value: 0.9 }
    const same = { ...fixtureDefinition, variants: [{ ...routed, overrides: [moved] }, oracle] }
    expect(findRouted(same, manifest)[0]?.sources).toHaveLength(1)
  })

  it('give at the threshold that was run the quality that was measured', () => {
    const [routed] = findRouted(fixtureDefinition, manifest)
    if (routed === undefined) throw new Error('One variant routes.')
    const requests = collectRequests(createScoreTable(fixture.scores), routed, 'f1')
    const simulation = createSimulation(requests, rule)
    const { quality, coverage } = simulation.simulate({ threshold: 0.5, byIntent: {} })
    const cells = fixture.cells.filter(({ variant }) => variant === 'routed')
    const mean = cells.reduce((sum, { scores }) => sum + (scores['f1'] ?? 0), 0) / cells.length
    expect(quality).toBeCloseTo(mean, 12)
    expect(coverage).toBe(cells.filter(({ alias }) => alias !== null).length / cells.length)
    const curve = simulation.curve(Float64Array.of(0, 0.5, 1), {})
    expect(curve.quality[1]).toBe(quality)
    expect(curve.coverage[0]).toBeGreaterThan(coverage)
    expect(curve.coverage[2]).toBe(0)
  })
})
