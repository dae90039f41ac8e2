/** What was measured of the bank that a node names: asked for when it is shown, after each run, and when the window comes back. */
import { useEffect, useState } from 'react'
import type { BankFigures } from '../../runtime/core/wire/bank-metrics.ts'
import type { ResolvedNode } from '../document/resolve-node.ts'
import { useEditor, useRunView } from './editor-context.tsx'

/** Null for nodes without a bank, for hosts that do not measure, and until the answer is there. */
export function useBankFigures({ definition, config }: ResolvedNode): BankFigures | null {
  const { resources } = useEditor()
  const isRunning = useRunView(({ status }) => status === 'running')
  const named = definition?.type === 'adapter-bank' ? config['bank'] : undefined
  const bank = typeof named === 'string' && named !== '' ? named : null
  const [known, setKnown] = useState<{ bank: string; figures: BankFigures } | null>(null)
  useEffect(() => {
    if (bank === null || isRunning || resources?.figuresOf === undefined) return undefined
    let isCurrent = true
    const load = () => {
      resources.figuresOf?.(bank).then(
        (figures) => {
          if (isCurrent) setKnown({ bank, figures })
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
  return known?.bank === bank ? known.figures : null
}
