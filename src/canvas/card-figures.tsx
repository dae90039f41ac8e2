/** What a bank's adapters did so far, in a line below the card: `n = 124 · p50 4.2 ms · F1 0.61 [0.57, 0.65]`. */
import type { ResolvedNode } from '../document/resolve-node.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { useBankFigures } from '../session/use-bank-figures.ts'
import { formatCount, formatDuration, formatInterval } from '../ui/format-number.ts'
import styles from './node-card.module.css'

export function CardFigures({ resolved }: { resolved: ResolvedNode }) {
  const say = useMessages()
  const locale = useLocale()
  const figures = useBankFigures(resolved)
  if (figures === null || figures.n === 0) return null
  const { n, latencyMs, f1 } = figures
  const tooFew = say('ui.tooFew')
  const quality =
    f1.value === null || f1.low === null || f1.high === null
      ? tooFew
      : formatInterval(f1.value, f1.low, f1.high, locale)
  return (
    <div className={styles['figures']} data-testid="bank-figures">
      {say('canvas.bankFigures', {
        n: formatCount(n, locale),
        p50: latencyMs.p50 === null ? tooFew : formatDuration(latencyMs.p50, locale),
        f1: quality,
      })}
    </div>
  )
}
