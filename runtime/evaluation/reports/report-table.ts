/** The comparison table as texts: one row a variant, the same in every kind of file. */
import type { Locale } from '../../core/errors/localise.ts'
import type { Estimate, Report } from '../../core/wire/experiments.ts'
import { orderMetrics } from './compare-with-baseline.ts'
import { outcomeWord } from './describe-verdict.ts'
import { formatCost, formatInterval, formatMs, formatP, formatPoints } from './format-figures.ts'
import { nameMetric, say } from './say.ts'
import { intentSlice } from './slices.ts'

type ReportedVariant = Report['variants'][number]

/** A wide table is read in two parts: quality with the verdict, and time. */
export type TablePart = 'quality' | 'time'

export interface TableColumn {
  readonly key: string
  readonly title: string
  readonly isNumeric: boolean
}

export interface ReportTable {
  readonly columns: readonly TableColumn[]
  /** By variant, a text a column; empty where there is no figure. */
  readonly rows: readonly { readonly id: string; readonly cells: readonly string[] }[]
}

interface Column extends TableColumn {
  /** Null for the name and n, which stand in both. */
  readonly part: TablePart | null
  readonly read: (variant: ReportedVariant) => string
}

/** Recall at 5 and at 10 says nothing new where no variant hands on more documents than that. */
const cutOffs: ReadonlySet<string> = new Set(['recall5', 'recall10'])

function isRepeated({ variants }: Report, metric: string): boolean {
  return (
    cutOffs.has(metric) &&
    variants.every(({ quality }) => quality[metric]?.value === quality['recall']?.value)
  )
}

/** Metrics that some variant has a figure in, the primary one first. */
export function listMetrics({ variants, experiment }: Report): string[] {
  const metrics = new Set(variants.flatMap(({ quality }) => Object.keys(quality)))
  return orderMetrics(metrics, experiment.definition.primaryMetric)
}

/** @param escapeName for names of variants and metrics, which people choose */
export function layOutTable(
  report: Report,
  locale: Locale,
  part: TablePart,
  escapeName: (name: string) => string = (name) => name,
): ReportTable {
  const isShown = ({ part: own, read }: Column) =>
    (own === null || own === part) && report.variants.some((variant) => read(variant) !== '')
  const columns = listColumns(report, locale, escapeName).filter(isShown)
  return {
    columns: columns.map(({ key, title, isNumeric }) => ({ key, title, isNumeric })),
    rows: report.variants.map((variant) => ({
      id: variant.id,
      cells: columns.map(({ read }) => read(variant)),
    })),
  }
}

function listColumns(report: Report, locale: Locale, escapeName: (name: string) => string): Column[] {
  const baseline = report.variants.find(({ isBaseline }) => isBaseline)?.name ?? ''
  return [
    {
      ...column('variant', say(locale, 'variant'), null, (variant) =>
        nameVariant(variant, locale, escapeName),
      ),
      isNumeric: false,
    },
    column('n', say(locale, 'rows'), null, ({ n }) => String(n)),
    ...listQuality(report, locale, escapeName),
    ...listTimes(locale),
    {
      ...column(
        'verdict',
        say(locale, 'against', { baseline: escapeName(baseline) }),
        'quality',
        (variant) =>
          variant.isBaseline
            ? say(locale, 'isBaseline')
            : sayShort(variant, report.experiment.definition.primaryMetric, locale),
      ),
      isNumeric: false,
    },
  ]
}

/** One slice: a row a value, and for each variant its primary metric and the verdict in it. */
export function layOutSlice(report: Report, locale: Locale, name: string): ReportTable {
  const { primaryMetric } = report.experiment.definition
  const values = [...new Set(report.variants.flatMap(({ slices }) => Object.keys(slices[name] ?? {})))].sort()
  return {
    columns: [
      { key: 'value', title: name === intentSlice ? say(locale, 'byIntent') : name, isNumeric: false },
      { key: 'n', title: say(locale, 'rows'), isNumeric: true },
      ...report.variants.map((variant) => ({ key: variant.id, title: variant.name, isNumeric: true })),
    ],
    rows: values.map((value) => ({
      id: value,
      cells: [
        value,
        String(Math.max(0, ...report.variants.map(({ slices }) => slices[name]?.[value]?.n ?? 0))),
        ...report.variants.map(({ slices }) => {
          const figures = slices[name]?.[value]
          const verdict = figures?.verdict ?? null
          const said = verdict === null ? '' : ` ${say(locale, outcomeWord[verdict.outcome])}`
          return figures?.quality[primaryMetric] === undefined
            ? ''
            : formatShare(figures.quality[primaryMetric], figures.n) + said
        }),
      ],
    })),
  }
}

function column(key: string, title: string, part: TablePart | null, read: Column['read']): Column {
  return { key, title, part, read, isNumeric: true }
}

function listQuality(report: Report, locale: Locale, escapeName: (name: string) => string): Column[] {
  const count = (key: 'failed' | 'timedOut' | 'retried') =>
    column(key, say(locale, key), 'quality', (variant) => (variant[key] === 0 ? '' : String(variant[key])))
  const share = (key: 'coverage' | 'abstained' | 'regret') =>
    column(key, say(locale, key), 'quality', (variant) => formatShare(variant[key], variant.n))
  return [
    count('failed'),
    count('timedOut'),
    count('retried'),
    ...listMetrics(report)
      .filter((metric) => !isRepeated(report, metric))
      .map((metric) =>
        column(metric, escapeName(nameMetric(locale, metric)), 'quality', ({ quality, n }) =>
          formatShare(quality[metric], n),
        ),
      ),
    share('coverage'),
    share('abstained'),
    share('regret'),
  ]
}

function listTimes(locale: Locale): Column[] {
  return [
    ...(['p50', 'p95', 'p99'] as const).map((quantile) =>
      column(quantile, say(locale, 'latency', { quantile }), 'time', ({ latencyMs, n }) =>
        formatTime(latencyMs?.[quantile], n),
      ),
    ),
    column('ttftP50', say(locale, 'ttft', { quantile: 'p50' }), 'time', ({ ttftMs, n }) =>
      formatTime(ttftMs?.p50, n),
    ),
    column('parts', say(locale, 'parts'), 'time', ({ parts }) => formatParts(parts)),
    column('tokens', say(locale, 'tokens'), 'time', ({ tokens }) =>
      tokens === null ? '' : `${tokens.input.toFixed(0)} + ${tokens.output.toFixed(0)}`,
    ),
    column('cost', say(locale, 'costColumn'), 'time', ({ cost, n }) =>
      cost === null ? '' : formatEstimate(cost, n, formatCost),
    ),
  ]
}

function nameVariant(
  { name, isOracle, isOnFront }: ReportedVariant,
  locale: Locale,
  escapeName: (name: string) => string,
): string {
  const marks = [
    ...(isOracle ? [say(locale, 'isOracle')] : []),
    ...(isOnFront ? [say(locale, 'isOnFront')] : []),
  ]
  return marks.length === 0 ? escapeName(name) : `${escapeName(name)} (${marks.join(say(locale, 'names'))})`
}

function formatShare(estimate: Estimate | null | undefined, rows: number): string {
  return estimate == null ? '' : formatEstimate(estimate, rows, formatPoints)
}

function formatTime(estimate: Estimate | undefined, rows: number): string {
  return estimate === undefined ? '' : formatEstimate(estimate, rows, formatMs)
}

/** Says its n where that is not the n of its row: not every row has every label, or gives a first text. */
function formatEstimate(estimate: Estimate, rows: number, format: (value: number) => string): string {
  const n = estimate.n === rows ? '' : `, n = ${estimate.n}`
  return `${format(estimate.value)} [${formatInterval(estimate, format)}]${n}`
}

function formatParts(parts: ReportedVariant['parts']): string {
  if (parts === null) return ''
  return [parts.node, parts.queue, parts.engine, parts.load].map(formatMs).join(' + ')
}

/** The verdict in the primary metric: the word, the effect with its interval, and p. */
function sayShort({ verdicts }: ReportedVariant, metric: string, locale: Locale): string {
  const verdict = verdicts.find((one) => one.metric === metric)
  if (verdict === undefined) return ''
  const { effect, outcome, p, pAdjusted } = verdict
  const points = (value: number) => (value > 0 ? '+' : '') + formatPoints(value)
  const value = pAdjusted ?? p
  const said = value === null ? null : formatP(value)
  const probability = said === null ? '' : say(locale, said.isBelow ? 'pBelow' : 'p', { p: said.text })
  return `${say(locale, outcomeWord[outcome])} ${points(effect.value)} [${formatInterval(effect, points)}]${probability}`
}
