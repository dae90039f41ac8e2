/** What the adapters behind a bank node did so far, over the runs that are kept. */
import type { ResolvedNode } from '../document/resolve-node.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { useBankFigures } from '../session/use-bank-figures.ts'
import { formatCount, formatDuration } from '../ui/format-number.ts'
import { MeasuredValue } from '../ui/measured-value.tsx'
import styles from './inspector.module.css'

export function BankFiguresSection({ node }: { node: ResolvedNode }) {
  const say = useMessages()
  const locale = useLocale()
  const figures = useBankFigures(node)
  if (figures === null) return null
  const { n, latencyMs, ttftMs, abstained, em, f1 } = figures
  const time = (of: typeof latencyMs) =>
    of.p50 === null || of.p95 === null
      ? of.n === 0
        ? '–'
        : say('ui.tooFew')
      : `${formatDuration(of.p50, locale)} / ${formatDuration(of.p95, locale)}`
  return (
    <section className={styles['section']} aria-label={say('inspector.measured')}>
      <h3>{say('inspector.measured')}</h3>
      <dl className={styles['counts']}>
        <dt>{say('inspector.requests')}</dt>
        <dd>{say('ui.n', { n: formatCount(n, locale) })}</dd>
        <dt>{say('inspector.latency')}</dt>
        <dd>{time(latencyMs)}</dd>
        <dt>{say('inspector.ttft')}</dt>
        <dd>{time(ttftMs)}</dd>
        <dt>{say('inspector.abstained')}</dt>
        <dd>
          <MeasuredValue measured={abstained} />
        </dd>
        <dt>EM</dt>
        <dd>
          <MeasuredValue measured={em} />
        </dd>
        <dt>F1</dt>
        <dd>
          <MeasuredValue measured={f1} />
        </dd>
      </dl>
    </section>
  )
}
