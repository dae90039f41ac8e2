/** A decision in full: the chip, the sentences that explain it, and what the run was pinned to. */
import type { DecisionRecord } from '../../runtime/core/trace/decision.ts'
import type { RunPins } from '../../runtime/core/trace/events.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { DecisionChip } from './decision-chip.tsx'
import styles from './decision-explained.module.css'
import { explainDecision } from './explain-decision.ts'

export interface DecisionExplainedProps {
  readonly decision: DecisionRecord
  /** Shown below when given. */
  readonly pins?: RunPins | undefined
  /** The chip stands elsewhere already. */
  readonly isChipHidden?: boolean
}

export function DecisionExplained({ decision, pins, isChipHidden = false }: DecisionExplainedProps) {
  const say = useMessages()
  const locale = useLocale()
  return (
    <div className={styles['explained']}>
      {isChipHidden ? null : (
        <div>
          <DecisionChip decision={decision} />
        </div>
      )}
      <p data-testid="decision-sentence">
        {explainDecision(decision, say, locale).join(locale === 'en' ? ' ' : '')}
      </p>
      {pins === undefined ? null : <Pins pins={pins} decision={decision} />}
    </div>
  )
}

function Pins({ pins, decision }: { pins: RunPins; decision: DecisionRecord }) {
  const say = useMessages()
  const facts: readonly (readonly [string, string])[] = [
    [say('runs.pinRevision'), pins.revision.slice(0, 12)],
    ...Object.values(pins.indexes).map((index) => [say('runs.pinIndex'), index] as const),
    ...Object.values(pins.intents).map((model) => [say('runs.pinIntents'), model] as const),
    ...Object.entries(pins.banks)
      .filter(([bank]) => decision.bank === null || bank === decision.bank)
      .map(
        ([bank, { generation }]) =>
          [say('runs.pinBank'), say('runs.pinBankValue', { bank, generation })] as const,
      ),
  ]
  return (
    <dl className={styles['pins']} aria-label={say('runs.pinnedTo')}>
      {facts.map(([name, value]) => (
        <div key={name + value}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
