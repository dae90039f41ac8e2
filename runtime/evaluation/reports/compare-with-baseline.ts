/** Every variant against the baseline, in every metric and in latency. */
import type { Verdict } from '../../core/wire/experiments.ts'
import { metricTable } from '../metrics/metric-table.ts'
import type { ValuesByRow } from '../stats/verdict.ts'
import { compareVariants } from '../stats/verdict.ts'
import { effortOfSlice, effortOfTable } from './effort.ts'
import type { VariantRows } from './variant-rows.ts'

/** Latency verdicts, in ms. */
export const latencyMetrics = ['p50Ms', 'p95Ms'] as const

const tableOrder = new Map(metricTable.map(({ name }, position) => [name, position]))

/** The primary metric, those of the table in its order, then metrics of one's own. */
export function orderMetrics(metrics: Iterable<string>, primaryMetric: string): string[] {
  const rank = (metric: string) =>
    metric === primaryMetric ? -1 : (tableOrder.get(metric) ?? tableOrder.size)
  return [...metrics].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1))
}

/**
 * Verdicts by variant, the baseline's own left out. p values are adjusted over the variants that could be chosen: an oracle is
 * compared apart from them, since nobody can run it.
 */
export function compareWithBaseline(
  baseline: VariantRows,
  variants: readonly VariantRows[],
  { primaryMetric, oracles }: { readonly primaryMetric: string; readonly oracles: ReadonlySet<string> },
): ReadonlyMap<string, readonly Verdict[]> {
  const verdicts = new Map<string, Verdict[]>()
  const others = variants.filter(({ id }) => id !== baseline.id)
  const families = [others.filter(({ id }) => !oracles.has(id)), others.filter(({ id }) => oracles.has(id))]
  const compare = (metric: string, columnOf: (variant: VariantRows) => Float64Array | undefined) => {
    const own = columnOf(baseline)
    if (own === undefined) return
    for (const family of families) {
      for (const [id, verdict] of compareFamily(metric, own, family, columnOf)) {
        verdicts.set(id, [...(verdicts.get(id) ?? []), verdict])
      }
    }
  }
  for (const metric of orderMetrics(baseline.quality.keys(), primaryMetric))
    compare(metric, ({ quality }) => quality.get(metric))
  for (const metric of latencyMetrics) compare(metric, ({ latencyMs }) => latencyMs)
  compare('cost', ({ cost }) => cost)
  return verdicts
}

function compareFamily(
  metric: string,
  baseline: Float64Array,
  family: readonly VariantRows[],
  columnOf: (variant: VariantRows) => Float64Array | undefined,
): ReadonlyMap<string, Verdict> {
  const columns = family.flatMap((variant) => {
    const column = columnOf(variant)
    return column === undefined ? [] : [[variant.id, toValues(column)] as const]
  })
  const effort = effortOfTable({ rows: baseline.length, compared: columns.length })
  return compareVariants(metric, toValues(baseline), new Map(columns), effort)
}

/** In the primary metric over some rows; by variant. */
export function compareSlice(
  baseline: VariantRows,
  variants: readonly VariantRows[],
  { primaryMetric, rows }: { readonly primaryMetric: string; readonly rows: Int32Array },
): ReadonlyMap<string, Verdict> {
  const own = baseline.quality.get(primaryMetric)
  if (own === undefined) return new Map()
  const columns = variants.flatMap(({ id, quality }) => {
    const column = quality.get(primaryMetric)
    return column === undefined || id === baseline.id ? [] : [[id, toValues(column, rows)] as const]
  })
  return compareVariants(
    primaryMetric,
    toValues(own, rows),
    new Map(columns),
    effortOfSlice({ compared: columns.length }),
  )
}

function toValues(column: Float64Array, rows?: Int32Array): ValuesByRow {
  const values = new Map<string, number>()
  const add = (row: number) => {
    const value = column[row] ?? NaN
    if (Number.isFinite(value)) values.set(String(row), value)
  }
  if (rows === undefined) column.forEach((_, row) => add(row))
  else rows.forEach(add)
  return values
}
