/** What a confidence threshold costs and buys: the share that clears it, and the accuracy among those. */
import { useCallback, useMemo } from 'react'
import type { IntentReport } from '../../runtime/core/wire/intents.ts'
import { wilsonInterval } from '../../runtime/evaluation/stats/wilson.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import {
  fewestForStatistic,
  formatCount,
  formatPercent,
  formatPointsInterval,
  formatScore,
} from '../ui/format-number.ts'
import type { Plot } from '../ui/plot-figure.tsx'
import { PlotFigure } from '../ui/plot-figure.tsx'
import { Table } from '../ui/table.tsx'

interface Point {
  readonly threshold: number
  readonly cleared: number
  readonly n: number
  /** Null below n = 5. */
  readonly accuracy: number | null
  readonly low: number
  readonly high: number
}

function pointsOf({ thresholds, n: total }: IntentReport): Point[] {
  return thresholds.map(({ threshold, cleared, accuracy }) => {
    const n = Math.round(cleared * total)
    const { low, high } = wilsonInterval(Math.round((accuracy ?? 0) * n), n)
    return {
      threshold,
      cleared,
      n,
      accuracy: n < fewestForStatistic ? null : accuracy,
      low,
      high,
    }
  })
}

export function ThresholdChart({ report }: { report: IntentReport }) {
  const say = useMessages()
  const locale = useLocale()
  const points = useMemo(() => pointsOf(report), [report])
  const names = {
    threshold: say('routing.threshold'),
    share: say('routing.share'),
    accuracy: say('routing.accuracyAbove'),
  }
  const { threshold, share, accuracy } = names
  const options = useCallback(
    (plot: Plot) =>
      chartOptions(plot, points, { threshold, share, accuracy }, (tick) => formatPercent(tick, locale)),
    [points, threshold, share, accuracy, locale],
  )
  return (
    <PlotFigure
      label={say('routing.thresholdsChart')}
      height={220}
      options={options}
      table={
        <Table
          label={say('routing.thresholdsChart')}
          columns={[
            {
              id: 'threshold',
              title: threshold,
              isNumber: true,
              cell: (point: Point) => formatScore(point.threshold, locale),
            },
            {
              id: 'share',
              title: share,
              isNumber: true,
              cell: (point) => formatPercent(point.cleared, locale),
            },
            { id: 'n', title: 'n', isNumber: true, cell: ({ n }) => formatCount(n, locale) },
            {
              id: 'accuracy',
              title: accuracy,
              isNumber: true,
              cell: (point) =>
                point.accuracy === null
                  ? say('ui.tooFew')
                  : formatPointsInterval(point.accuracy, point.low, point.high),
            },
          ]}
          rows={points}
          idOf={(point) => String(point.threshold)}
        />
      }
    />
  )
}

interface Names {
  readonly threshold: string
  readonly share: string
  readonly accuracy: string
}

function chartOptions(
  plot: Plot,
  points: readonly Point[],
  names: Names,
  formatTick: (share: number) => string,
): ReturnType<Parameters<typeof PlotFigure>[0]['options']> {
  const judged = points.filter(({ accuracy }) => accuracy !== null)
  const lastJudged = judged.at(-1)
  // Far enough from the other name on a narrow chart too.
  const late = points[Math.floor(points.length * 0.75)]
  return {
    marginLeft: 44,
    marginRight: 24,
    marginBottom: 36,
    x: { domain: [0, 1], label: names.threshold, labelArrow: 'none' },
    y: { domain: [0, 1], percent: false, tickFormat: formatTick, label: null, grid: true },
    marks: [
      plot.areaY(judged, {
        x: 'threshold',
        y1: 'low',
        y2: 'high',
        fill: 'var(--sb-clear)',
        fillOpacity: 0.18,
      }),
      plot.lineY(judged, { x: 'threshold', y: 'accuracy', stroke: 'var(--sb-clear)', strokeWidth: 2 }),
      plot.lineY(points, {
        x: 'threshold',
        y: 'cleared',
        stroke: 'var(--sb-accent)',
        strokeWidth: 2,
        strokeDasharray: '6 3',
      }),
      plot.text(lastJudged === undefined ? [] : [judged[Math.floor(judged.length / 4)] ?? lastJudged], {
        x: 'threshold',
        y: 'accuracy',
        text: () => names.accuracy,
        dy: 14,
        textAnchor: 'start',
        fill: 'var(--sb-clear)',
        fontWeight: 600,
      }),
      plot.text(late === undefined ? [] : [late], {
        x: 'threshold',
        y: 'cleared',
        text: () => names.share,
        dy: 16,
        textAnchor: 'end',
        fill: 'var(--sb-accent)',
        fontWeight: 600,
      }),
    ],
  }
}
