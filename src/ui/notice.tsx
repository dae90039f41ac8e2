/** Something to know about what is shown; faults are announced. */
import { CircleCheck, Info, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { joinClasses } from './class-names.ts'
import { Icon } from './icon.tsx'
import styles from './notice.module.css'

export interface NoticeProps {
  readonly tone?: 'info' | 'clear' | 'caution' | 'danger'
  readonly action?: ReactNode
  readonly children: ReactNode
}

const signs = { info: Info, clear: CircleCheck, caution: TriangleAlert, danger: TriangleAlert }

export function Notice({ tone = 'info', action, children }: NoticeProps) {
  return (
    <div
      className={joinClasses(styles['notice'], tone !== 'info' && styles[tone])}
      role={tone === 'danger' ? 'alert' : 'status'}
    >
      <Icon icon={signs[tone]} />
      <div className={styles['text']}>{children}</div>
      {action === undefined ? null : <div className={styles['action']}>{action}</div>}
    </div>
  )
}
