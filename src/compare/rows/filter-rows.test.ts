import { describe, expect, it } from 'vitest'
import type { Cell } from '../../../runtime/core/wire/experiments.ts'
import { createFixture, scoresOf } from '../fixtures.ts'
import { createScoreTable, scoreRow, sortedTimes } from '../score-table.ts'
import { countDifferences, filterRows, flagRows, noRowFilter } from './filter-rows.ts'

const fixture = createFixture()
const table = createScoreTable(fixture.scores)
const [base, routed, oracle] = [0, 1, 2]
const flags = flagRows(table, [base, routed], 'f1')
const cellOf = (row: string, variant: string) =>
  fixture.cells.find((cell) => cell.row === row && cell.variant === variant)
const textOf = (row: number) => `${fixture.scores.rows[row]} asked`

describe('the scores of a row', () => {
  it('are those of its cells; an oracle has its best arm', () => {
    expect(scoreRow(table, 7, routed, 'f1').score).toBe(cellOf('q-7', 'routed')?.scores['f1'])
    const arms = fixture.cells.filter(({ row, variant }) => row === 'q-7' && variant === 'oracle')
    const best = Math.max(...arms.map(({ scores }) => scores['f1'] ?? 0))
    const { score, alias } = scoreRow(table, 7, oracle, 'f1')
    expect(score).toBe(best)
    expect(arms.find((cell) => cell.arm === alias)?.scores['f1']).toBe(best)
  })

  it('are zero where it failed, missing where it was not run, and no number in an unknown metric', () => {
    const cells = fixture.cells
      .filter(({ row, variant }) => row !== 'q-1' || variant !== 'base-only')
      .map((cell) =>
        cell.row === 'q-0' && cell.variant === 'routed' ? { ...cell, status: 'failed' as const } : cell,
      )
    const partial = createScoreTable(scoresOf(fixture.scores.rows, cells))
    expect(scoreRow(partial, 0, routed, 'f1')).toMatchObject({ state: 'failed', score: 0 })
    expect(scoreRow(partial, 1, base, 'f1').state).toBe('missing')
    expect(scoreRow(partial, 2, base, 'unknown').score).toBeNaN()
    expect(flagRows(partial, [base, routed], 'f1').failed[0]).toBe(1)
    expect(sortedTimes(partial, routed)).toHaveLength(fixture.scores.rows.length - 1)
  })
})

describe('rows worth a look', () => {
  it.each([
    ['score', ({ scores }: Cell) => scores['f1']],
    ['answer', ({ answer }: Cell) => answer],
    ['route', ({ alias, intent }: Cell) => `${alias} ${intent}`],
    ['documents', ({ documents }: Cell) => documents.join(' ')],
  ] as const)('are those on which variants differ in %s', (show, read) => {
    const said = (row: string, variant: string) => {
      const cell = cellOf(row, variant)
      return cell === undefined ? undefined : read(cell)
    }
    const expected = fixture.scores.rows.flatMap((row, at) =>
      said(row, 'base-only') === said(row, 'routed') ? [] : [at],
    )
    const found = filterRows(table, flags, { ...noRowFilter, show }, textOf)
    expect([...found]).toEqual(expected)
    expect(expected.length).toBeGreaterThan(0)
    expect(expected.length).toBeLessThan(table.rowCount)
    const any = filterRows(table, flags, { ...noRowFilter, show: 'any' }, textOf)
    expect([...any]).toEqual(expect.arrayContaining(expected))
    expect(countDifferences(flags)).toMatchObject({ [show]: expected.length, any: any.length })
  })

  it('are of one intent, and hold what is searched for', () => {
    const ofIntent = filterRows(table, flags, { ...noRowFilter, intent: 'luggage' }, textOf)
    expect([...ofIntent]).toEqual(fixture.scores.rows.flatMap((_, at) => (at % 4 === 2 ? [at] : [])))
    expect([...filterRows(table, flags, { ...noRowFilter, search: ' Q-11 ' }, textOf)]).toEqual([
      11, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119,
    ])
    expect(filterRows(table, flags, { ...noRowFilter, show: 'failed' }, textOf)).toHaveLength(0)
    expect(filterRows(table, flags, { ...noRowFilter, intent: 'gone' }, textOf)).toHaveLength(0)
  })
})
