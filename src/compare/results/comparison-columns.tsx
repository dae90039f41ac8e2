/** The columns of the comparison table: what each shows of a variant, and by what it sorts. */
import type { ReactNode } from 'react'
import type { Estimate, Report } from '../../../runtime/core/wire/experiments.ts'
import type { Say } from '../../messages/catalogue.ts'
import type { Locale } from '../../messages/locale.ts'
import { fewestForStatistic, formatCount, formatDuration } from '../../ui/format-number.ts'
import type { FigureText } from '../metric-words.ts'
import { metricTitle } from '../../runs/metric-title.ts'
import { formatTokens } from '../../runs/token-text.ts'
import { costText, latencyText, qualityText, sortMetrics } from '../metric-words.ts'
import { CountCell } from './count-cell.tsx'
import { PartsBar } from './parts-bar.tsx'
import styles from './results.module.css'
import { scaleOf, Whisker } from '../whisker.tsx'

export type VariantReport = Report['variants'][number]

export interface ComparisonColumn {
  readonly id: string
  readonly title: string
  readonly description?: string
  /** Shown until a person chooses otherwise. */
  readonly isDefault: boolean
  /** Null sorts last. */
  readonly sortBy: (variant: VariantReport) => number | null
  readonly cell: (variant: VariantReport) => ReactNode
}

interface Words {
  readonly say: Say
  readonly locale: Locale
}

/** All columns that have something to show in this report, in the order of the table. */
export function comparisonColumns(report: Report, words: Words): readonly ComparisonColumn[] {
  const { say } = words
  const { variants } = report
  const primary = report.experiment.definition.primaryMetric
  const metrics = sortMetrics(variants.flatMap(({ quality }) => Object.keys(quality)))
  return [
    {
      id: 'n',
      title: 'n',
      isDefault: true,
      sortBy: ({ n }) => n,
      cell: (variant) => <CountCell variant={variant} datasetRows={report.datasetRows} />,
    },
    ...metrics.map((metric) =>
      estimateColumn(report, words, {
        id: metric,
        title: metricTitle(metric, say),
        isDefault: metric === primary || ['em', 'f1', 'recall', 'intent'].includes(metric),
        estimateOf: ({ quality }) => quality[metric] ?? null,
        format: qualityText,
      }),
    ),
    ...shareColumns(report, words),
    ...latencyColumns(report, words),
    ...costColumns(report, words),
  ]
}

interface EstimateColumn {
  readonly id: string
  readonly title: string
  readonly description?: string
  readonly isDefault: boolean
  readonly estimateOf: (variant: VariantReport) => Estimate | null
  readonly format: (estimate: Estimate, say: Say, locale: Locale) => FigureText
}

function estimateColumn(
  { variants }: Report,
  { say, locale }: Words,
  { estimateOf, format, ...rest }: EstimateColumn,
): ComparisonColumn {
  const scale = scaleOf(variants.map(estimateOf))
  const baseline = variants.find(({ isBaseline }) => isBaseline)
  const reference = baseline === undefined ? undefined : estimateOf(baseline)?.value
  return {
    ...rest,
    sortBy: (variant) => estimateOf(variant)?.value ?? null,
    cell: (variant) => {
      const estimate = estimateOf(variant)
      if (estimate === null) return <span className={styles['soft']}>–</span>
      const { value, interval } = format(estimate, say, locale)
      return (
        <>
          <span className={styles['figure']}>{value}</span>{' '}
          {interval === '' ? null : <span className={styles['interval']}>{interval}</span>}
          <span className={styles['under']}>
            {estimate.n < fewestForStatistic ? null : (
              <Whisker estimate={estimate} scale={scale} reference={reference} />
            )}
            <span>n = {formatCount(estimate.n, locale)}</span>
          </span>
        </>
      )
    },
  }
}

function shareColumns(report: Report, words: Words): ComparisonColumn[] {
  const { say } = words
  const columns: EstimateColumn[] = [
    {
      id: 'coverage',
      title: say('compare.coverage'),
      description: say('compare.coverageHelp'),
      isDefault: true,
      estimateOf: ({ coverage }) => coverage,
      format: qualityText,
    },
    {
      id: 'abstained',
      title: say('compare.abstained'),
      isDefault: false,
      estimateOf: ({ abstained }) => abstained,
      format: qualityText,
    },
    {
      id: 'regret',
      title: say('compare.regret'),
      description: say('compare.regretHelp'),
      isDefault: true,
      estimateOf: ({ regret }) => regret,
      format: qualityText,
    },
  ]
  return withFigures(columns, report).map((column) => estimateColumn(report, words, column))
}

function latencyColumns(report: Report, words: Words): ComparisonColumn[] {
  const { say } = words
  const quantiles = ['p50', 'p95', 'p99'] as const
  const columns: EstimateColumn[] = [
    ...quantiles.map((quantile) => ({
      id: quantile,
      title: say('compare.latency', { quantile }),
      isDefault: quantile !== 'p99',
      estimateOf: ({ latencyMs }: VariantReport) => latencyMs?.[quantile] ?? null,
      format: latencyText,
    })),
    {
      id: 'ttft',
      title: say('compare.ttft'),
      description: say('compare.ttftHelp'),
      isDefault: false,
      estimateOf: ({ ttftMs }) => ttftMs?.p50 ?? null,
      format: latencyText,
    },
  ]
  return withFigures(columns, report).map((column) => estimateColumn(report, words, column))
}

function costColumns(report: Report, words: Words): ComparisonColumn[] {
  const { variants } = report
  const { say, locale } = words
  const total = ({ parts }: VariantReport) =>
    parts === null ? null : parts.node + parts.queue + parts.engine + parts.load
  const longest = Math.max(...variants.map((variant) => total(variant) ?? 0))
  const parts: ComparisonColumn = {
    id: 'parts',
    title: say('compare.parts'),
    description: say('compare.partsHelp'),
    isDefault: false,
    sortBy: total,
    cell: (variant) =>
      variant.parts === null ? (
        <span className={styles['soft']}>–</span>
      ) : (
        <>
          <span className={styles['figure']}>{formatDuration(total(variant) ?? 0, locale)}</span>
          <PartsBar parts={variant.parts} longestMs={longest} />
        </>
      ),
  }
  const tokens: ComparisonColumn = {
    id: 'tokens',
    title: say('compare.tokens'),
    description: say('compare.tokensHelp'),
    isDefault: false,
    sortBy: ({ tokens: used }) => (used === null ? null : used.input + used.output),
    cell: ({ tokens: used }) =>
      used === null ? <span className={styles['soft']}>–</span> : formatTokens(used, locale),
  }
  const cost: EstimateColumn = {
    id: 'cost',
    title: say('compare.cost'),
    description: say('compare.costHelp'),
    isDefault: true,
    estimateOf: (variant) => variant.cost,
    format: costText,
  }
  return [
    ...(variants.some((variant) => variant.parts !== null) ? [parts] : []),
    ...(variants.some((variant) => variant.tokens !== null) ? [tokens] : []),
    ...withFigures([cost], report).map((column) => estimateColumn(report, words, column)),
  ]
}

function withFigures(columns: readonly EstimateColumn[], { variants }: Report): EstimateColumn[] {
  return columns.filter(({ estimateOf }) => variants.some((variant) => estimateOf(variant) !== null))
}
