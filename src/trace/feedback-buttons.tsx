/** Two thumbs, kept with the run; after a thumb down, room for what the answer should have been. */
import { ThumbsDown, ThumbsUp } from 'lucide-react'
import type { ReactNode } from 'react'
import { useState } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import type { Feedback } from '../../runtime/core/wire/runs.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { useEditor, useRuns } from '../session/editor-context.tsx'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { TextField } from '../ui/text-field.tsx'
import { useToast } from '../ui/toast.tsx'
import styles from './feedback-buttons.module.css'

/** For the run that the editor shows; `children` stand before what should have been said. */
export function FeedbackButtons({ view, children }: { view: RunView; children?: ReactNode }) {
  const { runner, runs } = useEditor()
  const runId = view.runId ?? ''
  const given = useRuns((state) => state.feedback[runId])
  if (runner?.addFeedback === undefined || view.status !== 'succeeded' || runId === '') return children
  return (
    <FeedbackForm
      given={given === undefined ? [] : [given]}
      onGive={(feedback) => runs.getState().addFeedback(runId, feedback)}
    >
      {children}
    </FeedbackForm>
  )
}

export interface FeedbackFormProps {
  /** What was said of the run, oldest first. */
  readonly given: readonly Feedback[]
  readonly onGive: (feedback: Feedback) => Promise<void>
  readonly children?: ReactNode
}

export function FeedbackForm({ given, onGive, children }: FeedbackFormProps) {
  const say = useMessages()
  const failureText = useFailureText()
  const toast = useToast()
  const [better, setBetter] = useState('')
  const give = (feedback: Feedback) => {
    onGive(feedback).catch((error: unknown) =>
      toast({ text: failureText(toFailure(error).toJSON()), tone: 'danger' }),
    )
  }
  const lastScore = given.findLast((feedback) => 'score' in feedback)
  const score = lastScore !== undefined && 'score' in lastScore ? lastScore.score : null
  const label = given.findLast((feedback) => 'label' in feedback)
  return (
    <>
      <span className={styles['thumbs']} role="group" aria-label={say('trace.feedback')}>
        <IconButton
          label={say('trace.good')}
          icon={ThumbsUp}
          isSmall
          isToggled={score === 1}
          onPress={() => give({ score: 1 })}
        />
        <IconButton
          label={say('trace.bad')}
          icon={ThumbsDown}
          isSmall
          isToggled={score === -1}
          onPress={() => give({ score: -1 })}
        />
        {given.length === 0 ? null : <span className={styles['kept']}>{say('trace.feedbackKept')}</span>}
      </span>
      {children}
      {label !== undefined && 'label' in label ? (
        <p className={styles['kept']}>{say('trace.labelled', { label: label.label })}</p>
      ) : null}
      {score === -1 ? (
        <form
          className={styles['better']}
          onSubmit={(event) => {
            event.preventDefault()
            if (better.trim() === '') return
            give({ label: better.trim() })
            setBetter('')
          }}
        >
          <TextField label={say('trace.shouldBe')} value={better} onChange={setBetter} maxLength={10_000} />
          <Button type="submit" isDisabled={better.trim() === ''}>
            {say('trace.keep')}
          </Button>
        </form>
      ) : null}
    </>
  )
}
