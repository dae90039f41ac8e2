/** Quality against latency or cost: what each variant takes and brings, with its intervals, and which ones nothing else beats. */
import { useCallback, useMemo } from 'react'
import type { Estimate, Report } from '../../../runtime/core/wire/experiments.ts'
import { paretoFront } from '../../../runtime/evaluation/reports/pareto-front.ts'
import { useLocale, useMessages } from '../../messages/messages-context.tsx'
import type { Plot, PlotFigureProps } from '../../ui/plot-figure.tsx'
import { PlotFigure } from '../../ui/plot-figure.tsx'
import { Table } from '../../ui/table.tsx'
import { metricTitle } from '../../runs/metric-title.ts'
import { costText, joinFigure, latencyText, qualityText } from '../metric-words.ts'
import type { VariantReport } from '../results/comparison-columns.tsx'
import type { LabelPlace } from './place-labels.ts'
import { labelGap, placeLabels } from './place-labels.ts'
import { variantLooks } from './variant-look.ts'

interface Point {
  readonly name: string
  readonly x: number
  readonly xLow: number
  readonly xHigh: number
  /** In points out of 100. */
  readonly y: number
  readonly yLow: number
  readonly yHigh: number
  readonly isOnFront: boolean
  readonly color: string
  readonly symbol: string
}

const ends = ({ value, low, high }: Estimate) => ({ low: low ?? value, high: high ?? value })

/** What is less the better. */
export type ParetoAxis = 'latency' | 'cost'

const spentOf = ({ latencyMs, cost }: VariantReport, axis: ParetoAxis): Estimate | null =>
  axis === 'cost' ? cost : (latencyMs?.p50 ?? null)

/** The ids of those that no other one beats; nobody can run the oracle, which knows the answers. */
export function frontOf(
  variants: readonly VariantReport[],
  metric: string,
  axis: ParetoAxis,
): ReadonlySet<string> {
  return paretoFront(
    variants.flatMap((variant) => {
      const [spent, quality] = [spentOf(variant, axis), variant.quality[metric]]
      if (spent === null || quality === undefined || variant.isOracle) return []
      return [{ id: variant.id, spent: spent.value, quality: quality.value }]
    }),
  )
}

/** Variants with both figures, from the fastest or cheapest on. The front is that of all variants, shown or not. */
export function paretoPoints(
  variants: readonly VariantReport[],
  metric: string,
  axis: ParetoAxis,
  front: ReadonlySet<string>,
): Point[] {
  const looks = variantLooks(variants)
  return variants
    .flatMap((variant): Point[] => {
      const { id, name, quality } = variant
      const x = spentOf(variant, axis)
      const y = quality[metric]
      const look = looks.get(id)
      if (x === null || y === undefined || look === undefined) return []
      const { color, symbol } = look
      const [xEnds, yEnds] = [ends(x), ends(y)]
      return [
        {
          name,
          x: x.value,
          xLow: xEnds.low,
          xHigh: xEnds.high,
          y: y.value * 100,
          yLow: yEnds.low * 100,
          yHigh: yEnds.high * 100,
          isOnFront: front.has(id),
          color,
          symbol,
        },
      ]
    })
    .sort((a, b) => a.x - b.x)
}

export interface ParetoChartProps {
  readonly report: Report
  /** Those that are shown. */
  readonly variants: readonly VariantReport[]
  readonly axis: ParetoAxis
}

export function ParetoChart({ report, variants, axis }: ParetoChartProps) {
  const say = useMessages()
  const locale = useLocale()
  const metric = report.experiment.definition.primaryMetric
  const front = useMemo(() => frontOf(report.variants, metric, axis), [report, metric, axis])
  const points = useMemo(() => paretoPoints(variants, metric, axis, front), [variants, metric, axis, front])
  const spentTitle = say(axis === 'cost' ? 'compare.costAxis' : 'compare.latencyAxis')
  const qualityTitle = metricTitle(metric, say)
  const qualityAxis = say('compare.pointsAxis', { metric: qualityTitle })
  const options = useParetoOptions(points, spentTitle, qualityAxis)
  const label = say(axis === 'cost' ? 'compare.paretoCostLabel' : 'compare.paretoLabel', {
    metric: qualityTitle,
  })
  const spentText = (estimate: Estimate) =>
    axis === 'cost' ? costText(estimate, say) : latencyText(estimate, say, locale)
  return (
    <PlotFigure
      label={label}
      height={320}
      options={options}
      table={
        <Table
          label={label}
          columns={[
            { id: 'name', title: say('compare.variant'), cell: ({ name }: VariantReport) => name },
            {
              id: 'spent',
              title: spentTitle,
              isNumber: true,
              cell: (variant) => {
                const spent = spentOf(variant, axis)
                return spent === null ? '–' : joinFigure(spentText(spent))
              },
            },
            {
              id: 'quality',
              title: qualityTitle,
              isNumber: true,
              cell: ({ quality }) => {
                const estimate = quality[metric]
                return estimate === undefined ? '–' : joinFigure(qualityText(estimate, say))
              },
            },
            { id: 'n', title: 'n', isNumber: true, cell: ({ n }) => n },
            {
              id: 'front',
              title: say('compare.onFront'),
              cell: ({ id }) => say(front.has(id) ? 'compare.yes' : 'compare.no'),
            },
          ]}
          rows={variants}
          idOf={({ id }) => id}
        />
      }
    />
  )
}

function useParetoOptions(points: readonly Point[], spentTitle: string, qualityTitle: string) {
  return useCallback(
    (plot: Plot) => chartOptions(plot, points, spentTitle, qualityTitle),
    [points, spentTitle, qualityTitle],
  )
}

/** From this ratio of the most to the least on, a linear axis would press the others together. */
const logRatio = 20

function chartOptions(
  plot: Plot,
  points: readonly Point[],
  spentTitle: string,
  qualityTitle: string,
): ReturnType<PlotFigureProps['options']> {
  const xs = points.flatMap(({ xLow, xHigh }) => [xLow, xHigh])
  // What costs nothing has no place on a logarithmic axis.
  const isWide = Math.min(...xs) > 0 && Math.max(...xs) / Math.min(...xs) > logRatio
  const front = points.filter(({ isOnFront }) => isOnFront)
  return {
    marginLeft: 48,
    marginRight: 24,
    marginBottom: 40,
    marginTop: 24,
    inset: 10,
    x: {
      label: spentTitle,
      labelAnchor: 'right',
      labelArrow: 'none',
      nice: true,
      grid: true,
      type: isWide ? 'log' : 'linear',
      tickFormat: isWide ? '~f' : ',~f',
    },
    y: { label: qualityTitle, labelArrow: 'none', nice: true, grid: true },
    symbol: { type: 'identity' },
    marks: [
      plot.ruleY(points, { x1: 'xLow', x2: 'xHigh', y: 'y', stroke: 'color', strokeWidth: 1.5 }),
      plot.ruleX(points, { y1: 'yLow', y2: 'yHigh', x: 'x', stroke: 'color', strokeWidth: 1.5 }),
      plot.line(front, {
        x: 'x',
        y: 'y',
        curve: 'step-after',
        stroke: 'var(--sb-accent)',
        strokeWidth: 2,
        strokeDasharray: '4 3',
      }),
      plot.dot(points, { x: 'x', y: 'y', fill: 'color', symbol: 'symbol', r: 5 }),
      ...(['start', 'end'] as const).map((side) => names(plot, points, side)),
    ],
  }
}

/** The names at one side of their points, none on another. */
function names(plot: Plot, points: readonly Point[], side: LabelPlace['side']) {
  return plot.text(
    points,
    plot.initializer(
      {
        x: 'x',
        y: 'y',
        text: 'name',
        textAnchor: side,
        dx: side === 'start' ? labelGap : -labelGap,
        fill: 'var(--sb-ink)',
        stroke: 'var(--sb-panel)',
        strokeWidth: 4,
        fontWeight: 600,
      },
      (data, facets, _channels, scales, { width }) => {
        const xs = points.map(({ x }) => Number(scales.x?.(x)))
        const ys = points.map(({ y }) => Number(scales.y?.(y)))
        const places = placeLabels(
          points.map(({ name }, index) => ({ x: xs[index] ?? 0, y: ys[index] ?? 0, text: name })),
          width,
        )
        return {
          data,
          facets: facets.map((indices) => [...indices].filter((index) => places[index]?.side === side)),
          channels: { y: { value: ys.map((y, index) => y + (places[index]?.dy ?? 0)) } },
        }
      },
    ),
  )
}
