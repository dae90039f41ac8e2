/** How many of the last runs went along a wire, and how sure those that decided were: `62 % · n = 37 · confidence 0.91 · margin 0.62`. */
import { EdgeLabelRenderer } from '@xyflow/react'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { useHeat } from '../session/editor-context.tsx'
import { formatCount, formatPercent, formatScore } from '../ui/format-number.ts'
import styles from './heat.module.css'

export interface WireHeatProps {
  readonly node: string
  readonly port: string
  readonly x: number
  readonly y: number
}

/** Below it there is too little to say anything. */
const fewest = 5

export function WireHeat({ node, port, x, y }: WireHeatProps) {
  const say = useMessages()
  const locale = useLocale()
  const seen = useHeat(({ map }) => map?.ports.find((one) => one.node === node && one.port === port))
  const of = useHeat(({ map }) => map?.ports.find((one) => one.node === node)?.of ?? 0)
  if (of === 0) return null
  const n = formatCount(of, locale)
  const { confidence, margin } = seen ?? {}
  return (
    <EdgeLabelRenderer>
      <div
        className={styles['wire']}
        data-testid="wire-heat"
        data-port={`${node}.${port}`}
        data-few={of < fewest ? '' : undefined}
        style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
      >
        <div>
          {of < fewest
            ? say('canvas.heatFew', { n })
            : say('canvas.heatWire', { share: formatPercent((seen?.hits ?? 0) / of, locale), n })}
        </div>
        {confidence?.p50 === null || confidence?.p50 === undefined ? null : (
          <div>
            {say('canvas.heatSure', {
              confidence: formatScore(confidence.p50, locale),
              margin: margin?.p50 === null || margin === undefined ? '–' : formatScore(margin.p50, locale),
            })}
          </div>
        )}
      </div>
    </EdgeLabelRenderer>
  )
}
