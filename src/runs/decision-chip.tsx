/**
 * A decision in one line: intent, confidence, runner-up, adapter: `refund · 0.93 (next: change 0.04) → refunds@3f9a…`.
 * It looks the same in chat, trace, tables and on the canvas.
 */
import { Hexagon } from 'lucide-react'
import type { DecisionRecord } from '../../runtime/core/trace/decision.ts'
import type { Say } from '../messages/catalogue.ts'
import type { Locale } from '../messages/locale.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { joinClasses } from '../ui/class-names.ts'
import { formatScore } from '../ui/format-number.ts'
import { Icon } from '../ui/icon.tsx'
import styles from './decision-chip.module.css'

/** `refunds@3f9a12bc34de` as `refunds@3f9a…`. */
export function shortenAdapter(adapter: string): string {
  const [name = '', hash = ''] = adapter.split('@')
  return hash === '' ? name : `${name}@${hash.slice(0, 4)}…`
}

/** Where the request went, in words. */
export function describeTarget(decision: DecisionRecord, say: Say): string {
  if (decision.kind === 'router') return decision.rule?.label ?? decision.port
  if (decision.adapter !== null) return shortenAdapter(decision.adapter)
  return decision.outcome === 'fallback' ? say('runs.fallback') : say('runs.baseModel')
}

export function describeDecision(decision: DecisionRecord, say: Say, locale: Locale): string {
  const { intent, confidence, runnerUp } = decision
  const parts = [
    intent ?? say('runs.noIntent'),
    confidence === null ? '' : `· ${formatScore(confidence, locale)}`,
    runnerUp === null
      ? ''
      : `(${say('runs.next', { intent: runnerUp.label, p: formatScore(runnerUp.p, locale) })})`,
    `→ ${describeTarget(decision, say)}`,
  ]
  return parts.filter((part) => part !== '').join(' ')
}

export interface DecisionChipProps {
  readonly decision: DecisionRecord
  /** Without the runner-up, where there is little room. */
  readonly isShort?: boolean
}

export function DecisionChip({ decision, isShort = false }: DecisionChipProps) {
  const say = useMessages()
  const locale = useLocale()
  const { intent, confidence, runnerUp, abstained } = decision
  const text = describeDecision(decision, say, locale)
  return (
    <span
      className={joinClasses(styles['chip'], abstained && styles['abstained'])}
      title={text}
      data-testid="decision-chip"
    >
      <Icon icon={Hexagon} size={12} />
      {intent === null && decision.kind === 'router' ? null : (
        <span className={styles['name']}>{intent ?? say('runs.noIntent')}</span>
      )}
      {confidence === null ? null : <span>· {formatScore(confidence, locale)}</span>}
      {runnerUp === null || isShort ? null : (
        <span className={styles['soft']}>
          ({say('runs.next', { intent: runnerUp.label, p: formatScore(runnerUp.p, locale) })})
        </span>
      )}
      <span className={styles['target']}>→ {describeTarget(decision, say)}</span>
    </span>
  )
}
