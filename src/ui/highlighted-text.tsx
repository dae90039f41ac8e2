/** A text with some of its spans marked. */
import type { ReactNode } from 'react'
import styles from './highlighted-text.module.css'

export interface HighlightedTextProps {
  readonly text: string
  /** Ascending, not overlapping; offsets in UTF-16, end exclusive. */
  readonly spans: readonly { readonly start: number; readonly end: number }[]
}

export function HighlightedText({ text, spans }: HighlightedTextProps) {
  const parts: ReactNode[] = []
  let at = 0
  for (const { start, end } of spans) {
    if (start > at) parts.push(text.slice(at, start))
    parts.push(
      <mark key={start} className={styles['mark']}>
        {text.slice(start, end)}
      </mark>,
    )
    at = end
  }
  parts.push(text.slice(at))
  return <>{parts}</>
}
