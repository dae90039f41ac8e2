import { expect, it } from 'vitest'
import { fitScope, measureFamiliarity } from './scope.ts'

it('puts both signals on one scale, whatever their size', () => {
  const scores = Array.from({ length: 100 }, (_, i) => 1_000 + i)
  const known = Array.from({ length: 100 }, (_, i) => 0.9 + (i % 10) / 1_000)
  const { scope, familiarities } = fitScope({ scores, known })
  expect(familiarities.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0)
  const lowScore = measureFamiliarity(900, 0.9045, scope)
  const fewKnown = measureFamiliarity(1_049.5, 0.87, scope)
  expect(lowScore).toBeLessThan(scope.outOfScopeBelow)
  expect(fewKnown).toBeLessThan(scope.outOfScopeBelow)
  expect(familiarities.filter((value) => value < scope.outOfScopeBelow)).toHaveLength(5)
})

it('takes texts that are all alike, and none', () => {
  const { scope } = fitScope({ scores: [2, 2], known: [1, 1] })
  expect(measureFamiliarity(2, 1, scope)).toBe(0)
  expect(fitScope({ scores: [], known: [] }).familiarities).toEqual([])
})
