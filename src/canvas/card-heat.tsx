/**
 * What the last runs did in a node: `p50 4.2 ms · p95 9.1 ms` in its card, and below it `12 % of time · no errors · n = 37` with
 * how sure it was where it decided.
 */
import type { HeatMap } from '../../runtime/core/wire/heat-map.ts'
import type { ResolvedNode } from '../document/resolve-node.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { useHeat } from '../session/editor-context.tsx'
import { useNodeTexts } from '../session/use-node-texts.ts'
import { formatCount, formatDuration, formatPercent, formatScore } from '../ui/format-number.ts'
import type { CardPlace } from './below-card.tsx'
import { BelowCard } from './below-card.tsx'
import styles from './heat.module.css'

function useNodeHeat(id: string) {
  return useHeat(({ map }) => map?.nodes.find((one) => one.node === id))
}

export function CardHeatTimes({ id }: { id: string }) {
  const say = useMessages()
  const locale = useLocale()
  const node = useNodeHeat(id)
  if (node === undefined || node.errorRate === null)
    return say('canvas.heatFew', { n: formatCount(node?.hits ?? 0, locale) })
  const time = (ms: number | null) => (ms === null ? say('ui.tooFew') : formatDuration(ms, locale))
  const { p50, p95 } = node.durationMs
  return say('canvas.heatTimes', { p50: time(p50), p95: time(p95) })
}

export function CardHeat({ of, resolved }: { of: CardPlace; resolved: ResolvedNode }) {
  const say = useMessages()
  const locale = useLocale()
  const node = useNodeHeat(of.node)
  if (node === undefined || node.errorRate === null) return null
  const { shareOfTime, errorRate, hits } = node
  return (
    <BelowCard of={of} testId="node-heat">
      <div>
        {say('canvas.heatRest', {
          share: shareOfTime === null ? say('ui.tooFew') : formatPercent(shareOfTime, locale),
          errors: formatPercent(errorRate, locale),
          n: formatCount(hits, locale),
        })}
      </div>
      <Sureness node={of.node} resolved={resolved} />
    </BelowCard>
  )
}

type PortHeat = HeatMap['ports'][number]

/** A line for each branch that was taken often enough; the only one needs no name. */
function Sureness({ node, resolved: { definition, outputs } }: { node: string; resolved: ResolvedNode }) {
  const say = useMessages()
  const locale = useLocale()
  const texts = useNodeTexts()
  const map = useHeat((state) => state.map)
  const sure = map?.ports.filter((one) => one.node === node && one.confidence.p50 !== null) ?? []
  const titleOf = ({ port }: PortHeat) => {
    const known = outputs[port]
    return known === undefined || definition === undefined
      ? port
      : texts.portTitleOf(definition, 'outputs', port, known)
  }
  return sure.map((one) => {
    const text = say('canvas.heatSure', {
      confidence: formatScore(one.confidence.p50 ?? NaN, locale),
      margin: formatScore(one.margin.p50 ?? NaN, locale),
    })
    return (
      <div key={one.port} className={styles['sure']}>
        {sure.length === 1 ? text : `${titleOf(one)} · ${text}`}
      </div>
    )
  })
}
