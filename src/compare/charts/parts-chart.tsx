/** Where the time of each variant goes, along the critical path: the parts stacked to the whole. */
import { useCallback, useMemo } from 'react'
import { useLocale, useMessages } from '../../messages/messages-context.tsx'
import { formatDuration } from '../../ui/format-number.ts'
import type { Plot, PlotFigureProps } from '../../ui/plot-figure.tsx'
import { PlotFigure } from '../../ui/plot-figure.tsx'
import { Table } from '../../ui/table.tsx'
import type { VariantReport } from '../results/comparison-columns.tsx'
import { timeParts } from '../time-parts.ts'
import { Legend } from './legend.tsx'

interface Segment {
  readonly variant: string
  readonly ms: number
  readonly color: string
}

export function PartsChart({ variants }: { variants: readonly VariantReport[] }) {
  const say = useMessages()
  const locale = useLocale()
  const timed = useMemo(() => variants.filter(({ parts }) => parts !== null), [variants])
  const segments = useMemo(
    () =>
      timed.flatMap(({ name, parts }): Segment[] =>
        timeParts.map(({ id, color }) => ({ variant: name, ms: parts?.[id] ?? 0, color })),
      ),
    [timed],
  )
  const title = say('compare.partsAxis')
  const options = useCallback((plot: Plot) => chartOptions(plot, segments, title), [segments, title])
  return (
    <>
      <Legend entries={timeParts.map(({ id, titleKey, color }) => ({ id, label: say(titleKey), color }))} />
      <PlotFigure
        label={say('compare.partsLabel')}
        height={64 + timed.length * 36}
        options={options}
        table={
          <Table
            label={say('compare.partsLabel')}
            columns={[
              { id: 'name', title: say('compare.variant'), cell: ({ name }: VariantReport) => name },
              ...timeParts.map(({ id, titleKey }) => ({
                id,
                title: say(titleKey),
                isNumber: true,
                cell: ({ parts }: VariantReport) =>
                  parts === null ? '–' : formatDuration(parts[id], locale),
              })),
              {
                id: 'n',
                title: 'n',
                isNumber: true,
                cell: ({ latencyMs }: VariantReport) => latencyMs?.n ?? 0,
              },
            ]}
            rows={timed}
            idOf={({ id }) => id}
          />
        }
      />
    </>
  )
}

function chartOptions(
  plot: Plot,
  segments: readonly Segment[],
  title: string,
): ReturnType<PlotFigureProps['options']> {
  return {
    marginLeft: 176,
    marginRight: 24,
    marginBottom: 40,
    x: { label: title, labelAnchor: 'right', labelArrow: 'none', grid: true, nice: true },
    y: { label: null, domain: [...new Set(segments.map(({ variant }) => variant))], axis: null },
    marks: [
      // A long name loses its end, not its beginning; the table has it whole.
      plot.axisY({ tickSize: 0, lineWidth: 14.5, textOverflow: 'ellipsis' }),
      plot.barX(segments, { x: 'ms', y: 'variant', fill: 'color', insetTop: 4, insetBottom: 4 }),
      plot.ruleX([0], { stroke: 'var(--sb-ink-faint)' }),
    ],
  }
}
