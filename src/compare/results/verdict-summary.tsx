/** The answer in sentences, one a variant: how it fares in quality and in latency, and by intent. */
import type { Report } from '../../../runtime/core/wire/experiments.ts'
import { describeComparison } from '../../../runtime/evaluation/reports/describe-verdict.ts'
import type { SentenceStyle } from '../../../runtime/evaluation/reports/say-verdict.ts'
import { sayComparison } from '../../../runtime/evaluation/reports/say-verdict.ts'
import { useLocale, useMessages } from '../../messages/messages-context.tsx'
import styles from './results.module.css'
import { OutcomeBadge } from './verdict-line.tsx'

const asIs = (text: string) => text
const sentences: SentenceStyle = { words: asIs, name: asIs, slice: asIs }

export function VerdictSummary({ report }: { report: Report }) {
  const say = useMessages()
  const locale = useLocale()
  const primary = report.experiment.definition.primaryMetric
  const isCompared = report.variants.some(({ verdicts }) => verdicts.length > 0)
  if (!report.isComplete && !isCompared) return <p>{say('compare.noVerdicts')}</p>
  return (
    <ul className={styles['summary']}>
      {report.variants.map(({ id, verdicts }) => {
        const phrases = describeComparison(report, id)
        const outcome = verdicts.find(({ metric }) => metric === primary)?.outcome
        return phrases === null ? null : (
          <li key={id} className={styles['sentence']} data-variant={id}>
            {outcome === undefined ? null : <OutcomeBadge outcome={outcome} />}
            <span>{say('compare.sentence', { text: sayComparison(phrases, locale, sentences) })}</span>
          </li>
        )
      })}
    </ul>
  )
}
