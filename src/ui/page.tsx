/** The frame of a view that is a page: title, one line of explanation, actions, content in cards. */
import type { ReactNode } from 'react'
import { joinClasses } from './class-names.ts'
import styles from './page.module.css'

export interface PageProps {
  readonly title: string
  readonly summary?: ReactNode
  readonly actions?: ReactNode
  readonly children: ReactNode
  readonly bodyClassName?: string | undefined
}

export function Page({ title, summary, actions, children, bodyClassName }: PageProps) {
  return (
    <div className={styles['page']}>
      <header className={styles['head']}>
        <div className={styles['titles']}>
          <h1>{title}</h1>
          {summary === undefined ? null : <p className={styles['summary']}>{summary}</p>}
        </div>
        {actions === undefined ? null : <div className={styles['actions']}>{actions}</div>}
      </header>
      <div className={joinClasses(styles['body'], bodyClassName)}>{children}</div>
    </div>
  )
}

export interface CardProps {
  readonly title?: string
  readonly end?: ReactNode
  readonly className?: string | undefined
  readonly children: ReactNode
}

export function Card({ title, end, className, children }: CardProps) {
  return (
    <section className={joinClasses(styles['card'], className)} aria-label={title}>
      {title === undefined ? null : (
        <div className={styles['cardHead']}>
          <h2>{title}</h2>
          {end}
        </div>
      )}
      {children}
    </section>
  )
}
