/** Try an utterance: the most probable intents with their confidence. */
import { useQuery } from '@tanstack/react-query'
import { MessageSquare, MessageSquareMore } from 'lucide-react'
import { useState } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { IntentValue } from '../../runtime/core/values.ts'
import type { IntentSummary } from '../../runtime/core/wire/intents.ts'
import { useFailureText, useLocale, useMessages } from '../messages/messages-context.tsx'
import { useServer } from '../session/server-context.tsx'
import { Badge } from '../ui/badge.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { formatScore } from '../ui/format-number.ts'
import { Notice } from '../ui/notice.tsx'
import { Spinner } from '../ui/spinner.tsx'
import { TextField } from '../ui/text-field.tsx'
import styles from './routing.module.css'

export function IntentTrial({ model }: { model: IntentSummary }) {
  const say = useMessages()
  const sayFailure = useFailureText()
  const server = useServer()
  const [typed, setTyped] = useState('')
  const [text, setText] = useState<string | null>(null)
  const { data, error } = useQuery({
    queryKey: ['prediction', model.id, model.model, text],
    queryFn: () => server.intents.predict(model.id, text ?? ''),
    enabled: text !== null,
  })
  return (
    <div className={styles['trial']}>
      <form
        className={styles['trialForm']}
        onSubmit={(event) => {
          event.preventDefault()
          if (typed.trim() !== '') setText(typed.trim())
        }}
      >
        <TextField
          label={say('routing.text')}
          placeholder={say('routing.textHint')}
          value={typed}
          onChange={setTyped}
          maxLength={2_000}
        />
        <Button icon={MessageSquareMore} type="submit" isDisabled={typed.trim() === ''}>
          {say('routing.predict')}
        </Button>
      </form>
      {text === null ? (
        <EmptyState icon={MessageSquare} title={say('routing.tryFirst')}>
          {say('routing.tryFirstText')}
        </EmptyState>
      ) : error !== null ? (
        <Notice tone="danger">{sayFailure(toFailure(error))}</Notice>
      ) : data === undefined ? (
        <p role="status">
          <Spinner /> {say('ui.loading')}
        </p>
      ) : (
        <Prediction value={data} />
      )}
    </div>
  )
}

function Prediction({ value }: { value: IntentValue }) {
  const say = useMessages()
  const locale = useLocale()
  const { label, confidence, margin, top, outOfScope, model } = value
  return (
    <section className={styles['prediction']} aria-live="polite">
      <p>
        <strong>
          {label === null
            ? say('routing.verdictNone')
            : say('routing.verdictIntent', {
                intent: label,
                p: formatScore(confidence, locale),
                margin: formatScore(margin, locale),
              })}
        </strong>{' '}
        <Badge tone={outOfScope ? 'caution' : 'clear'}>
          {say(outOfScope ? 'routing.beyondScope' : 'routing.inScope')}
        </Badge>
      </p>
      <ol className={styles['bars']}>
        {top.map(({ label: intent, p }) => (
          <li key={intent} className={styles['bar']}>
            <span className={styles['barName']}>{intent}</span>
            <span className={styles['track']} aria-hidden>
              <span className={styles['fill']} style={{ inlineSize: `${p * 100}%` }} />
            </span>
            <span className={styles['barValue']}>{formatScore(p, locale)}</span>
          </li>
        ))}
      </ol>
      <p className={styles['soft']}>{say('routing.byModel', { model })}</p>
    </section>
  )
}
