/**
 * A decision in one line: intent, confidence, runner-up, adapter: `refund · 0.93 (next: change 0.04) → refunds@3f9a…`.
 * It looks the same in chat, trace, tables and on the canvas.
 */
import { Hexagon } from 'lucide-react'
import type { IntentProbability } from '../../runtime/core/values.ts'
import type { DecisionSummary, RunSummary } from '../../runtime/core/wire/runs.ts'
import type { Say } from '../messages/catalogue.ts'
import type { Locale } from '../messages/locale.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { joinClasses } from '../ui/class-names.ts'
import { formatScore } from '../ui/format-number.ts'
import { Icon } from '../ui/icon.tsx'
import { branchTitle } from './branch-title.ts'
import styles from './decision-chip.module.css'

/** `refunds@3f9a12bc34de` as `refunds@3f9a…`. */
export function shortenAdapter(adapter: string): string {
  const [name = '', hash = ''] = adapter.split('@')
  return hash === '' ? name : `${name}@${hash.slice(0, 4)}…`
}

/** Where the request went, in words. */
export function describeTarget(decision: DecisionSummary, say: Say): string {
  if (decision.kind === 'router') return branchTitle(decision, say)
  if (decision.adapter !== null) return shortenAdapter(decision.adapter)
  return decision.outcome === 'fallback' ? say('runs.fallback') : say('runs.baseModel')
}

export function describeDecision(decision: DecisionSummary, say: Say, locale: Locale): string {
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
  readonly decision: DecisionSummary
  /** Without the runner-up, where there is little room. */
  readonly isShort?: boolean
  /** Without where it went: on the wire that goes there. */
  readonly isTargetHidden?: boolean
}

export function DecisionChip({ decision, isShort = false, isTargetHidden = false }: DecisionChipProps) {
  const say = useMessages()
  const locale = useLocale()
  const { intent, confidence, runnerUp, abstained } = decision
  return (
    <Chip
      intent={intent === null && decision.kind === 'router' ? null : (intent ?? say('runs.noIntent'))}
      confidence={confidence}
      runnerUp={isShort ? null : runnerUp}
      target={isTargetHidden && intent !== null ? null : describeTarget(decision, say)}
      isAbstained={abstained}
      title={describeDecision(decision, say, locale)}
    />
  )
}

/**
 * The decisions of a run in a list, a line each. Runs of older versions kept no more than what the last one came to; nothing
 * where nothing was decided.
 */
export function SummaryChips({ summary }: { summary: RunSummary }) {
  if (summary.decisions.length === 0) return <SummaryChip summary={summary} />
  return summary.decisions.map((decision, index) => (
    <DecisionChip key={`${decision.node} ${index}`} decision={decision} isShort />
  ))
}

/** The same line for what is known of a run or a cell without its runner-up; nothing where nothing was decided. */
export function SummaryChip({ summary }: { summary: Pick<RunSummary, 'intent' | 'confidence' | 'adapter'> }) {
  const say = useMessages()
  const locale = useLocale()
  const { intent, confidence, adapter } = summary
  if (intent === null && adapter === null) return null
  const name = intent ?? say('runs.noIntent')
  const target = adapter === null ? say('runs.baseModel') : shortenAdapter(adapter)
  const score = confidence === null ? '' : ` · ${formatScore(confidence, locale)}`
  return (
    <Chip
      intent={name}
      confidence={confidence}
      runnerUp={null}
      target={target}
      isAbstained={adapter === null}
      title={`${name}${score} → ${target}`}
    />
  )
}

interface ChipProps {
  readonly intent: string | null
  readonly confidence: number | null
  readonly runnerUp: IntentProbability | null
  readonly target: string | null
  readonly isAbstained: boolean
  readonly title: string
}

function Chip({ intent, confidence, runnerUp, target, isAbstained, title }: ChipProps) {
  const say = useMessages()
  const locale = useLocale()
  return (
    <span
      className={joinClasses(styles['chip'], isAbstained && styles['abstained'])}
      title={title}
      data-testid="decision-chip"
    >
      <Icon icon={Hexagon} size={12} />
      {intent === null ? null : <span className={styles['name']}>{intent}</span>}
      {confidence === null ? null : <span>· {formatScore(confidence, locale)}</span>}
      {runnerUp === null ? null : (
        <span className={styles['soft']}>
          ({say('runs.next', { intent: runnerUp.label, p: formatScore(runnerUp.p, locale) })})
        </span>
      )}
      {target === null ? null : <span className={styles['target']}>→ {target}</span>}
    </span>
  )
}
