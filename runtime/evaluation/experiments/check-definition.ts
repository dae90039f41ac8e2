/** What can be said of a definition without its pipelines and rows. */
import { failure } from '../../core/errors/failure.ts'
import type { ExperimentDefinition } from '../../core/wire/experiments.ts'
import type { Metric } from '../metrics/metric-table.ts'

/** @throws DUPLICATE_ID, BASELINE_UNKNOWN or METRIC_UNKNOWN, with a JSON pointer */
export function checkDefinition(definition: ExperimentDefinition, metrics: readonly Metric[]): void {
  const ids = definition.variants.map(({ id }) => id)
  const twice = ids.find((id, index) => ids.indexOf(id) !== index)
  if (twice !== undefined) throw failure('DUPLICATE_ID', { id: twice }, { path: '/variants' })
  const { baseline, primaryMetric } = definition
  if (!ids.includes(baseline))
    throw failure('BASELINE_UNKNOWN', { baseline, variants: ids.join(', ') }, { path: '/baseline' })
  const known = metrics.map(({ name }) => name)
  if (!known.includes(primaryMetric)) {
    const place = { path: '/primaryMetric' }
    throw failure('METRIC_UNKNOWN', { metric: primaryMetric, known: known.join(', ') }, place)
  }
}
