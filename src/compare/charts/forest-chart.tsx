/** Where a variant wins and where it loses: the difference from the baseline by intent or tag, with its interval. */
import { useCallback, useMemo } from 'react'
import type { Estimate, Report, Verdict } from '../../../runtime/core/wire/experiments.ts'
import { useLocale, useMessages } from '../../messages/messages-context.tsx'
import { formatCount } from '../../ui/format-number.ts'
import type { Plot, PlotFigureProps } from '../../ui/plot-figure.tsx'
import { PlotFigure } from '../../ui/plot-figure.tsx'
import { Table } from '../../ui/table.tsx'
import { metricTitle } from '../../runs/metric-title.ts'
import { costText, formatEffect, formatP, joinFigure } from '../metric-words.ts'
import type { VariantReport } from '../results/comparison-columns.tsx'
import { OutcomeBadge } from '../results/verdict-line.tsx'

export interface ForestRow {
  readonly name: string
  readonly verdict: Verdict
  /** Of the variant, for 1,000 requests. */
  readonly cost: Estimate | null
  readonly isWhole: boolean
}

/** All rows together first, then each value of the slice, the largest gain on top. */
export function forestRows(
  { verdicts, slices, cost: wholeCost }: Pick<VariantReport, 'verdicts' | 'slices' | 'cost'>,
  slice: string,
  metric: string,
  wholeName: string,
): ForestRow[] {
  const whole = verdicts.find((verdict) => verdict.metric === metric)
  const parts = Object.entries(slices[slice] ?? {}).flatMap(([name, { verdict, cost }]) =>
    verdict === null ? [] : [{ name, verdict, cost, isWhole: false }],
  )
  return [
    ...(whole === undefined ? [] : [{ name: wholeName, verdict: whole, cost: wholeCost, isWhole: true }]),
    ...parts.sort((a, b) => b.verdict.effect.value - a.verdict.effect.value),
  ]
}

const colors: Readonly<Record<Verdict['outcome'], string>> = {
  better: 'var(--sb-clear)',
  worse: 'var(--sb-danger)',
  undecided: 'var(--sb-ink-soft)',
  'too-few': 'var(--sb-ink-soft)',
}

export interface ForestChartProps {
  readonly report: Report
  readonly variant: VariantReport
  readonly slice: string
}

export function ForestChart({ report, variant, slice }: ForestChartProps) {
  const say = useMessages()
  const locale = useLocale()
  const metric = report.experiment.definition.primaryMetric
  const baseline = report.variants.find(({ isBaseline }) => isBaseline)?.name ?? ''
  const wholeName = say('compare.allRows')
  const title = say('compare.effectAxis', { metric: metricTitle(metric, say), baseline })
  const rows = useMemo(
    () => forestRows(variant, slice, metric, wholeName),
    [variant, slice, metric, wholeName],
  )
  const options = useForestOptions(rows, title, say('ui.tooFew'))
  const label = say('compare.forestLabel', {
    metric: metricTitle(metric, say),
    variant: variant.name,
    baseline,
  })
  return (
    <PlotFigure
      label={label}
      height={72 + rows.length * 26}
      options={options}
      table={
        <Table
          label={label}
          columns={[
            { id: 'name', title: slice, cell: ({ name }: ForestRow) => name },
            {
              id: 'effect',
              title: say('compare.difference'),
              isNumber: true,
              cell: ({ verdict }) =>
                verdict.outcome === 'too-few' ? say('ui.tooFew') : formatEffect(verdict, say),
            },
            {
              id: 'p',
              title: 'p',
              isNumber: true,
              cell: ({ verdict }) => formatP(verdict.pAdjusted ?? verdict.p),
            },
            {
              id: 'n',
              title: 'n',
              isNumber: true,
              cell: ({ verdict }) => formatCount(verdict.effect.n, locale),
            },
            {
              id: 'outcome',
              title: say('compare.verdict'),
              cell: ({ verdict }) => <OutcomeBadge outcome={verdict.outcome} />,
            },
            ...(rows.every(({ cost }) => cost === null)
              ? []
              : [
                  {
                    id: 'cost',
                    title: say('compare.cost'),
                    isNumber: true,
                    cell: ({ cost }: ForestRow) => (cost === null ? '–' : joinFigure(costText(cost, say))),
                  },
                ]),
          ]}
          rows={rows}
          idOf={({ name, isWhole }) => `${isWhole} ${name}`}
        />
      }
    />
  )
}

function useForestOptions(rows: readonly ForestRow[], title: string, tooFew: string) {
  return useCallback((plot: Plot) => chartOptions(plot, rows, title, tooFew), [rows, title, tooFew])
}

interface Mark {
  readonly name: string
  readonly points: number
  readonly low: number
  readonly high: number
  readonly color: string
  readonly symbol: string
  readonly n: string
}

function chartOptions(
  plot: Plot,
  rows: readonly ForestRow[],
  title: string,
  tooFew: string,
): ReturnType<PlotFigureProps['options']> {
  const marks = rows
    .filter(({ verdict }) => verdict.outcome !== 'too-few')
    .map(({ name, verdict: { effect, outcome }, isWhole }): Mark => {
      const points = effect.value * 100
      return {
        name,
        points,
        low: (effect.low ?? effect.value) * 100,
        high: (effect.high ?? effect.value) * 100,
        color: colors[outcome],
        symbol: isWhole
          ? 'diamond'
          : outcome === 'better'
            ? 'triangle'
            : outcome === 'worse'
              ? 'triangle2'
              : 'circle',
        n: `n = ${effect.n}`,
      }
    })
  const few = rows.filter(({ verdict }) => verdict.outcome === 'too-few').map(({ name }) => ({ name }))
  return {
    marginLeft: 148,
    marginRight: 64,
    marginBottom: 40,
    x: { label: title, labelAnchor: 'center', labelArrow: 'none', grid: true, nice: true },
    y: { label: null, domain: rows.map(({ name }) => name), type: 'point', padding: 0.6, axis: null },
    symbol: { type: 'identity' },
    marks: [
      plot.axisY({ tickSize: 0, lineWidth: 12, textOverflow: 'ellipsis' }),
      plot.ruleX([0], { stroke: 'var(--sb-accent)', strokeDasharray: '3 3' }),
      plot.ruleY(marks, { x1: 'low', x2: 'high', y: 'name', stroke: 'color', strokeWidth: 1.5 }),
      plot.dot(marks, { x: 'points', y: 'name', fill: 'color', symbol: 'symbol', r: 4.5 }),
      plot.text(marks, {
        y: 'name',
        text: 'n',
        frameAnchor: 'right',
        dx: 8,
        textAnchor: 'start',
        fill: 'var(--sb-ink-soft)',
      }),
      plot.text(few, {
        x: () => 0,
        y: 'name',
        text: () => tooFew,
        dx: 8,
        textAnchor: 'start',
        fill: 'var(--sb-ink-soft)',
      }),
    ],
  }
}
