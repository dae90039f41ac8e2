/** How many past requests a rule would have taken, and which. */
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import type { PastRequest } from '../runs/past-requests.ts'
import { Button } from '../ui/button.tsx'
import { fewestForStatistic, formatScore } from '../ui/format-number.ts'
import { useFormScope } from './form-scope.tsx'
import styles from './forms.module.css'
import type { RuleOutcomes } from './rule-outcomes.ts'

export interface RuleOutcomeProps {
  /** Null while they are not known. */
  readonly outcomes: RuleOutcomes | null
  /** The id of the rule, or `default`. */
  readonly rule: string
}

/** `12 of 50`, for the head of a rule. */
export function RuleShare({ outcomes, rule }: RuleOutcomeProps) {
  const say = useMessages()
  if (outcomes === null || outcomes.total === 0) return null
  const { total, taken } = outcomes
  const n = taken.get(rule)?.length ?? 0
  return (
    <span className={styles['share']} data-few={total < fewestForStatistic ? '' : undefined}>
      {say('forms.ruleShare', { n, total })}
    </span>
  )
}

export function RuleOutcome({ outcomes, rule }: RuleOutcomeProps) {
  const say = useMessages()
  const [isOpen, setIsOpen] = useState(false)
  const { past } = useFormScope()
  if (outcomes === null) return past === null ? null : <Awaited />
  const { total, taken, readsHeaders } = outcomes
  const requests = taken.get(rule) ?? []
  const isFew = total < fewestForStatistic
  return (
    <div className={styles['outcome']}>
      <span className={styles['help']}>
        {total === 0
          ? say('forms.noRequests')
          : say(isFew ? 'forms.ruleTookFew' : 'forms.ruleTook', { n: requests.length, total })}
        {readsHeaders ? ` ${say('forms.headersNotKept')}` : ''}
      </span>
      {requests.length === 0 ? null : (
        <Button
          isSmall
          variant="quiet"
          icon={isOpen ? ChevronDown : ChevronRight}
          aria-expanded={isOpen}
          onPress={() => setIsOpen(!isOpen)}
        >
          {say('forms.showRequests', { n: requests.length })}
        </Button>
      )}
      {isOpen ? <RequestList requests={requests} rule={rule} /> : null}
    </div>
  )
}

/** Keeps the place of the line that is to come: what stands below must not move from under a pointer. */
function Awaited() {
  return (
    <div className={styles['outcome']} data-awaited>
      <span className={styles['help']}>{'\u00a0'}</span>
    </div>
  )
}

function RequestList({ requests, rule }: { requests: readonly PastRequest[]; rule: string }) {
  const say = useMessages()
  const { past } = useFormScope()
  return (
    <ul className={styles['requests']} aria-label={say('forms.requests')}>
      {requests.map((request) => (
        <li key={request.runId}>
          <Button
            isSmall
            variant="quiet"
            className={styles['request']}
            onPress={() => past?.open(request.runId)}
          >
            <span className={styles['entryTexts']}>
              <span>{request.question === '' ? request.runId : request.question}</span>
              <RequestDetail request={request} rule={rule} />
            </span>
          </Button>
        </li>
      ))}
    </ul>
  )
}

/** `refund · 0.93 · went to Guests then` */
function RequestDetail({ request, rule }: { request: PastRequest; rule: string }) {
  const say = useMessages()
  const locale = useLocale()
  const { intent, took } = request
  const value = intent !== undefined && 'value' in intent ? intent.value : null
  const { label, confidence } = Object(value) as { readonly label?: unknown; readonly confidence?: unknown }
  const parts = [
    typeof label === 'string' ? label : '',
    typeof confidence === 'number' ? formatScore(confidence, locale) : '',
    took === null || took.port === rule
      ? ''
      : say('forms.wentTo', { branch: took.port === 'default' ? say('forms.defaultBranch') : took.label }),
  ].filter((part) => part !== '')
  return <span className={styles['help']}>{parts.join(' · ')}</span>
}
