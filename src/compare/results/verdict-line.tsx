/** One verdict in a line: better, worse or undecided in a word, then by how much and how surely. */
import { CircleCheck, CircleHelp, CircleMinus, TriangleAlert } from 'lucide-react'
import type { LucideIcon } from 'lucide-react'
import type { Verdict } from '../../../runtime/core/wire/experiments.ts'
import { roundRows } from '../../../runtime/evaluation/reports/say-verdict.ts'
import { fewestPairsFor } from '../../../runtime/evaluation/stats/fewest-pairs.ts'
import type { MessageKey } from '../../messages/catalogue.ts'
import { useLocale, useMessages } from '../../messages/messages-context.tsx'
import type { Tone } from '../../ui/badge.tsx'
import { Badge } from '../../ui/badge.tsx'
import { formatCount } from '../../ui/format-number.ts'
import { metricTitle } from '../../runs/metric-title.ts'
import { formatEffect, formatP } from '../metric-words.ts'
import styles from './results.module.css'

type Outcome = Verdict['outcome']

const words: Readonly<Record<Outcome, Extract<MessageKey, `compare.outcome${string}`>>> = {
  better: 'compare.outcomeBetter',
  worse: 'compare.outcomeWorse',
  undecided: 'compare.outcomeUndecided',
  'too-few': 'compare.outcomeTooFew',
}
const tones: Readonly<Record<Outcome, Tone>> = {
  better: 'clear',
  worse: 'danger',
  undecided: 'neutral',
  'too-few': 'neutral',
}
const icons: Readonly<Record<Outcome, LucideIcon>> = {
  better: CircleCheck,
  worse: TriangleAlert,
  undecided: CircleMinus,
  'too-few': CircleHelp,
}

export function OutcomeBadge({ outcome }: { outcome: Outcome }) {
  const say = useMessages()
  return (
    <Badge tone={tones[outcome]} icon={icons[outcome]}>
      {say(words[outcome])}
    </Badge>
  )
}

export function VerdictLine({ verdict }: { verdict: Verdict }) {
  const say = useMessages()
  const locale = useLocale()
  const { metric, outcome, effect, p, pAdjusted, rowsToSettle } = verdict
  const hasFigures = outcome !== 'too-few'
  const chance = formatP(pAdjusted ?? p)
  return (
    <div className={styles['verdict']} data-outcome={outcome}>
      <OutcomeBadge outcome={outcome} />
      <span className={styles['verdictText']}>
        <span className={styles['verdictMetric']}>{metricTitle(metric, say)}</span>{' '}
        {hasFigures ? formatEffect(verdict, say) : null}
        <span className={styles['soft']}>
          {hasFigures && chance !== '' ? ` · ${chance}` : ''} · n{'\u00a0'}={'\u00a0'}
          {formatCount(effect.n, locale)}
          {hasFigures
            ? ''
            : ` · ${say('compare.rowsNeeded', { n: formatCount(fewestPairsFor(metric), locale) })}`}
          {rowsToSettle === null
            ? ''
            : ` · ${say('compare.rowsToSettle', { n: formatCount(roundRows(rowsToSettle), locale) })}`}
        </span>
      </span>
    </div>
  )
}
