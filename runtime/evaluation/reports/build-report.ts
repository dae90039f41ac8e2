/**
 * The table of an experiment from its cells. The rules that turn cells into rows stand in `variant-rows.ts`.
 *
 * Intervals and tests are those of `../stats`; in slices they take fewer resamples (`effort.ts`).
 */
import type { Report } from '../../core/wire/experiments.ts'
import type { CollectedCells } from './collect-cells.ts'
import { regret } from '../metrics/regret.ts'
import { cellState, createCellCollector } from './collect-cells.ts'
import { compareSlice, compareWithBaseline } from './compare-with-baseline.ts'
import { estimateAmount, estimateColumn, estimateQuality, summariseLatency } from './figures.ts'
import { findWarnings } from './find-warnings.ts'
import { checkBaseline, isPartial } from './check-baseline.ts'
import { paretoFront } from './pareto-front.ts'
import type { ReportCell, ReportFrame, ReportInput } from './report-input.ts'
import type { Slices } from './slices.ts'
import { sliceRows } from './slices.ts'
import type { VariantRows } from './variant-rows.ts'
import { findApplicable, toVariantRows } from './variant-rows.ts'

type ReportedVariant = Report['variants'][number]

export interface ReportBuilder {
  add(cell: ReportCell): void
  /** @throws BASELINE_UNKNOWN, BASELINE_PARTIAL */
  finish(): Report
}

/** For cells that come a batch at a time; their order does not matter. */
export function createReportBuilder(frame: ReportFrame): ReportBuilder {
  const collector = createCellCollector(frame.experiment, frame.rows)
  return { add: collector.add, finish: () => makeReport(frame, collector.finish()) }
}

/** @throws BASELINE_UNKNOWN, BASELINE_PARTIAL */
export function buildReport({ cells, ...frame }: ReportInput): Report {
  const builder = createReportBuilder(frame)
  for (const cell of cells) builder.add(cell)
  return builder.finish()
}

interface Material {
  readonly frame: ReportFrame
  readonly cells: CollectedCells
  readonly rows: ReadonlyMap<string, VariantRows>
  /** How many cells of each variant there are. */
  readonly counts: ReadonlyMap<string, ReportedVariant['cells']>
  readonly baseline: VariantRows
  /** The first oracle; regret is against it. */
  readonly oracle: VariantRows | undefined
  readonly slices: Slices
}

function makeReport(frame: ReportFrame, cells: CollectedCells): Report {
  const { definition } = frame.experiment
  const applicable = findApplicable(cells, frame.rows)
  const { primaryMetric } = definition
  const all = cells.variants.map((variant) =>
    toVariantRows({
      cells: variant,
      rowCount: cells.rowCount,
      repetitions: cells.repetitions,
      applicable,
      primaryMetric,
    }),
  )
  const rows = new Map(all.map((variant) => [variant.id, variant]))
  const oracleId = definition.variants.find(({ oracle }) => oracle !== undefined)?.id
  const [first] = all
  const counts = new Map(cells.variants.map((variant) => [variant.id, countCells(variant)]))
  if (frame.baseline !== undefined)
    checkBaseline(
      frame.baseline,
      definition.variants.map(({ id, name }) => ({ id, name, cells: counts.get(id) ?? noCells })),
    )
  const baseline = rows.get(frame.baseline ?? definition.baseline) ?? first
  if (baseline === undefined) throw new Error('an experiment has at least one variant')
  const material: Material = {
    frame,
    cells,
    rows,
    counts,
    baseline,
    oracle: rows.get(oracleId ?? ''),
    slices: sliceRows(frame.rows, cells, all),
  }
  const variants = describeVariants(material)
  const missing = variants.reduce((sum, { cells: { done, total } }) => sum + total - done, 0)
  return {
    experiment: frame.experiment,
    isComplete: frame.experiment.state === 'complete' && missing === 0 && cells.rowCount > 0,
    datasetRows: frame.rows.length,
    variants,
    warnings: findWarnings({ frame, cells, variants, missing, skippedTags: material.slices.skipped }),
  }
}

const noCells = { done: 0, total: 0 }

function countCells({ state }: CollectedCells['variants'][number]): ReportedVariant['cells'] {
  const missing = state.reduce((sum, one) => sum + Number(one === cellState.missing), 0)
  return { done: state.length - missing, total: state.length }
}

/** Those that are whole; while the baseline is not, none. */
function comparedVariants({ rows, counts, baseline }: Material): VariantRows[] {
  const isWhole = ({ id }: VariantRows) => !isPartial({ cells: counts.get(id) ?? noCells })
  return isWhole(baseline) ? [...rows.values()].filter(isWhole) : []
}

function describeVariants(material: Material): ReportedVariant[] {
  const { definition } = material.frame.experiment
  const { primaryMetric } = definition
  const verdicts = compareWithBaseline(material.baseline, comparedVariants(material), {
    primaryMetric,
    oracles: new Set(definition.variants.flatMap(({ id, oracle }) => (oracle === undefined ? [] : [id]))),
  })
  const sliced = describeSlices(material)
  const described = definition.variants.flatMap(({ id, name, oracle, force }) => {
    const rows = material.rows.get(id)
    if (rows === undefined) return []
    const isRouting = oracle === undefined && Object.keys(force).length === 0
    return [
      {
        id,
        name,
        cells: material.counts.get(id) ?? noCells,
        isBaseline: id === material.baseline.id,
        isOracle: oracle !== undefined,
        n: rows.n,
        failed: rows.failed,
        timedOut: rows.timedOut,
        retried: rows.retried,
        quality: estimateQuality(rows),
        unscored: Object.fromEntries(rows.unscored),
        // Where the way is forced, nothing is dared.
        coverage: isRouting ? estimateColumn(rows.covered) : null,
        abstained: estimateColumn(rows.abstained),
        regret: estimateColumn(regretOf(material, rows, primaryMetric)),
        latencyMs: summariseLatency(rows.latencyMs),
        ttftMs: summariseLatency(rows.ttftMs),
        parts: rows.parts,
        tokens: rows.tokens,
        cost: estimateAmount(rows.cost),
        verdicts: [...(verdicts.get(id) ?? [])],
        isOnFront: false,
        slices: sliced.get(id) ?? {},
      },
    ]
  })
  const front = paretoFront(
    described.flatMap(({ id, latencyMs, quality, isOracle }) => {
      const reached = quality[primaryMetric]
      // Nobody can run the oracle: it knows the answers.
      return latencyMs === null || reached === undefined || isOracle
        ? []
        : [{ id, spent: latencyMs.p50.value, quality: reached.value }]
    }),
  )
  return described.map((variant) => ({ ...variant, isOnFront: front.has(variant.id) }))
}

function regretOf(
  { oracle }: Material,
  { quality }: VariantRows,
  primaryMetric: string,
): Float64Array | undefined {
  const best = oracle?.quality.get(primaryMetric)
  const reached = quality.get(primaryMetric)
  if (best === undefined || reached === undefined) return undefined
  return best.map((value, row) => regret(reached[row] ?? NaN, value))
}

/** How many of the rows have a cell. */
function countCounted({ isCounted }: VariantRows, positions: Int32Array): number {
  return positions.reduce((count, row) => count + (isCounted[row] ?? 0), 0)
}

/** By variant, slice and value. */
function describeSlices(material: Material): Map<string, ReportedVariant['slices']> {
  const { rows, baseline, slices, frame } = material
  const { primaryMetric } = frame.experiment.definition
  const all = [...rows.values()]
  const compared = comparedVariants(material)
  const described = new Map<string, Map<string, [string, ReportedVariant['slices'][string][string]][]>>(
    all.map(({ id }) => [id, new Map()]),
  )
  for (const [name, values] of slices.rows) {
    for (const [value, positions] of values) {
      const verdicts = compareSlice(baseline, compared, { primaryMetric, rows: positions })
      for (const variant of all) {
        const entries = described.get(variant.id)?.get(name) ?? []
        described.get(variant.id)?.set(name, entries)
        entries.push([
          value,
          {
            n: countCounted(variant, positions),
            quality: estimateQuality(variant, positions),
            latencyMs: summariseLatency(variant.latencyMs, positions),
            cost: estimateAmount(variant.cost, positions),
            verdict: verdicts.get(variant.id) ?? null,
          },
        ])
      }
    }
  }
  return new Map(
    [...described].map(([id, named]) => [
      id,
      Object.fromEntries([...named].map(([name, entries]) => [name, Object.fromEntries(entries)])),
    ]),
  )
}
