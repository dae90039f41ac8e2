/** Coverage, quality, regret and latency at the threshold that is tried, each with its interval and what it was. */
import type { Estimate } from '../../../runtime/core/wire/experiments.ts'
import type { ThresholdEstimates } from '../../../runtime/evaluation/reports/threshold-estimates.ts'
import type { SimulatedFigures } from '../../../runtime/evaluation/reports/threshold-simulation.ts'
import { useLocale, useMessages } from '../../messages/messages-context.tsx'
import {
  fewestForStatistic,
  formatCount,
  formatDuration,
  formatNumber,
  formatPercent,
  formatPoints,
} from '../../ui/format-number.ts'
import { Stat, StatList } from '../../ui/stat.tsx'
import type { Scale } from '../whisker.tsx'
import { scaleOf, Whisker } from '../whisker.tsx'
import styles from './threshold.module.css'

export interface TrialFiguresProps {
  readonly now: SimulatedFigures
  readonly stored: SimulatedFigures
  /** Of `now`; a moment late while the slider moves. */
  readonly estimates: ThresholdEstimates
  readonly metric: string
}

const shareScale: Scale = { low: 0, high: 1 }

export function TrialFigures({ now, stored, estimates, metric }: TrialFiguresProps) {
  const say = useMessages()
  const locale = useLocale()
  const percent = (share: number) => formatPercent(share, locale)
  const time = (ms: number) => formatDuration(ms, locale)
  const timeEnd = (ms: number) => formatNumber(ms, locale)
  const times = scaleOf([estimates.p50Ms, estimates.p95Ms])
  const share = { format: formatPoints, scale: shareScale }
  return (
    <div aria-live="off" data-testid="threshold-figures">
      <StatList>
        <Figure
          label={say('compare.coverage')}
          estimate={estimates.coverage}
          n={now.n}
          value={now.coverage}
          was={stored.coverage}
          format={percent}
          formatEnd={formatPoints}
          scale={shareScale}
        />
        <Figure
          label={metric}
          estimate={estimates.quality}
          n={now.scored}
          value={now.quality}
          was={stored.quality}
          {...share}
        />
        <Figure
          label={say('compare.regret')}
          estimate={estimates.regret}
          n={now.scored}
          value={now.regret}
          was={stored.regret}
          {...share}
        />
        {(['p50', 'p95'] as const).map((quantile) => (
          <Figure
            key={quantile}
            label={say('compare.latency', { quantile })}
            estimate={estimates[`${quantile}Ms`]}
            n={now.timed}
            value={now[`${quantile}Ms`]}
            was={stored[`${quantile}Ms`]}
            format={time}
            formatEnd={timeEnd}
            scale={times}
          />
        ))}
      </StatList>
    </div>
  )
}

interface FigureProps {
  readonly label: string
  readonly estimate: Estimate | null
  readonly n: number
  readonly value: number
  /** At the thresholds that were run. */
  readonly was: number
  readonly format: (value: number) => string
  /** Of the ends of the interval. @default format */
  readonly formatEnd?: (value: number) => string
  readonly scale: Scale
}

function Figure({ label, estimate, n, value, was, format, formatEnd = format, scale }: FigureProps) {
  const say = useMessages()
  const locale = useLocale()
  const isEnough = n >= fewestForStatistic
  const { low = null, high = null } = estimate ?? {}
  const end = (side: number | null) => (side === null ? '–' : formatEnd(side))
  return (
    <Stat
      label={label}
      value={
        isEnough ? (
          <>
            {format(value)}{' '}
            {low === null && high === null ? null : (
              <span className={styles['interval']}>
                [{end(low)}, {end(high)}]
              </span>
            )}
          </>
        ) : (
          say('ui.tooFew')
        )
      }
      detail={
        <>
          {isEnough && estimate !== null ? (
            <span className={styles['whisker']}>
              <Whisker estimate={estimate} scale={scale} reference={was} />
            </span>
          ) : null}
          <span className={styles['was']}>{say('compare.wasFigure', { value: format(was) })}</span>{' '}
          <span className={styles['was']}>n = {formatCount(n, locale)}</span>
        </>
      }
    />
  )
}
