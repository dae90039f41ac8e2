/** Lets a person move the bank's threshold, and shows what becomes of their own question: it is asked again on the other side. */
import { useQuery } from '@tanstack/react-query'
import { useContext, useEffect, useState } from 'react'
import { useStore } from 'zustand'
import type { DecisionRecord } from '../../../runtime/core/trace/decision.ts'
import type { Locale } from '../../messages/locale.ts'
import { useLocale, useMessages } from '../../messages/messages-context.tsx'
import { DecisionChip } from '../../runs/decision-chip.tsx'
import { explainDecision } from '../../runs/explain-decision.ts'
import { useServer } from '../../session/server-context.tsx'
import { Button } from '../../ui/button.tsx'
import { formatScore } from '../../ui/format-number.ts'
import {
  bankDecision,
  directionOf,
  freeThreshold,
  inputsOf,
  isCrossed,
  nodeOf,
  routeThreshold,
  thresholdOf,
  withConfig,
} from './threshold-task.ts'
import styles from './tour.module.css'
import type { TourWatch, Watched } from './tour-watch.ts'
import { TourWatchContext } from './tour-watch.ts'

/** A threshold on its way is not asked about. */
const restMs = 500

export function ThresholdStep({ onToQuestion }: { onToQuestion: () => void }) {
  const watch = useContext(TourWatchContext)
  return watch === null ? null : <Watching watch={watch} onToQuestion={onToQuestion} />
}

function Watching({ watch, onToQuestion }: { watch: TourWatch; onToQuestion: () => void }) {
  const say = useMessages()
  const locale = useLocale()
  const watched = useStore(watch)
  const decision = bankDecision(watched.run)
  // What was decided before anything was moved.
  const [first, setFirst] = useState(decision)
  if (first === undefined && decision !== undefined) setFirst(decision)
  if (first === undefined) {
    return (
      <>
        <p>{say('tour.askFirst')}</p>
        <Button onPress={onToQuestion}>{say('tour.toQuestion')}</Button>
      </>
    )
  }
  if (directionOf(first) === null) {
    const [reason = ''] = explainDecision(first, say, locale)
    return (
      <>
        <p>{say('tour.unmovable', { reason })}</p>
        <Button onPress={onToQuestion}>{say('tour.toQuestion')}</Button>
      </>
    )
  }
  return <Moving watched={watched} first={first} last={decision ?? first} />
}

interface MovingProps {
  readonly watched: Watched
  readonly first: DecisionRecord
  readonly last: DecisionRecord
}

function Moving({ watched, first, last }: MovingProps) {
  const say = useMessages()
  const locale = useLocale()
  const { handle, document } = watched
  const { node: id, intent } = first
  const { routes, isPending } = useBankRoutes(first.bank)
  const node = nodeOf(document, id)
  const [start] = useState(node?.config)
  const threshold = thresholdOf(node)
  const ownOfRoute = node === undefined || routes === undefined ? null : routeThreshold(node, intent, routes)
  const score = (value: number | null) => formatScore(value ?? 0, locale)
  const facts = {
    intent: intent ?? '',
    confidence: exactScore(first.confidence ?? 0, locale),
    threshold: score(first.threshold),
  }
  const put = (config: typeof start) => {
    if (document !== null && config !== undefined) handle?.current?.replace(withConfig(document, id, config))
  }
  const goTo = () => {
    if (node !== undefined && ownOfRoute !== null) put(freeThreshold(node, intent, routes ?? []))
    handle?.current?.goToNode(id, 'threshold')
  }
  return (
    <>
      <p>{say(directionOf(first) === 'above' ? 'tour.moveAbove' : 'tour.moveBelow', facts)}</p>
      {ownOfRoute === null ? null : (
        <p>{say('tour.ownThreshold', { intent: facts.intent, threshold: score(ownOfRoute) })}</p>
      )}
      <Outcomes {...{ watched, first, last }} threshold={ownOfRoute === null ? threshold : null} />
      <div className={styles['ways']}>
        {isPending ? null : (
          <Button isSmall onPress={goTo}>
            {say('tour.goToThreshold')}
          </Button>
        )}
        {JSON.stringify(node?.config) === JSON.stringify(start) ? null : (
          <Button isSmall variant="quiet" onPress={() => put(start)}>
            {say('tour.putBack')}
          </Button>
        )}
      </div>
    </>
  )
}

/** Short of certain is not 1.00 where it stands beside a threshold. */
function exactScore(value: number, locale: Locale): string {
  const text = formatScore(value, locale)
  return Number(text) < 1 || value === 1 ? text : (Math.floor(value * 10_000) / 10_000).toFixed(4)
}

function useBankRoutes(bank: string | null) {
  const server = useServer()
  const { data, isPending } = useQuery({
    queryKey: ['bank', bank],
    queryFn: () => server.banks.get(bank ?? ''),
    enabled: bank !== null,
  })
  return { routes: data?.routes, isPending }
}

/** What the first answer was decided on, and what the same question comes to at the threshold of now. */
function Outcomes({ watched, first, last, threshold }: MovingProps & { readonly threshold: number | null }) {
  const say = useMessages()
  const locale = useLocale()
  const isFarSide = threshold !== null && isCrossed(first, threshold)
  const isAnswered = last !== first && last.threshold === threshold
  const isAsking = useAskedAgain(watched, isFarSide && !isAnswered ? threshold : null)
  return (
    <div className={styles['outcomes']}>
      {/* Where the threshold is now is told by its slider. */}
      <div className={styles['outcomes']} role="status">
        <Outcome decision={first} />
        {isFarSide && isAnswered ? <Outcome decision={last} /> : null}
      </div>
      {isFarSide && isAsking ? (
        <span>{say('tour.askingAgain', { threshold: formatScore(threshold, locale) })}</span>
      ) : null}
      {threshold === null || isFarSide || threshold === first.threshold ? null : (
        <span>{say('tour.thresholdNow', { threshold: formatScore(threshold, locale) })}</span>
      )}
    </div>
  )
}

function Outcome({ decision }: { decision: DecisionRecord }) {
  const say = useMessages()
  const locale = useLocale()
  return (
    <div data-testid="tour-outcome">
      <span className={styles['count']}>
        {say('tour.atThreshold', { threshold: formatScore(decision.threshold ?? 0, locale) })}
      </span>{' '}
      <DecisionChip decision={decision} isShort />
    </div>
  )
}

/**
 * Asks the same again once the threshold rests.
 * @returns false where nothing is to be asked, or it has ended: why it gave no answer stands in the chat
 */
function useAskedAgain({ handle, run }: Watched, threshold: number | null): boolean {
  const [asked, setAsked] = useState<number | null>(null)
  const [ended, setEnded] = useState<number | null>(null)
  useEffect(() => {
    if (threshold === null || asked === threshold || handle === null || run === null) return
    const timer = setTimeout(() => {
      setAsked(threshold)
      setEnded(null)
      void handle.current?.run(inputsOf(run)).finally(() => setEnded(threshold))
    }, restMs)
    return () => clearTimeout(timer)
  }, [asked, handle, run, threshold])
  return threshold !== null && ended !== threshold
}
