/**
 * How many of the last runs left by a port, at its wire, and how sure those were that decided: `62 % · n = 37`, below it
 * `confidence 0.91 · margin 0.62`. With too few of them only `n = 3`, in grey. Room is short: a share is told no finer than a percent,
 * and in large print, or where no more fits, alone, until the wire is looked at.
 */
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { useHeat } from '../session/editor-context.tsx'
import { fewestForStatistic, formatCount, formatPercent, formatScore } from '../ui/format-number.ts'
import { joinClasses } from '../ui/class-names.ts'
import { widthOf } from '../ui/text-width.ts'
import styles from './heat.module.css'

export interface WireHeatProps {
  readonly node: string
  readonly port: string
  /** What its line has, in the drawing's pixels. */
  readonly room: number
}

export function WireHeat({ node, port, room }: WireHeatProps) {
  const say = useMessages()
  const locale = useLocale()
  const seen = useHeat(({ map }) => map?.ports.find((one) => one.node === node && one.port === port))
  const of = useHeat(({ map }) => map?.ports.find((one) => one.node === node)?.of ?? 0)
  if (of === 0) return null
  const n = formatCount(of, locale)
  const isFew = of < fewestForStatistic
  const share = (seen?.hits ?? 0) / of
  const percent = formatPercent(share < 0.01 ? share : Math.round(share * 100) / 100, locale)
  const ofRuns = ` · ${say('canvas.heatWire', { n })}`
  const confidence = seen?.confidence.p50 ?? null
  const margin = seen?.margin.p50 ?? null
  return (
    <div
      className={styles['wire']}
      data-testid="wire-heat"
      data-port={`${node}.${port}`}
      data-few={isFew ? '' : undefined}
    >
      <div className={styles['sure']}>
        {isFew ? say('canvas.heatWire', { n }) : percent}
        {isFew ? null : (
          <span className={styles['wireMore']} data-tight={lineWidth(`${percent}${ofRuns}`) > room}>
            {ofRuns}
          </span>
        )}
      </div>
      {isFew || confidence === null ? null : (
        <div className={joinClasses(styles['sure'], styles['wireMore'])}>
          {say('canvas.heatSure', {
            confidence: formatScore(confidence, locale),
            margin: margin === null ? '–' : formatScore(margin, locale),
          })}
        </div>
      )}
    </div>
  )
}

/** At ten pixels, with its frame: what is estimated for pictures is a little wide. */
const lineWidth = (text: string) => widthOf(text, 10) * 0.8 + 8
