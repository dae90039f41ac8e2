/** What was measured of the bank that a node names: asked for when it is shown, after each run, and when the window comes back. */
import { useEffect, useState } from 'react'
import type { BankMetrics } from '../../runtime/core/wire/bank-metrics.ts'
import type { ResolvedNode } from '../document/resolve-node.ts'
import { useEditor, useRunView } from './editor-context.tsx'

/** Null for nodes without a bank, for hosts that do not measure, and until the answer is there. */
export function useBankMetrics({ definition, config }: ResolvedNode): BankMetrics | null {
  const { resources } = useEditor()
  const isRunning = useRunView(({ status }) => status === 'running')
  const named = definition?.type === 'adapter-bank' ? config['bank'] : undefined
  const bank = typeof named === 'string' && named !== '' ? named : null
  const [known, setKnown] = useState<{ bank: string; metrics: BankMetrics } | null>(null)
  useEffect(() => {
    if (bank === null || isRunning || resources?.metricsOf === undefined) return undefined
    let isCurrent = true
    const load = () => {
      resources.metricsOf?.(bank).then(
        (metrics) => {
          if (isCurrent) setKnown({ bank, metrics })
        },
        // The picker says what is wrong with the bank; here there is just nothing to show.
        () => undefined,
      )
    }
    load()
    globalThis.addEventListener('focus', load)
    return () => {
      isCurrent = false
      globalThis.removeEventListener('focus', load)
    }
  }, [resources, bank, isRunning])
  return known?.bank === bank ? known.metrics : null
}
