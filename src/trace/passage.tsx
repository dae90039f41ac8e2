/** The text of a passage: headings as headings, line breaks kept, and the given spans marked. */
import type { SourceSpan } from '../../runtime/core/values.ts'
import { joinClasses } from '../ui/class-names.ts'
import { markLines } from './mark-lines.ts'
import styles from './passage.module.css'

export interface PassageProps {
  readonly text: string
  /** Offsets into `text`, ascending. */
  readonly marks: readonly SourceSpan[]
  /** `quote`: what an answer quotes; `match`: words of the question. */
  readonly kind: 'quote' | 'match'
  readonly isClamped?: boolean
}

export function Passage({ text, marks, kind, isClamped = false }: PassageProps) {
  return (
    <div className={joinClasses(styles['passage'], isClamped && styles['clamped'])} dir="auto">
      {markLines(text, marks).map(({ start, isHeading, pieces }) => (
        <p key={start} className={isHeading ? styles['heading'] : undefined}>
          {pieces.map((piece) =>
            piece.isMarked ? (
              <mark key={piece.start} className={styles[kind]}>
                {piece.text}
              </mark>
            ) : (
              piece.text
            ),
          )}
        </p>
      ))}
    </div>
  )
}
