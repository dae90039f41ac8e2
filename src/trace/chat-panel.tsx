/** Questions and what came of them, newest last, with the box for the next one. */
import { MessageCircle, SendHorizontal } from 'lucide-react'
import type { KeyboardEvent } from 'react'
import { useEffect, useRef } from 'react'
import { useMessages } from '../messages/messages-context.tsx'
import { checkField, labelOfField, questionField } from '../runs/run-form.ts'
import { useInputFields } from '../runs/use-input-fields.ts'
import { useRunActions } from '../runs/use-run-actions.ts'
import { useEditor, useIssues, useRuns } from '../session/editor-context.tsx'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { ErrorBoundary } from '../ui/error-boundary.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { TextField } from '../ui/text-field.tsx'
import styles from './chat-panel.module.css'
import { ChatTurnView } from './chat-turn.tsx'
import type { DrawerTab } from './drawer-tab.ts'
import { RunFailure, RunFaults } from './run-faults.tsx'

export function ChatPanel({ onOpenTab }: { onOpenTab: (tab: DrawerTab) => void }) {
  return (
    <div className={styles['chat']} data-tour="chat">
      <Turns onOpenTab={onOpenTab} />
      <RunFailure />
      <RunFaults />
      <Composer onOpenForm={() => onOpenTab('form')} />
    </div>
  )
}

/** By themselves: they are drawn anew with every word of an answer. */
function Turns({ onOpenTab }: { onOpenTab: (tab: DrawerTab) => void }) {
  const say = useMessages()
  const turns = useRuns((state) => state.turns)
  const canRun = useIssues(({ issues }) => issues.length === 0)
  const end = useStickyEnd()
  return (
    <div
      className={styles['turns']}
      ref={end}
      tabIndex={0}
      role="log"
      aria-live="off"
      aria-label={say('trace.chat')}
    >
      {turns.length === 0 ? (
        canRun ? (
          <EmptyState icon={MessageCircle} title={say('trace.chatEmptyTitle')}>
            {say('trace.chatEmptyText')}
          </EmptyState>
        ) : null
      ) : (
        turns.map((turn) => (
          <ErrorBoundary key={turn.id} isSmall name={turn.question || say('runs.noQuestion')} of={turn}>
            <ChatTurnView turn={turn} onOpenTab={onOpenTab} />
          </ErrorBoundary>
        ))
      )}
    </div>
  )
}

function Composer({ onOpenForm }: { onOpenForm: () => void }) {
  const say = useMessages()
  const { runs } = useEditor()
  const fields = useInputFields()
  const draft = useRuns((state) => state.draft)
  const hasTurns = useRuns(({ turns }) => turns.length > 0)
  const { runDraft } = useRunActions()
  const asked = questionField(fields)
  if (asked === undefined) {
    // Nothing to fill in either: what is missing is said above.
    if (fields.length === 0) return <div className={styles['composer']} />
    return (
      <div className={styles['composer']}>
        <Button onPress={onOpenForm}>{say('trace.useForm')}</Button>
      </div>
    )
  }
  // Asked once, people expect the next question to be understood by the first.
  const isAlone = hasTurns && !fields.some(({ role }) => role === 'messages' || role === 'conversation')
  const text = String(draft[asked.name] ?? '')
  const others = fields.filter(
    (field) => field !== asked && field.role === 'none' && checkField(field, draft[field.name]) !== null,
  )
  const send = () => {
    if (text.trim() !== '') runDraft()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter ends a word in a Chinese or Japanese input method before it sends anything.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return
    event.preventDefault()
    send()
  }
  return (
    <div className={styles['composer']} data-tour="ask">
      <div className={styles['box']} onKeyDownCapture={onKeyDown}>
        <TextField
          label={asked.title === '' ? say('runs.question') : labelOfField(asked, say)}
          isLabelHidden
          isMultiline
          rows={1}
          placeholder={say('trace.ask')}
          maxLength={asked.maxLength}
          value={text}
          onChange={(value) => runs.getState().setDraft({ ...draft, [asked.name]: value })}
          end={
            <IconButton
              label={say('trace.send')}
              icon={SendHorizontal}
              shortcut="Enter"
              isSmall
              isDisabled={text.trim() === ''}
              onPress={send}
            />
          }
        />
      </div>
      {isAlone ? <p className={styles['hint']}>{say('trace.chatAlone')}</p> : null}
      {others.length === 0 ? null : (
        <p className={styles['hint']}>
          {say('trace.alsoNeeds', {
            fields: others.map((field) => labelOfField(field, say)).join(', '),
          })}{' '}
          <Button isSmall variant="quiet" onPress={onOpenForm}>
            {say('trace.useForm')}
          </Button>
        </p>
      )}
    </div>
  )
}

/** Keeps the end in view while one reads there; someone who scrolled up is left alone. */
function useStickyEnd() {
  const element = useRef<HTMLDivElement>(null)
  const isAtEnd = useRef(true)
  const { runs } = useEditor()
  useEffect(() => {
    const box = element.current
    if (box === null) return
    const onScroll = () => {
      isAtEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < 48
    }
    const toEnd = () => {
      box.scrollTop = box.scrollHeight
    }
    if (runs.getState().turns.length > 0) toEnd()
    box.addEventListener('scroll', onScroll)
    const stop = runs.subscribe(({ turns }, before) => {
      if (turns === before.turns) return
      if (isAtEnd.current || turns.length > before.turns.length) requestAnimationFrame(toEnd)
    })
    return () => {
      box.removeEventListener('scroll', onScroll)
      stop()
    }
  }, [runs])
  return element
}
