/** The training loss so far. */
import { useCallback } from 'react'
import type { Job } from '../../runtime/core/wire/jobs.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { formatCount, formatNumber } from '../ui/format-number.ts'
import type { Plot } from '../ui/plot-figure.tsx'
import { PlotFigure } from '../ui/plot-figure.tsx'
import { Table } from '../ui/table.tsx'
import styles from './adapters.module.css'

export function LossChart({ points }: { points: Job['series'] }) {
  const say = useMessages()
  const locale = useLocale()
  const step = say('adapters.step')
  const options = useCallback(
    (plot: Plot) => ({
      marginLeft: 44,
      marginRight: 16,
      marginBottom: 36,
      x: { label: step, labelArrow: 'none' as const, nice: true },
      y: { label: null, grid: true, zero: true, nice: true },
      marks: [
        plot.lineY(points, { x: 'step', y: 'value', stroke: 'var(--sb-accent)', strokeWidth: 2 }),
        plot.dot(points, { x: 'step', y: 'value', r: 2.5, fill: 'var(--sb-accent)' }),
      ],
    }),
    [points, step],
  )
  return (
    <>
      <p className={styles['soft']}>{say('adapters.lossHelp')}</p>
      <PlotFigure
        label={say('adapters.lossChart')}
        height={220}
        options={options}
        table={
          <Table
            label={say('adapters.lossChart')}
            columns={[
              {
                id: 'step',
                title: step,
                isNumber: true,
                cell: (point: Job['series'][number]) => formatCount(point.step, locale),
              },
              {
                id: 'value',
                title: say('adapters.lossValue'),
                isNumber: true,
                cell: ({ value }) => formatNumber(value, locale),
              },
            ]}
            rows={points}
            idOf={(point) => String(point.step)}
          />
        }
      />
    </>
  )
}
