/** Which run is on show: when, what was asked, how it ended, and whether the pipeline has changed since. */
import { useMemo } from 'react'
import { hashPipeline } from '../../runtime/core/document/content-hash.ts'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { DecisionChip } from '../runs/decision-chip.tsx'
import { mainDecision } from '../runs/run-answer.ts'
import { useWhole } from '../session/editor-context.tsx'
import { formatMoment } from '../ui/format-number.ts'
import { Notice } from '../ui/notice.tsx'
import styles from './run-head.module.css'
import { RunStatusBadge } from './run-status.tsx'
import { useRunFailureText } from './trace-context.tsx'

export function RunHead({ view }: { view: RunView }) {
  const say = useMessages()
  const locale = useLocale()
  const failureText = useRunFailureText()
  const document = useWhole((state) => state.document)
  const decision = mainDecision(view)
  const hasChanged = useMemo(
    () => view.pins !== undefined && view.pins.revision !== hashPipeline(document),
    [document, view.pins],
  )
  const question = Object.values(view.inputs).find(
    (traced) => 'value' in traced && typeof traced.value === 'string',
  )
  const text = question !== undefined && 'value' in question ? String(question.value) : ''
  return (
    <>
      <div className={styles['head']}>
        <RunStatusBadge status={view.status} />
        <span className={styles['when']}>
          {view.startedAt === undefined ? '' : formatMoment(view.startedAt, locale)}
        </span>
        <span className={styles['question']} title={text}>
          {text}
        </span>
        {decision === undefined ? null : <DecisionChip decision={decision} isShort />}
        {hasChanged ? <span className={styles['changed']}>{say('trace.changedSince')}</span> : null}
      </div>
      {view.error === undefined || view.status === 'cancelled' ? null : (
        <Notice tone="danger">{failureText(view.error)}</Notice>
      )}
    </>
  )
}
