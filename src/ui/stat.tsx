/** One figure: what it is, its value with its interval, and on how many cases it rests. */
import type { ReactNode } from 'react'
import styles from './stat.module.css'

export interface StatProps {
  readonly label: string
  readonly value: ReactNode
  /** n, and what the figure means. */
  readonly detail: ReactNode
}

/** The parts belong in a {@link StatList}. */
export function Stat({ label, value, detail }: StatProps) {
  return (
    <div className={styles['stat']}>
      <dt className={styles['label']}>{label}</dt>
      <dd className={styles['value']}>{value}</dd>
      <dd className={styles['detail']}>{detail}</dd>
    </div>
  )
}

export function StatList({ children }: { children: ReactNode }) {
  return <dl className={styles['list']}>{children}</dl>
}
