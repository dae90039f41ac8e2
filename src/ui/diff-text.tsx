/** A difference as it is read: what came is underlined, what went is struck out, and both are named to screen readers. */
import { Fragment } from 'react'
import type { DiffPart } from './text-diff.ts'
import styles from './diff-text.module.css'

export interface DiffTextProps {
  readonly parts: readonly DiffPart[]
  /** Each part is an entry of its own. */
  readonly isList?: boolean
}

export function DiffText({ parts, isList = false }: DiffTextProps) {
  return (
    <span className={isList ? styles['entries'] : undefined}>
      {parts.map(({ kind, text }, index) => {
        const key = `${index} ${kind}`
        if (kind === 'added') {
          return (
            <ins key={key} className={styles['added']}>
              {text}
            </ins>
          )
        }
        if (kind === 'removed') {
          return (
            <del key={key} className={styles['removed']}>
              {text}
            </del>
          )
        }
        return isList ? <span key={key}>{text}</span> : <Fragment key={key}>{text}</Fragment>
      })}
    </span>
  )
}
