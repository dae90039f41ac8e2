/** What the adapters behind a bank node did so far, by version and intent, over the runs that are kept. */
import type { ResolvedNode } from '../document/resolve-node.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { BankMetricsTable } from '../runs/bank-metrics-table.tsx'
import { useBankMetrics } from '../session/use-bank-metrics.ts'
import styles from './inspector.module.css'

export function BankMetricsSection({ node }: { node: ResolvedNode }) {
  const say = useMessages()
  const metrics = useBankMetrics(node)
  if (metrics === null) return null
  return (
    <section className={styles['section']} aria-label={say('inspector.measured')}>
      <h3>{say('inspector.measured')}</h3>
      {metrics.groups.length === 0 ? (
        <p className={styles['empty']}>{say('inspector.nothingMeasured')}</p>
      ) : (
        <>
          <p className={styles['note']}>{say('inspector.measuredHelp')}</p>
          <BankMetricsTable metrics={metrics} isCompact />
        </>
      )}
    </section>
  )
}
