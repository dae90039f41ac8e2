/** Latency against quality: what each variant costs and brings, with its intervals, and which ones nothing else beats. */
import { useCallback, useMemo } from 'react'
import type { Estimate, Report } from '../../../runtime/core/wire/experiments.ts'
import { useLocale, useMessages } from '../../messages/messages-context.tsx'
import type { Plot, PlotFigureProps } from '../../ui/plot-figure.tsx'
import { PlotFigure } from '../../ui/plot-figure.tsx'
import { Table } from '../../ui/table.tsx'
import { metricTitle } from '../../runs/metric-title.ts'
import { joinFigure, latencyText, qualityText } from '../metric-words.ts'
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

/** Variants with both figures, from the fastest to the slowest. */
export function paretoPoints(variants: readonly VariantReport[], metric: string): Point[] {
  const looks = variantLooks(variants)
  return variants
    .flatMap(({ id, name, latencyMs, quality, isOnFront }): Point[] => {
      const x = latencyMs?.p50
      const y = quality[metric]
      const look = looks.get(id)
      if (x === undefined || y === undefined || look === undefined) return []
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
          isOnFront,
          color,
          symbol,
        },
      ]
    })
    .sort((a, b) => a.x - b.x)
}

export function ParetoChart({ report, variants }: { report: Report; variants: readonly VariantReport[] }) {
  const say = useMessages()
  const locale = useLocale()
  const metric = report.experiment.definition.primaryMetric
  const points = useMemo(() => paretoPoints(variants, metric), [variants, metric])
  const latencyTitle = say('compare.latencyAxis')
  const qualityTitle = metricTitle(metric, say)
  const qualityAxis = say('compare.pointsAxis', { metric: qualityTitle })
  const options = useParetoOptions(points, latencyTitle, qualityAxis)
  return (
    <PlotFigure
      label={say('compare.paretoLabel', { metric: qualityTitle })}
      height={320}
      options={options}
      table={
        <Table
          label={say('compare.paretoLabel', { metric: qualityTitle })}
          columns={[
            { id: 'name', title: say('compare.variant'), cell: ({ name }: VariantReport) => name },
            {
              id: 'latency',
              title: latencyTitle,
              isNumber: true,
              cell: ({ latencyMs }) =>
                latencyMs === null ? '–' : joinFigure(latencyText(latencyMs.p50, say, locale)),
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
              cell: ({ isOnFront }) => say(isOnFront ? 'compare.yes' : 'compare.no'),
            },
          ]}
          rows={variants}
          idOf={({ id }) => id}
        />
      }
    />
  )
}

function useParetoOptions(points: readonly Point[], latencyTitle: string, qualityTitle: string) {
  return useCallback(
    (plot: Plot) => chartOptions(plot, points, latencyTitle, qualityTitle),
    [points, latencyTitle, qualityTitle],
  )
}

/** From this ratio of the slowest to the fastest on, a linear axis would press the fast ones together. */
const logRatio = 20

function chartOptions(
  plot: Plot,
  points: readonly Point[],
  latencyTitle: string,
  qualityTitle: string,
): ReturnType<PlotFigureProps['options']> {
  const xs = points.flatMap(({ xLow, xHigh }) => [xLow, xHigh]).filter((value) => value > 0)
  const isWide = Math.max(...xs) / Math.min(...xs) > logRatio
  const front = points.filter(({ isOnFront }) => isOnFront)
  return {
    marginLeft: 48,
    marginRight: 24,
    marginBottom: 40,
    marginTop: 24,
    inset: 10,
    x: {
      label: latencyTitle,
      labelAnchor: 'right',
      labelArrow: 'none',
      nice: true,
      grid: true,
      type: isWide ? 'log' : 'linear',
      tickFormat: isWide ? '~f' : ',',
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
