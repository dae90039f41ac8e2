/** The share of requests that were answered within a time, for every time: the whole distribution, no summary. */
import { useCallback, useMemo } from 'react'
import { useLocale, useMessages } from '../../messages/messages-context.tsx'
import { fewestForStatistic, formatCount, formatDuration, formatPercent } from '../../ui/format-number.ts'
import type { Plot, PlotFigureProps } from '../../ui/plot-figure.tsx'
import { PlotFigure } from '../../ui/plot-figure.tsx'
import { Table } from '../../ui/table.tsx'
import { Legend } from './legend.tsx'
import type { VariantLook } from './variant-look.ts'

export interface LatencySeries extends VariantLook {
  readonly id: string
  readonly name: string
  /** Of all counted cells, ascending, ms. */
  readonly sortedMs: Float64Array
}

interface Step {
  readonly name: string
  readonly ms: number
  readonly share: number
  readonly color: string
}

/** More steps than pixels would only cost time. */
const mostSteps = 400

/** The empirical distribution function, thinned evenly in share; the fastest and the slowest stay. */
export function ecdfSteps(sortedMs: Float64Array): { ms: number; share: number }[] {
  const n = sortedMs.length
  const count = Math.min(n, mostSteps)
  return Array.from({ length: count }, (_, step) => {
    const rank = count === 1 ? n : Math.round(1 + (step * (n - 1)) / (count - 1))
    return { ms: sortedMs[rank - 1] ?? 0, share: rank / n }
  })
}

const shares = [0.5, 0.9, 0.95, 0.99, 1] as const

export function LatencyChart({ series }: { series: readonly LatencySeries[] }) {
  const say = useMessages()
  const locale = useLocale()
  const title = say('compare.timeAxis')
  const shareTitle = say('compare.shareAxis')
  const options = useCallback(
    (plot: Plot) =>
      chartOptions(plot, series, { title, shareTitle, formatTick: (share) => formatPercent(share, locale) }),
    [series, title, shareTitle, locale],
  )
  const columns = useMemo(
    () =>
      shares.map((share) => ({
        id: String(share),
        title: share === 1 ? say('compare.slowest') : `p${share * 100}`,
        isNumber: true,
        cell: ({ sortedMs }: LatencySeries) =>
          sortedMs.length < fewestForStatistic
            ? say('ui.tooFew')
            : formatDuration(sortedMs[Math.max(0, Math.ceil(share * sortedMs.length) - 1)] ?? 0, locale),
      })),
    [say, locale],
  )
  return (
    <>
      <Legend entries={series.map(({ id, name, color, dash }) => ({ id, label: name, color, dash }))} />
      <PlotFigure
        label={say('compare.latencyLabel')}
        height={300}
        options={options}
        table={
          <Table
            label={say('compare.latencyLabel')}
            columns={[
              { id: 'name', title: say('compare.variant'), cell: ({ name }: LatencySeries) => name },
              ...columns,
              {
                id: 'n',
                title: 'n',
                isNumber: true,
                cell: ({ sortedMs }) => formatCount(sortedMs.length, locale),
              },
            ]}
            rows={series}
            idOf={({ id }) => id}
          />
        }
      />
    </>
  )
}

/** A tail this far from the middle asks for a logarithmic axis. */
const logRatio = 20

interface AxisTexts {
  readonly title: string
  readonly shareTitle: string
  readonly formatTick: (share: number) => string
}

function chartOptions(
  plot: Plot,
  series: readonly LatencySeries[],
  { title, shareTitle, formatTick }: AxisTexts,
): ReturnType<PlotFigureProps['options']> {
  const known = series.filter(({ sortedMs }) => sortedMs.length > 0)
  const fastest = Math.min(...known.map(({ sortedMs }) => sortedMs[0] ?? 0))
  const slowest = Math.max(...known.map(({ sortedMs }) => sortedMs.at(-1) ?? 0))
  const isWide = fastest > 0 && slowest / fastest > logRatio
  return {
    marginLeft: 48,
    marginRight: 24,
    marginBottom: 40,
    marginTop: 24,
    x: {
      label: title,
      labelAnchor: 'right',
      labelArrow: 'none',
      grid: true,
      nice: !isWide,
      type: isWide ? 'log' : 'linear',
      // Neither 100m for a tenth of a millisecond nor 1e+1 for ten.
      tickFormat: isWide ? '~f' : ',~f',
    },
    y: { label: shareTitle, labelArrow: 'none', domain: [0, 1], tickFormat: formatTick, grid: true },
    marks: known.map(({ name, sortedMs, color, dash }) =>
      plot.line(
        ecdfSteps(sortedMs).map(({ ms, share }): Step => ({ name, ms, share, color })),
        {
          x: 'ms',
          y: 'share',
          curve: 'step-after',
          stroke: color,
          strokeWidth: 2,
          ...(dash === '' ? {} : { strokeDasharray: dash }),
        },
      ),
    ),
  }
}
