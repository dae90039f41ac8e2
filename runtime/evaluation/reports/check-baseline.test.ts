import { describe, expect, it } from 'vitest'
import { makeCell, makeExperiment, makeVariant } from '../../testing/experiment-cells.ts'
import { buildReport } from './build-report.ts'

const ids = ['base', 'routed', 'short']
const rows = Array.from({ length: 40 }, (_, i) => ({
  id: `r${i}`,
  expected: { answers: ['yes'], intent: i % 2 === 0 ? 'refund' : 'luggage' },
}))

/** @param missing by variant how many of its cells are not there yet */
function report(missing: Readonly<Record<string, number>>, baseline?: string) {
  return buildReport({
    experiment: makeExperiment({
      variants: ids.map((id) => makeVariant({ id, name: id.toUpperCase() })),
      rows: rows.length,
    }),
    rows,
    cells: ids.flatMap((variant) =>
      rows
        .slice(0, rows.length - (missing[variant] ?? 0))
        .map(({ id }) => makeCell({ variant, row: id, scores: { em: 1, f1: 1 } })),
    ),
    ...(baseline === undefined ? {} : { baseline }),
  })
}

type Made = ReturnType<typeof report>

const compared = ({ variants }: Made) =>
  variants.flatMap(({ id, verdicts }) => (verdicts.length > 0 ? [id] : []))
const comparedInSlices = ({ variants }: Made) =>
  variants.flatMap(({ id, slices }) =>
    Object.values(slices['intent'] ?? {}).some(({ verdict }) => verdict !== null) ? [id] : [],
  )

describe('a baseline', () => {
  it('is that of the definition, or any other variant that is complete', () => {
    expect(compared(report({}))).toEqual(['routed', 'short'])
    const other = report({}, 'routed')
    expect(compared(other)).toEqual(['base', 'short'])
    expect(other.variants.map(({ isBaseline }) => isBaseline)).toEqual([false, true, false])
    // What was planned stays what it was.
    expect(other.experiment.definition.baseline).toBe('base')
  })

  it('is refused while cells of it are missing, and where there is no such variant', () => {
    expect(() => report({ short: 3 }, 'short')).toThrow(
      expect.objectContaining({
        code: 'BASELINE_PARTIAL',
        params: { variant: 'SHORT', done: 37, total: 40 },
      }),
    )
    expect(() => report({}, 'gone')).toThrow(
      expect.objectContaining({
        code: 'BASELINE_UNKNOWN',
        params: { baseline: 'gone', variants: 'base, routed, short' },
      }),
    )
  })

  it('has nothing compared with it while it is partial, and what is partial is compared with nothing', () => {
    const partialBase = report({ base: 1 })
    expect([compared(partialBase), comparedInSlices(partialBase)]).toEqual([[], []])
    const partialVariant = report({ short: 3 })
    expect([compared(partialVariant), comparedInSlices(partialVariant)]).toEqual([['routed'], ['routed']])
    expect(partialVariant.variants.map(({ cells }) => cells.done)).toEqual([40, 40, 37])
    expect(compared(report({ base: 1 }, 'routed'))).toEqual(['short'])
  })
})
