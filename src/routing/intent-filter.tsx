/** The intents with their counts; choosing one narrows the utterances. */
import type { IntentSummary } from '../../runtime/core/wire/intents.ts'
import type { Say } from '../messages/catalogue.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { hrefOf } from '../session/navigation.ts'
import { Badge } from '../ui/badge.tsx'
import { formatCount } from '../ui/format-number.ts'
import { outOfScopeIntent } from './out-of-scope.ts'
import styles from './routing.module.css'
import { fewestUtterances } from './weak-intents.ts'

export function intentName(intent: string, say: Say): string {
  return intent === outOfScopeIntent ? say('routing.outOfScope') : intent
}

export function IntentFilter({ model, selected }: { model: IntentSummary; selected: string | null }) {
  const say = useMessages()
  const locale = useLocale()
  const isOut = (intent: string) => intent === outOfScopeIntent
  const intents = model.intents.toSorted(
    (a, b) => Number(isOut(a.intent)) - Number(isOut(b.intent)) || a.intent.localeCompare(b.intent, locale),
  )
  const line = (intent: string | null, name: string, n: number) => (
    <li key={name}>
      <a
        className={styles['intent']}
        href={hrefOf('routing', model.id, 'utterances', ...(intent === null ? [] : [intent]))}
        aria-current={selected === intent ? 'true' : undefined}
      >
        <span className={styles['intentName']}>{name}</span>
        {intent !== null && !isOut(intent) && n < fewestUtterances ? (
          <Badge tone="caution">{say('routing.fewMark')}</Badge>
        ) : null}
        <span>{formatCount(n, locale)}</span>
      </a>
    </li>
  )
  return (
    <nav className={styles['intents']} aria-label={say('routing.intents')}>
      <ul>
        {line(null, say('routing.all'), model.utterances)}
        {intents.map(({ intent, n }) => line(intent, intentName(intent, say), n))}
      </ul>
    </nav>
  )
}
