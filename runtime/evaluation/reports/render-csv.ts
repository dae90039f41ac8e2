/** A report as CSV: one line a variant, and one for each of its slices, with every number in a column of its own. */
import type { Estimate, Report, Verdict } from '../../core/wire/experiments.ts'
import { latencyMetrics } from './compare-with-baseline.ts'
import { listMetrics } from './report-table.ts'
import { writeCsv } from './write-csv.ts'

type ReportedVariant = Report['variants'][number]
type Value = string | number | null

interface Line {
  readonly variant: ReportedVariant
  /** Name and value; null for the whole dataset. */
  readonly slice: readonly [string, string] | null
  readonly figures: Pick<ReportedVariant, 'n' | 'quality' | 'latencyMs' | 'cost'>
  readonly verdicts: readonly Verdict[]
}

interface Column {
  readonly title: string
  readonly read: (line: Line) => Value | undefined
}

/** Column names are those of the figures, in English whatever the reader's language: programs read them. */
export function renderCsv(report: Report): string {
  const columns = listColumns(report)
  const lines = report.variants.flatMap(toLines)
  return writeCsv([
    columns.map(({ title }) => title),
    ...lines.map((line) => columns.map(({ read }) => read(line) ?? null)),
  ])
}

function toLines(variant: ReportedVariant): Line[] {
  const slices = Object.entries(variant.slices).flatMap(([name, values]) =>
    Object.entries(values).map(([value, figures]) => ({
      variant,
      slice: [name, value] as const,
      figures,
      verdicts: figures.verdict === null ? [] : [figures.verdict],
    })),
  )
  return [{ variant, slice: null, figures: variant, verdicts: variant.verdicts }, ...slices]
}

function listColumns(report: Report): Column[] {
  const metrics = listMetrics(report)
  const whole = (title: string, read: (variant: ReportedVariant) => Value | undefined): Column => ({
    title,
    read: ({ slice, variant }) => (slice === null ? read(variant) : null),
  })
  return [
    { title: 'variant', read: ({ variant }) => variant.id },
    { title: 'name', read: ({ variant }) => variant.name },
    { title: 'slice', read: ({ slice }) => slice?.[0] },
    { title: 'value', read: ({ slice }) => slice?.[1] },
    { title: 'complete', read: () => String(report.isComplete) },
    { title: 'n', read: ({ figures }) => figures.n },
    whole('baseline', ({ isBaseline }) => String(isBaseline)),
    whole('oracle', ({ isOracle }) => String(isOracle)),
    whole('front', ({ isOnFront }) => String(isOnFront)),
    whole('failed', ({ failed }) => failed),
    whole('timed_out', ({ timedOut }) => timedOut),
    whole('retried', ({ retried }) => retried),
    ...metrics.flatMap((metric) => [
      ...estimateColumns(metric, ({ figures }) => figures.quality[metric]),
      whole(`${metric}_unscored`, ({ unscored }) => unscored[metric] ?? 0),
    ]),
    ...(['coverage', 'abstained', 'regret'] as const).flatMap((name) =>
      estimateColumns(name, ({ slice, variant }) => (slice === null ? variant[name] : null)),
    ),
    ...(['p50', 'p95', 'p99'] as const).flatMap((quantile) =>
      estimateColumns(`${quantile}_ms`, ({ figures }) => figures.latencyMs?.[quantile]),
    ),
    ...(['p50', 'p95', 'p99'] as const).flatMap((quantile) =>
      estimateColumns(`ttft_${quantile}_ms`, ({ slice, variant }) =>
        slice === null ? variant.ttftMs?.[quantile] : null,
      ),
    ),
    ...(['node', 'queue', 'engine', 'load'] as const).map((part) =>
      whole(`${part}_ms`, ({ parts }) => parts?.[part]),
    ),
    whole('input_tokens', ({ tokens }) => tokens?.input),
    whole('output_tokens', ({ tokens }) => tokens?.output),
    ...estimateColumns('cost_per_1000', ({ figures }) => figures.cost),
    whole('cost_unscored', ({ unscored }) => unscored['cost'] ?? 0),
    ...[...metrics, ...latencyMetrics, 'cost'].flatMap(verdictColumns),
  ]
}

function estimateColumns(title: string, read: (line: Line) => Estimate | null | undefined): Column[] {
  return [
    { title, read: (line) => read(line)?.value },
    { title: `${title}_low`, read: (line) => read(line)?.low },
    { title: `${title}_high`, read: (line) => read(line)?.high },
    { title: `${title}_n`, read: (line) => read(line)?.n },
  ]
}

function verdictColumns(metric: string): Column[] {
  const column = (suffix: string, read: (verdict: Verdict) => Value): Column => ({
    title: `${metric}_${suffix}`,
    read: ({ verdicts }) => {
      const verdict = verdicts.find((one) => one.metric === metric)
      return verdict === undefined ? null : read(verdict)
    },
  })
  return [
    column('verdict', ({ outcome }) => outcome),
    column('effect', ({ effect }) => effect.value),
    column('effect_low', ({ effect }) => effect.low),
    column('effect_high', ({ effect }) => effect.high),
    column('effect_n', ({ effect }) => effect.n),
    column('p', ({ p }) => p),
    column('p_adjusted', ({ pAdjusted }) => pAdjusted),
    column('test', ({ test }) => test),
    column('rows_to_settle', ({ rowsToSettle }) => rowsToSettle),
  ]
}
