/** What a bank's adapters did so far, a line each below the card: `times@3f9a…  n = 124  4.2 ms  F1 61.2 [57.0, 65.1]`. */
import type { BankFigures, BankMetrics, Measured } from '../../runtime/core/wire/bank-metrics.ts'
import type { ResolvedNode } from '../document/resolve-node.ts'
import type { Say } from '../messages/catalogue.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { shortenAdapter } from '../runs/decision-chip.tsx'
import { useBankMetrics } from '../session/use-bank-metrics.ts'
import { formatCount, formatDuration, formatPointsInterval } from '../ui/format-number.ts'
import type { CardPlace } from './below-card.tsx'
import { BelowCard } from './below-card.tsx'
import styles from './node-card.module.css'

/** A bank has about as many adapters as jobs; the table in the inspector has them all. */
const mostLines = 7

export function CardMetrics({ of, resolved }: { of: CardPlace; resolved: ResolvedNode }) {
  const say = useMessages()
  const metrics = useBankMetrics(resolved)
  if (metrics === null || metrics.total.n === 0) return null
  const { total, adapters } = metrics
  const hidden = adapters.length - mostLines
  return (
    <BelowCard of={of} testId="bank-figures" className={styles['figures']}>
      {adapters.length < 2 ? null : <Line name={say('canvas.allAdapters')} figures={total} />}
      {adapters.slice(0, mostLines).map((one) => (
        <Line key={one.adapter ?? ''} name={nameOf(one, say)} figures={one} />
      ))}
      {hidden > 0 ? (
        <span className={styles['more']}>{say('canvas.moreAdapters', { n: hidden })}</span>
      ) : null}
    </BelowCard>
  )
}

function nameOf({ adapter }: BankMetrics['adapters'][number], say: Say): string {
  return adapter === null ? say('adapters.withoutAdapter') : shortenAdapter(adapter)
}

function Line({ name, figures: { n, latencyMs, f1 } }: { name: string; figures: BankFigures }) {
  const say = useMessages()
  const locale = useLocale()
  const { p50 } = latencyMs
  return (
    <>
      <span className={styles['who']}>{name}</span>
      <span>{say('ui.n', { n: formatCount(n, locale) })}</span>
      <span>{p50 === null ? say('ui.tooFew') : `p50 ${formatDuration(p50, locale)}`}</span>
      <span>F1 {intervalOf(f1, say)}</span>
    </>
  )
}

function intervalOf({ n, value, low, high }: Measured, say: Say): string {
  if (n === 0) return '–'
  return value === null || low === null || high === null
    ? say('ui.tooFew')
    : formatPointsInterval(value, low, high)
}
