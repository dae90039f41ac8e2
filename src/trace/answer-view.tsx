/** An answer: its text, whether it declined, and what it quotes. */
import { Quote } from 'lucide-react'
import { useState } from 'react'
import type { RunView } from '../../runtime/core/trace/run-view.ts'
import type { Answer, Citation } from '../../runtime/core/values.ts'
import { useLocale, useMessages } from '../messages/messages-context.tsx'
import { formatScore } from '../ui/format-number.ts'
import { Icon } from '../ui/icon.tsx'
import styles from './answer-view.module.css'
import { CitationDialog } from './citation-dialog.tsx'

export interface AnswerViewProps {
  readonly answer: Answer
  /** The run it came from; its passages are opened by the citations. */
  readonly view: RunView
}

export function AnswerView({ answer, view }: AnswerViewProps) {
  const say = useMessages()
  const locale = useLocale()
  const [open, setOpen] = useState<Citation | null>(null)
  const { text, abstained, citations, confidence } = answer
  return (
    <div className={styles['answer']}>
      <p className={styles['text']} dir="auto" data-testid="answer-text">
        {text}
      </p>
      {abstained ? <p className={styles['abstained']}>{say('trace.abstained')}</p> : null}
      {citations.length === 0 && confidence === undefined ? null : (
        <ul className={styles['citations']} aria-label={say('trace.citations')}>
          {citations.map((citation) => (
            <li key={`${citation.chunkId}:${citation.source.start}`}>
              <button type="button" className={styles['citation']} onClick={() => setOpen(citation)}>
                <Icon icon={Quote} size={12} />
                {citation.title}
              </button>
            </li>
          ))}
          {confidence === undefined || abstained ? null : (
            <li className={styles['confidence']}>
              {say('trace.answerConfidence', { confidence: formatScore(confidence, locale) })}
            </li>
          )}
        </ul>
      )}
      {open === null ? null : <CitationDialog citation={open} view={view} onClose={() => setOpen(null)} />}
    </div>
  )
}
