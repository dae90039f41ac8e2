/**
 * Durations as a Prometheus histogram. They are counted in fine log-linear buckets, and those are added up to the coarse ones
 * that Prometheus reads: from 1 ms to 5 minutes.
 */
import type { Histogram, Registry } from 'prom-client'
import { LatencyHistogram } from '../../evaluation/stats/latency-histogram.ts'

/** In ms. Up to 1 s they are bounds of fine buckets; the others are off by at most half of one, 0.8 %. */
export const durationBounds = [
  1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000,
]

export interface DurationMetric<Label extends string> {
  /** @param ms 0 or more */
  add(labels: Readonly<Record<Label, string>>, ms: number): void
}

interface Series {
  readonly labels: Readonly<Record<string, string>>
  readonly histogram: LatencyHistogram
  sumMs: number
}

interface ExportedValue {
  readonly metricName: string
  readonly labels: Readonly<Record<string, string>>
  readonly value: number
}

/**
 * Registers a histogram of durations, exported in seconds with the buckets of {@link durationBounds}: one series for each set of
 * labels that a duration came with.
 *
 * @param name as Prometheus shows it, ending in `_seconds`; the registry throws where it is taken
 * @param help one line that says what is measured
 */
export function registerDurations<Label extends string>(
  registry: Registry,
  { name, help }: { readonly name: string; readonly help: string },
): DurationMetric<Label> {
  const all = new Map<string, Series>()
  const get = async () => ({
    name,
    help,
    type: 'histogram',
    values: [...all.values()].flatMap((series) => exportSeries(name, series)),
    aggregator: 'sum',
  })
  // The registry knows its own classes by name, and asks of them these two.
  registry.registerMetric({ name, get } as unknown as Histogram)
  return {
    add: (labels, ms) => {
      const key = Object.values(labels).join('\n')
      let series = all.get(key)
      if (series === undefined) {
        series = { labels, histogram: new LatencyHistogram(), sumMs: 0 }
        all.set(key, series)
      }
      series.histogram.add(ms)
      series.sumMs += ms
    },
  }
}

function exportSeries(name: string, { labels, histogram, sumMs }: Series): ExportedValue[] {
  const below = histogram.countsUpTo(durationBounds)
  const buckets = durationBounds.map((bound, i) => bucket(name, labels, String(bound / 1000), below[i] ?? 0))
  return [
    ...buckets,
    bucket(name, labels, '+Inf', histogram.n),
    { metricName: `${name}_sum`, labels, value: sumMs / 1000 },
    { metricName: `${name}_count`, labels, value: histogram.n },
  ]
}

const bucket = (name: string, labels: Series['labels'], le: string, value: number): ExportedValue => ({
  metricName: `${name}_bucket`,
  labels: { le, ...labels },
  value,
})
