/** How many of the last runs left by a port, at its wire: `62 %`, no finer, as room is short. Of how many, its card says. */
import { useLocale } from '../messages/messages-context.tsx'
import { useHeat } from '../session/editor-context.tsx'
import { fewestForStatistic, formatPercent } from '../ui/format-number.ts'
import styles from './heat.module.css'

export interface WireHeatProps {
  readonly node: string
  readonly port: string
}

export function WireHeat({ node, port }: WireHeatProps) {
  const locale = useLocale()
  const seen = useHeat(({ map }) => map?.ports.find((one) => one.node === node && one.port === port))
  const of = useHeat(({ map }) => map?.ports.find((one) => one.node === node)?.of ?? 0)
  if (of < fewestForStatistic) return null
  const share = (seen?.hits ?? 0) / of
  return (
    <span className={styles['wire']} data-testid="wire-heat" data-port={`${node}.${port}`}>
      {formatPercent(share < 0.01 ? share : Math.round(share * 100) / 100, locale)}
    </span>
  )
}
