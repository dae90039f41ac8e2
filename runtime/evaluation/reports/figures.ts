/** The figures of one variant, with their intervals. */
import type { Estimate, VariantFigures } from '../../core/wire/experiments.ts'
import { intervalOfMean } from '../stats/abc.ts'
import { meanOf } from '../stats/bootstrap.ts'
import { estimateMean, estimateQuantile } from '../stats/estimate.ts'
import { abcBeyond } from './effort.ts'
import type { VariantRows } from './variant-rows.ts'

type Latency = NonNullable<VariantFigures['latencyMs']>

/** The numbers of a column, over the given rows or all. */
export function presentValues(column: Float64Array, rows?: Int32Array): Float64Array {
  const all = rows === undefined ? column : Float64Array.from(rows, (row) => column[row] ?? NaN)
  return all.filter(Number.isFinite)
}

export function estimateColumn(column: Float64Array | undefined, rows?: Int32Array): Estimate | null {
  if (column === undefined) return null
  return estimateMean(presentValues(column, rows), { abcBeyond: rows === undefined ? abcBeyond : 0 })
}

/** Of amounts, which have no highest value. */
export function estimateAmount(column: Float64Array | undefined, rows?: Int32Array): Estimate | null {
  if (column === undefined) return null
  const values = presentValues(column, rows)
  if (values.length === 0) return null
  const interval = intervalOfMean(values, { abcBeyond: rows === undefined ? abcBeyond : 0 })
  return { value: meanOf(values), ...(interval ?? { low: null, high: null }), n: values.length }
}

export function estimateQuality(
  { quality }: Pick<VariantRows, 'quality'>,
  rows?: Int32Array,
): Record<string, Estimate> {
  return Object.fromEntries(
    [...quality].flatMap(([metric, column]) => {
      const estimate = estimateColumn(column, rows)
      return estimate === null ? [] : [[metric, estimate]]
    }),
  )
}

export function summariseLatency(column: Float64Array, rows?: Int32Array): Latency | null {
  const values = presentValues(column, rows).sort()
  const [p50, p95, p99] = [0.5, 0.95, 0.99].map((q) => estimateQuantile(values, q))
  if (p50 == null || p95 == null || p99 == null) return null
  return { n: values.length, p50, p95, p99 }
}
