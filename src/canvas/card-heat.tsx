/** What the last runs did in a node, below its card: `p50 4.2 ms · p95 9.1 ms · 12 % · no errors · n = 37`. */
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { useHeat } from '../session/editor-context.tsx'
import { formatCount, formatDuration, formatPercent } from '../ui/format-number.ts'
import styles from './heat.module.css'

export function CardHeat({ id }: { id: string }) {
  const say = useMessages()
  const locale = useLocale()
  const node = useHeat(({ map }) => map?.nodes.find((one) => one.node === id))
  const isLoaded = useHeat(({ map }) => map !== null)
  if (!isLoaded) return null
  const n = node?.hits ?? 0
  if (node === undefined || node.errorRate === null) {
    return (
      <div className={styles['figures']} data-testid="node-heat" data-few>
        {say('canvas.heatFew', { n: formatCount(n, locale) })}
      </div>
    )
  }
  const { durationMs, shareOfTime, errorRate } = node
  const time = (ms: number | null) => (ms === null ? say('ui.tooFew') : formatDuration(ms, locale))
  return (
    <div className={styles['figures']} data-testid="node-heat">
      <div>{say('canvas.heatTimes', { p50: time(durationMs.p50), p95: time(durationMs.p95) })}</div>
      <div>
        {say('canvas.heatRest', {
          share: shareOfTime === null ? say('ui.tooFew') : formatPercent(shareOfTime, locale),
          errors: formatPercent(errorRate, locale),
          n: formatCount(n, locale),
        })}
      </div>
    </div>
  )
}
