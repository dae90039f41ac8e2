import { describe, expect, it } from 'vitest'
import type { Cell } from '../../core/wire/experiments.ts'
import { reportSchema } from '../../core/wire/experiments.ts'
import { makeCell, makeExperiment, makeVariant } from '../../testing/experiment-cells.ts'
import { buildReport, createReportBuilder } from './build-report.ts'
import type { ReportRow } from './report-input.ts'

const base = makeVariant({ id: 'base' })
const routed = makeVariant({ id: 'routed' })
const error = { code: 'UNEXPECTED', params: {}, message: 'It broke.' }
const failed = (cell: Parameters<typeof makeCell>[0]) =>
  makeCell({ status: 'failed', scores: {}, wallMs: 0.1, outputType: '', abstained: null, error, ...cell })

const rowsOf = (count: number, row: Partial<ReportRow> = {}): ReportRow[] =>
  Array.from({ length: count }, (_, i) => ({ id: `r${i}`, expected: { answers: ['yes'] }, ...row }))

const cellsOf = (rows: readonly ReportRow[], variant: string, change: (i: number) => Partial<Cell>): Cell[] =>
  rows.map(({ id }, i) => makeCell({ variant, row: id, ...change(i) }))

const report = (
  rows: readonly ReportRow[],
  cells: readonly Cell[],
  change: Partial<Parameters<typeof makeExperiment>[0]> = {},
) =>
  buildReport({
    experiment: makeExperiment({ variants: [base, routed], rows: rows.length, ...change }),
    rows,
    cells,
  })

const variantOf = (made: ReturnType<typeof report>, id: string) => {
  const found = made.variants.find((variant) => variant.id === id)
  if (found === undefined) throw new Error(`no variant ${id}`)
  return found
}
const codes = (made: ReturnType<typeof report>) => made.warnings.map(({ code }) => code)

describe('figures', () => {
  const rows = rowsOf(100)
  const cells = [
    ...cellsOf(rows, 'base', (i) => ({ wallMs: 10 + i, scores: { em: Number(i % 2 === 0), f1: 0.5 } })),
    ...cellsOf(rows, 'routed', (i) => ({
      wallMs: 20 + i,
      scores: { em: Number(i % 4 !== 0), f1: i / 100 },
      tokens: { input: 100, output: 10 },
      ttftMs: 5,
    })),
  ]
  const made = report(rows, cells)

  it('stand with n, interval, times and parts, in the form that travels', () => {
    expect(made.isComplete).toBe(true)
    const { quality, latencyMs, parts, tokens, ttftMs } = variantOf(made, 'routed')
    expect(quality['em']).toMatchObject({ value: 0.75, n: 100 })
    expect(quality['em']?.low).toBeCloseTo(0.6569, 3)
    expect(quality['f1']?.value).toBeCloseTo(0.495, 12)
    expect(latencyMs?.p50).toMatchObject({ value: 69.5, n: 100 })
    expect(parts).toEqual({ node: 6, queue: 0, engine: 4, load: 0 })
    expect(tokens).toEqual({ input: 100, output: 10 })
    expect(ttftMs?.p50.value).toBe(5)
    expect(variantOf(made, 'base')).toMatchObject({
      ttftMs: null,
      tokens: null,
      verdicts: [],
      isBaseline: true,
    })
    expect(reportSchema.parse(JSON.parse(JSON.stringify(made)))).toEqual(JSON.parse(JSON.stringify(made)))
  })

  it('do not depend on the order of the cells, nor on batches', () => {
    const builder = createReportBuilder({
      experiment: makeExperiment({ variants: [base, routed], rows: rows.length }),
      rows,
    })
    for (const cell of cells.toReversed()) builder.add(cell)
    expect(builder.finish()).toEqual(made)
  })

  it('are judged against the baseline, the primary metric first and latency last', () => {
    const { verdicts } = variantOf(made, 'routed')
    expect(verdicts.map(({ metric }) => metric)).toEqual(['f1', 'em', 'p50Ms', 'p95Ms'])
    expect(verdicts[1]).toMatchObject({ outcome: 'better', test: 'mcnemar', effect: { value: 0.25, n: 100 } })
    expect(verdicts[2]).toMatchObject({ outcome: 'worse', effect: { value: 10 } })
  })
})

describe('failing', () => {
  const rows = rowsOf(40)
  const right = { scores: { em: 1, f1: 1 } }
  const wrong = { scores: { em: 0, f1: 0 } }

  it('on the hard rows raises no mean and wins no comparison', () => {
    // Both answer the first half; the base model is wrong on the rest, where the other one fails fast.
    const cells = rows.flatMap(({ id }, i) => [
      makeCell({ variant: 'base', row: id, ...(i < 20 ? right : wrong) }),
      i < 20 ? makeCell({ variant: 'routed', row: id, ...right }) : failed({ variant: 'routed', row: id }),
    ])
    const made = report(rows, cells)
    const { quality, latencyMs, verdicts, n } = variantOf(made, 'routed')
    expect(quality['em']).toMatchObject({ value: 0.5, n: 40 })
    expect(n).toBe(40)
    expect(variantOf(made, 'routed').failed).toBe(20)
    expect(latencyMs?.p50).toMatchObject({ value: 10, n: 20 })
    expect(verdicts.every(({ outcome }) => outcome !== 'better')).toBe(true)
    expect(made.warnings).toContainEqual(
      expect.objectContaining({
        code: 'REPORT_FAILED_CELLS',
        params: { variant: 'routed', failed: 20, timedOut: 0, code: 'UNEXPECTED' },
      }),
    )
  })

  it('counts the time until a cell was stopped, as a lower bound', () => {
    const cells = rows.flatMap(({ id }) => [
      makeCell({ variant: 'base', row: id, ...right }),
      makeCell({ variant: 'routed', row: id, status: 'timed-out', wallMs: 500 }),
    ])
    const { latencyMs, timedOut, quality } = variantOf(report(rows, cells), 'routed')
    expect(latencyMs?.p50).toMatchObject({ value: 500, n: 40 })
    expect(timedOut).toBe(40)
    expect(quality['em']?.value).toBe(0)
  })

  it('on a row where all fail scores 0 for all of them', () => {
    const cells = rows.flatMap(({ id }, i) =>
      ['base', 'routed'].map((variant) =>
        i === 0 ? failed({ variant, row: id }) : makeCell({ variant, row: id, ...right }),
      ),
    )
    const made = report(rows, cells)
    for (const id of ['base', 'routed']) {
      expect(variantOf(made, id).quality['em']).toMatchObject({ value: 39 / 40, n: 40 })
      expect(variantOf(made, id).quality['cmrcEm']).toBeUndefined()
    }
  })

  it('gives a variant no score in a metric that it never has a number for', () => {
    const cells = rows.flatMap(({ id }, i) => [
      i === 0
        ? failed({ variant: 'base', row: id })
        : makeCell({
            variant: 'base',
            row: id,
            scores: { em: 1, f1: 1, intent: null },
            scoreFaults: { intent: 'METRIC_NO_INTENT' },
          }),
      makeCell({ variant: 'routed', row: id, scores: { em: 1, f1: 1, intent: 1 } }),
    ])
    const made = report(rows, cells)
    expect(variantOf(made, 'base').quality['intent']).toBeUndefined()
    expect(variantOf(made, 'base').unscored).toEqual({ intent: 39 })
    expect(codes(made)).not.toContain('REPORT_UNSCORED')
  })
})

describe('repetitions', () => {
  it('are averaged by row, so that a row counts once', () => {
    const rows = rowsOf(10)
    const cells = rows.flatMap(({ id }) =>
      [0, 1].flatMap((repetition) =>
        ['base', 'routed'].map((variant) =>
          makeCell({
            variant,
            row: id,
            repetition,
            wallMs: 10 + 4 * repetition,
            scores: { em: repetition, f1: repetition },
          }),
        ),
      ),
    )
    const made = report(rows, cells, { definition: { repetitions: 2 } })
    const { n, quality, latencyMs } = variantOf(made, 'routed')
    expect({ n, em: quality['em'], p50: latencyMs?.p50.value }).toMatchObject({
      n: 10,
      em: { value: 0.5, n: 10 },
      p50: 12,
    })
  })
})

describe('an oracle', () => {
  const rows = rowsOf(30)
  const oracle = makeVariant({ id: 'oracle', oracle: 'bank' })
  const arms = [null, 'amounts', 'times']
  const scoreOf = (row: number, arm: string | null) =>
    arm === null ? 0.4 : (arm === 'amounts') === (row % 2 === 0) ? 1 : 0
  const cells = rows.flatMap(({ id }, i) => [
    makeCell({ variant: 'base', row: id, scores: { em: 0, f1: 0.4 } }),
    ...arms.map((arm) =>
      makeCell({
        variant: 'oracle',
        row: id,
        arm,
        wallMs: arm === null ? 1 : 7,
        scores: { em: Number(scoreOf(i, arm) === 1), f1: scoreOf(i, arm) },
      }),
    ),
  ])
  const made = report(rows, cells, { variants: [base, oracle], arms: { oracle: arms } })

  it('has the best arm of each row, with the times of that arm', () => {
    const { quality, latencyMs, n, isOracle } = variantOf(made, 'oracle')
    expect({ n, isOracle, f1: quality['f1']?.value, p50: latencyMs?.p50.value }).toEqual({
      n: 30,
      isOracle: true,
      f1: 1,
      p50: 7,
    })
  })

  it('says what every variant lost against it, and stands on no front', () => {
    expect(variantOf(made, 'base').regret?.value).toBeCloseTo(0.6, 12)
    expect(variantOf(made, 'oracle').regret?.value).toBe(0)
    expect(variantOf(made, 'base').isOnFront).toBe(true)
    expect(variantOf(made, 'oracle').isOnFront).toBe(false)
  })
})

describe('coverage', () => {
  it('is the share that a deciding variant dared to route, and stands for no variant whose way is forced', () => {
    const rows = rowsOf(10)
    const forced = makeVariant({ id: 'forced', force: { bank: 'amounts' } })
    const decided = (i: number) => ({ outcome: i < 7 ? 'adapter' : 'base', scores: { f1: 1 } })
    const made = report(
      rows,
      [
        ...cellsOf(rows, 'base', () => ({ scores: { f1: 1 } })),
        ...cellsOf(rows, 'routed', decided).map((cell, i) =>
          i === 9 ? failed({ variant: 'routed', row: cell.row }) : cell,
        ),
        ...cellsOf(rows, 'forced', decided),
      ],
      { variants: [base, routed, forced] },
    )
    expect(variantOf(made, 'routed').coverage).toMatchObject({ value: 0.7, n: 10 })
    expect(variantOf(made, 'base').coverage).toBeNull()
    expect(variantOf(made, 'forced').coverage).toBeNull()
  })
})

describe('slices', () => {
  it('are by expected intent, else by the one predicted most, and by every tag', () => {
    const rows: ReportRow[] = [
      ...rowsOf(10, { expected: { answers: ['yes'], intent: 'refund' }, tags: { source: 'mail' } }),
      { id: 'none', expected: { answers: ['yes'], intent: null } },
      { id: 'unlabelled', expected: { answers: ['yes'] } },
    ]
    const made = report(rows, [
      ...cellsOf(rows, 'base', () => ({ intent: 'delay', scores: { f1: 0 } })),
      ...cellsOf(rows, 'routed', () => ({ intent: 'delay', scores: { f1: 1 } })),
    ])
    const { slices } = variantOf(made, 'routed')
    expect(Object.keys(slices)).toEqual(['intent', 'source'])
    expect(
      Object.fromEntries(Object.entries(slices['intent'] ?? {}).map(([value, { n }]) => [value, n])),
    ).toEqual({
      delay: 1,
      oos: 1,
      refund: 10,
    })
    expect(slices['intent']?.['refund']).toMatchObject({
      quality: { f1: { value: 1, n: 10 } },
      verdict: { outcome: 'better', effect: { value: 1 } },
    })
    expect(slices['intent']?.['oos']?.verdict?.outcome).toBe('too-few')
    expect(variantOf(made, 'base').slices['source']?.['mail']).toMatchObject({ n: 10, verdict: null })
  })

  it('leave out a tag that is an id, and say so', () => {
    const rows = rowsOf(101).map((row, i) => ({ ...row, tags: { ticket: `t${i}` } }))
    const made = report(
      rows,
      cellsOf(rows, 'base', () => ({ scores: { f1: 1 } })),
    )
    expect(Object.keys(variantOf(made, 'base').slices)).toEqual([])
    expect(made.warnings).toContainEqual(
      expect.objectContaining({
        code: 'REPORT_TAG_SKIPPED',
        params: { tag: 'ticket', count: 101, limit: 100 },
      }),
    )
  })
})

describe('bad material', () => {
  const scored = () => ({ scores: { em: 1, f1: 1 } })

  it('without rows is a table without figures', () => {
    const made = report([], [])
    expect(made).toMatchObject({ isComplete: false, datasetRows: 0 })
    expect(codes(made)).toEqual(['REPORT_NO_ROWS'])
    expect(variantOf(made, 'routed')).toMatchObject({ n: 0, quality: {}, latencyMs: null, parts: null })
  })

  it('of one row has figures, and no verdict', () => {
    const rows = rowsOf(1)
    const made = report(
      rows,
      ['base', 'routed'].flatMap((variant) => cellsOf(rows, variant, scored)),
    )
    expect(variantOf(made, 'routed').quality['em']).toMatchObject({ value: 1, n: 1 })
    expect(variantOf(made, 'routed').verdicts.map(({ outcome }) => outcome)).toEqual(Array(4).fill('too-few'))
    expect(codes(made)).toEqual(['REPORT_FEW_ROWS'])
  })

  it('with cells missing is partial', () => {
    const rows = rowsOf(40)
    const cells = ['base', 'routed'].flatMap((variant) => cellsOf(rows, variant, scored))
    const made = report(rows, cells.slice(0, -3))
    expect(made.isComplete).toBe(false)
    expect(made.warnings).toContainEqual(
      expect.objectContaining({ code: 'REPORT_PARTIAL', params: { missing: 3, total: 80 } }),
    )
    expect(variantOf(made, 'routed').n).toBe(37)
    expect(report(rows, cells, { state: 'running' }).isComplete).toBe(false)
  })

  it('with strays and repeats counts each place once, and says so', () => {
    const rows = rowsOf(40)
    const cells = ['base', 'routed'].flatMap((variant) => cellsOf(rows, variant, scored))
    const strays = [
      makeCell({ variant: 'gone', row: 'r0' }),
      makeCell({ variant: 'base', row: 'gone' }),
      makeCell({ variant: 'base', row: 'r0', repetition: 1 }),
      makeCell({ variant: 'base', row: 'r0', arm: 'amounts' }),
      makeCell({ variant: 'base', row: 'r0', scores: { em: 0, f1: 0 } }),
    ]
    const made = report(rows, [...cells, ...strays])
    expect(variantOf(made, 'base').quality['em']?.value).toBe(1)
    expect(made.warnings).toEqual([
      expect.objectContaining({ code: 'REPORT_CELLS_IGNORED', params: { count: 5 } }),
    ])
  })

  it('with a metric that gives no number counts the cell apart', () => {
    const rows = rowsOf(40)
    const cells = ['base', 'routed'].flatMap((variant) =>
      cellsOf(rows, variant, (i) =>
        variant === 'routed' && i < 2
          ? { scores: { em: 1, f1: i === 0 ? NaN : null }, scoreFaults: { f1: 'METRIC_NOT_A_NUMBER' } }
          : scored(),
      ),
    )
    const made = report(rows, cells)
    expect(variantOf(made, 'routed').quality['f1']).toMatchObject({ value: 1, n: 38 })
    expect(variantOf(made, 'routed').verdicts[0]?.effect.n).toBe(38)
    expect(variantOf(made, 'routed').unscored).toEqual({ f1: 2 })
    expect(made.warnings).toEqual([
      expect.objectContaining({
        code: 'REPORT_UNSCORED',
        params: { metric: 'f1', count: 2, variant: 'routed', reason: 'METRIC_NOT_A_NUMBER' },
      }),
    ])
  })

  it('names missing labels, mixed languages and unlike outputs', () => {
    const chinese = { id: 'zh', expected: { answers: ['是'] } }
    const rows = [...rowsOf(38), chinese, { id: 'bare' }]
    const cells = [
      ...cellsOf(rows, 'base', (i) => (i < 39 ? scored() : {})),
      ...cellsOf(rows, 'routed', () => ({ outputType: 'json' })),
    ]
    const made = buildReport({
      experiment: makeExperiment({ variants: [base, routed], rows: 40 }),
      rows,
      cells,
    })
    expect(codes(made)).toEqual([
      'REPORT_PARTLY_ANSWERED',
      'REPORT_MIXED_LANGUAGES',
      'REPORT_OUTPUT_TYPES',
      'REPORT_UNSCORED',
      'REPORT_UNSCORED',
    ])
    expect(made.warnings).toContainEqual(
      expect.objectContaining({ code: 'REPORT_MIXED_LANGUAGES', params: { en: 38, zh: 1 } }),
    )
    const bare = rowsOf(40).map(({ id }) => ({ id }))
    const unlabelled = report(
      bare,
      ['base', 'routed'].flatMap((variant) => cellsOf(bare, variant, () => ({}))),
    )
    expect(codes(unlabelled)).toEqual(['REPORT_NO_ANSWERS', 'REPORT_PRIMARY_MISSING'])
    expect(variantOf(unlabelled, 'routed').verdicts.map(({ metric }) => metric)).toEqual(['p50Ms', 'p95Ms'])
  })

  it('with names that objects inherit keeps them as plain names', () => {
    const rows = rowsOf(10, { tags: { constructor: 'toString', __proto__: 'x' } })
    const made = report(
      rows,
      cellsOf(rows, 'base', () => ({ scores: { hasOwnProperty: 1 } })),
    )
    expect(Object.keys(variantOf(made, 'base').slices)).toEqual(['constructor'])
    expect(variantOf(made, 'base').quality['hasOwnProperty']).toMatchObject({ value: 1 })
  })
})
