/** Coverage against quality at every threshold, with the point where the slider stands and the one that was run. */
import { useCallback, useMemo } from 'react'
import type { ThresholdEstimates } from '../../../runtime/evaluation/reports/threshold-estimates.ts'
import type {
  ThresholdSimulation,
  Thresholds,
} from '../../../runtime/evaluation/reports/threshold-simulation.ts'
import { useLocale, useMessages } from '../../messages/messages-context.tsx'
import { formatPercent, formatPoints, formatScore } from '../../ui/format-number.ts'
import type { Plot, PlotFigureProps } from '../../ui/plot-figure.tsx'
import { PlotFigure } from '../../ui/plot-figure.tsx'
import { Table } from '../../ui/table.tsx'

interface Point {
  readonly threshold: number
  readonly coverage: number
  readonly quality: number
  readonly regret: number
}

export interface TradeOffChartProps {
  readonly simulation: ThresholdSimulation
  readonly thresholds: Thresholds
  readonly pinned: Thresholds
  readonly estimates: { readonly now: ThresholdEstimates; readonly before: ThresholdEstimates }
  readonly metric: string
}

const steps = Float64Array.from({ length: 101 }, (_, step) => step / 100)

function curveOf(simulation: ThresholdSimulation): Point[] {
  const found = simulation.curve(steps, {})
  return Array.from(steps, (threshold, at) => ({
    threshold,
    coverage: found.coverage[at] ?? NaN,
    quality: found.quality[at] ?? NaN,
    regret: found.regret[at] ?? NaN,
  }))
}

export function TradeOffChart({ simulation, thresholds, pinned, estimates, metric }: TradeOffChartProps) {
  const say = useMessages()
  const locale = useLocale()
  const curve = useMemo(() => curveOf(simulation), [simulation])
  const now = useMemo(
    (): Point => ({ threshold: thresholds.threshold, ...simulation.simulate(thresholds) }),
    [simulation, thresholds],
  )
  const before = useMemo(
    (): Point => ({ threshold: pinned.threshold, ...simulation.simulate(pinned) }),
    [simulation, pinned],
  )
  const quality = say('compare.pointsAxis', { metric })
  const words = {
    coverage: say('compare.coverage'),
    now: say('compare.pointNow'),
    before: say('compare.pointBefore'),
  }
  const { coverage, now: nowWord, before: beforeWord } = words
  const reach = useMemo(
    () => [reachOf(before, estimates.before), reachOf(now, estimates.now)],
    [before, now, estimates.before, estimates.now],
  )
  const options = useCallback(
    (plot: Plot) =>
      chartOptions(
        plot,
        { curve, now, before, reach },
        { quality, coverage, now: nowWord, before: beforeWord },
        (share) => formatPercent(share, locale),
      ),
    [curve, now, before, reach, quality, coverage, nowWord, beforeWord, locale],
  )
  const label = say('compare.tradeOffLabel', { metric })
  return (
    <PlotFigure
      label={label}
      height={320}
      options={options}
      table={
        <Table
          label={label}
          columns={[
            {
              id: 'threshold',
              title: say('compare.threshold'),
              isNumber: true,
              cell: (point: Point) => formatScore(point.threshold, locale),
            },
            {
              id: 'coverage',
              title: coverage,
              isNumber: true,
              cell: (point) => formatPercent(point.coverage, locale),
            },
            {
              id: 'quality',
              title: metric,
              isNumber: true,
              cell: ({ quality }) => formatPoints(quality),
            },
            {
              id: 'regret',
              title: say('compare.regret'),
              isNumber: true,
              cell: ({ regret }) => formatPoints(regret),
            },
          ]}
          rows={curve.filter((_, at) => at % 5 === 0)}
          idOf={({ threshold }) => String(threshold)}
        />
      }
    />
  )
}

interface Points {
  readonly curve: readonly Point[]
  readonly now: Point
  readonly before: Point
  readonly reach: readonly Reach[]
}

/** The intervals of a point, across and up; where one is open it ends at the point. */
interface Reach {
  readonly x: number
  readonly y: number
  readonly x1: number
  readonly x2: number
  readonly y1: number
  readonly y2: number
}

function reachOf(point: Point, { coverage, quality }: ThresholdEstimates): Reach {
  const y = inPoints(point)
  return {
    x: point.coverage,
    y,
    x1: coverage?.low ?? point.coverage,
    x2: coverage?.high ?? point.coverage,
    y1: quality === null || quality.low === null ? y : quality.low * 100,
    y2: quality === null || quality.high === null ? y : quality.high * 100,
  }
}

interface Words {
  /** Of the axis. */
  readonly quality: string
  readonly coverage: string
  readonly now: string
  readonly before: string
}

const inPoints = ({ quality }: Point) => quality * 100

/** The name of a point stands in a corner between its intervals, of two points in opposite ones. */
function pointNames(points: readonly Point[]) {
  const [left, right] = points.toSorted((a, b) => a.coverage - b.coverage)
  const isInside = (left?.coverage ?? 0) > 0.1
  return [
    ...(left === undefined ? [] : [{ point: left, ...sideOf(isInside), dy: isInside ? -14 : 16 }]),
    ...(right === undefined ? [] : [{ point: right, ...sideOf(right.coverage > 0.85), dy: 16 }]),
  ]
}

function sideOf(isLeft: boolean) {
  return isLeft ? { textAnchor: 'end' as const, dx: -10 } : { textAnchor: 'start' as const, dx: 10 }
}

function chartOptions(
  plot: Plot,
  { curve, now, before, reach }: Points,
  words: Words,
  formatTick: (share: number) => string,
): ReturnType<PlotFigureProps['options']> {
  const known = curve.filter(({ quality }) => Number.isFinite(quality))
  const isMoved = now.coverage !== before.coverage || now.quality !== before.quality
  return {
    marginLeft: 48,
    marginRight: 32,
    marginTop: 24,
    marginBottom: 40,
    x: {
      label: words.coverage,
      labelAnchor: 'right',
      labelArrow: 'none',
      domain: [0, 1],
      tickFormat: formatTick,
      grid: true,
    },
    y: { label: words.quality, labelArrow: 'none', nice: true, grid: true },
    marks: [
      plot.line(known, { x: 'coverage', y: inPoints, stroke: 'var(--sb-ink-soft)', strokeWidth: 2 }),
      plot.ruleY(reach, { y: 'y', x1: 'x1', x2: 'x2', stroke: 'var(--sb-ink-soft)', strokeWidth: 1.5 }),
      plot.ruleX(reach, { x: 'x', y1: 'y1', y2: 'y2', stroke: 'var(--sb-ink-soft)', strokeWidth: 1.5 }),
      plot.dot([before], {
        x: 'coverage',
        y: inPoints,
        r: 5,
        stroke: 'var(--sb-ink)',
        fill: 'var(--sb-panel)',
        strokeWidth: 2,
      }),
      plot.dot(isMoved ? [now] : [], { x: 'coverage', y: inPoints, r: 6, fill: 'var(--sb-accent)' }),
      ...pointNames(isMoved ? [before, now] : [before]).map(({ point, textAnchor, dx, dy }) =>
        plot.text([point], {
          x: 'coverage',
          y: inPoints,
          text: () => (point === now && isMoved ? words.now : words.before),
          textAnchor,
          dx,
          dy,
          fill: 'var(--sb-ink)',
          stroke: 'var(--sb-panel)',
          strokeWidth: 4,
          fontWeight: 600,
        }),
      ),
    ],
  }
}
