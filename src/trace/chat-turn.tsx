/** One question with its answer, the decision behind it, its time, and what to do when it went wrong. */
import { ChevronDown, ChevronRight, Crosshair, RotateCcw, Timer } from 'lucide-react'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { DecisionChip } from '../runs/decision-chip.tsx'
import { DecisionExplained } from '../runs/decision-explained.tsx'
import { isWithoutOutput, mainDecision, outputsOf, streamedText } from '../runs/run-answer.ts'
import type { ChatTurn } from '../runs/run-store.ts'
import { useRunActions } from '../runs/use-run-actions.ts'
import { goToNodeInside } from '../session/go-to-node-inside.ts'
import { placeOfFailure } from '../runs/sub-runs.ts'
import { useEditor, useRuns } from '../session/editor-context.tsx'
import { Button } from '../ui/button.tsx'
import { formatDuration } from '../ui/format-number.ts'
import { Notice } from '../ui/notice.tsx'
import { Spinner } from '../ui/spinner.tsx'
import styles from './chat-turn.module.css'
import { FeedbackButtons } from './feedback-buttons.tsx'
import type { DrawerTab } from './drawer-tab.ts'
import { useRunFailureText } from './trace-context.tsx'
import { TracedValueView } from './value-view.tsx'

export interface ChatTurnProps {
  readonly turn: ChatTurn
  readonly onOpenTab: (tab: DrawerTab) => void
}

export function ChatTurnView({ turn, onOpenTab }: ChatTurnProps) {
  const say = useMessages()
  const { view } = turn
  const question = turn.question === '' ? say('runs.noQuestion') : turn.question
  return (
    <article className={styles['turn']} aria-label={question} data-status={view.status}>
      <p className={styles['question']} dir="auto">
        {question}
      </p>
      <div className={styles['reply']}>
        <Reply turn={turn} />
        <Outcome turn={turn} />
        <Foot turn={turn} onOpenTab={onOpenTab} />
      </div>
    </article>
  )
}

/** The outputs; while the run goes on, and where it broke off, the text so far. */
function Reply({ turn: { view } }: { turn: ChatTurn }) {
  const say = useMessages()
  const outputs = outputsOf(view)
  if (outputs.length > 0) {
    return outputs.map(({ name, traced }) => (
      <div key={name} className={styles['output']}>
        {outputs.length === 1 ? null : <h3 className={styles['outputName']}>{name}</h3>}
        <TracedValueView traced={traced} view={view} node="" />
      </div>
    ))
  }
  const text = streamedText(view)
  if (text !== '') {
    return (
      <p
        className={styles['streaming']}
        dir="auto"
        data-live={view.status === 'running'}
        data-testid="streaming-text"
      >
        {text}
      </p>
    )
  }
  if (isWithoutOutput(view)) return <p className={styles['waiting']}>{say('trace.noOutputReached')}</p>
  if (view.status !== 'running' && view.status !== 'idle') return null
  return (
    <p className={styles['waiting']}>
      <Spinner /> {say('trace.waiting')}
    </p>
  )
}

/** What went wrong, with the way on. */
function Outcome({ turn }: { turn: ChatTurn }) {
  const say = useMessages()
  const failureText = useRunFailureText()
  const editor = useEditor()
  const { run } = useRunActions()
  const connection = useRuns((state) => state.connection)
  const { view, failure } = turn
  const again = (
    <Button isSmall icon={RotateCcw} onPress={() => run(turn.inputs)}>
      {say('ui.tryAgain')}
    </Button>
  )
  if (view.status === 'running' && connection === 'lost') {
    return <Notice tone="caution">{say('trace.connectionLost')}</Notice>
  }
  if (view.status === 'cancelled') {
    return (
      <div className={styles['stopped']}>
        <span>{say('trace.stopped')}</span>
        {again}
      </div>
    )
  }
  const error = failure ?? view.error
  if (error === undefined) return null
  const node = placeOfFailure(view, error)
  const actions: ReactNode = (
    <span className={styles['actions']}>
      {node === undefined ? null : (
        <Button isSmall icon={Crosshair} onPress={() => void goToNodeInside(editor, node)}>
          {say('trace.showNode')}
        </Button>
      )}
      {again}
    </span>
  )
  return (
    <Notice tone="danger" action={actions}>
      {failureText(error)}
    </Notice>
  )
}

/** What unfolds below the edge of the drawer would look like nothing happened. */
function bringIntoView(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: 'nearest' })
}

function Foot({ turn, onOpenTab }: ChatTurnProps) {
  const say = useMessages()
  const locale = useLocale()
  const { runs } = useEditor()
  const [isWhyOpen, setIsWhyOpen] = useState(false)
  const isShown = useRuns((state) => state.view === turn.view)
  const { view } = turn
  const decision = mainDecision(view)
  const openWaterfall = () => {
    runs.getState().showTurn(turn.id)
    onOpenTab('waterfall')
  }
  return (
    <>
      {decision === undefined ? null : (
        <div className={styles['chip']}>
          <DecisionChip decision={decision} />
        </div>
      )}
      <div className={styles['foot']}>
        {decision === undefined ? null : (
          <Button
            isSmall
            variant="quiet"
            icon={isWhyOpen ? ChevronDown : ChevronRight}
            aria-expanded={isWhyOpen}
            onPress={() => setIsWhyOpen(!isWhyOpen)}
          >
            {say('runs.why')}
          </Button>
        )}
        {view.timing === undefined ? null : (
          <Button
            isSmall
            variant="quiet"
            icon={Timer}
            aria-label={say('trace.whereTimeWent', { time: formatDuration(view.timing.wallMs, locale) })}
            onPress={openWaterfall}
          >
            {formatDuration(view.timing.wallMs, locale)}
          </Button>
        )}
        {isShown || view.status === 'idle' ? null : (
          <Button isSmall variant="quiet" icon={Crosshair} onPress={() => runs.getState().showTurn(turn.id)}>
            {say('trace.onCanvas')}
          </Button>
        )}
        <FeedbackButtons view={view}>
          {isWhyOpen ? (
            <div ref={bringIntoView} className={styles['why']}>
              {view.decisions.map((one, index) => (
                <DecisionExplained
                  key={`${one.node}${index}`}
                  decision={one}
                  isChipHidden={view.decisions.length === 1}
                  pins={one === decision ? view.pins : undefined}
                />
              ))}
            </div>
          ) : null}
        </FeedbackButtons>
      </div>
    </>
  )
}
