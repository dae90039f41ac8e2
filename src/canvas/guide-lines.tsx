/** The lines that a card being moved lies on. */
import { ViewportPortal } from '@xyflow/react'
import styles from './guide-lines.module.css'
import type { Guide } from './snap-guides.ts'

export function GuideLines({ guides }: { guides: readonly Guide[] }) {
  if (guides.length === 0) return null
  return (
    <ViewportPortal>
      <svg className={styles['lines']} aria-hidden data-testid="guides">
        {guides.map(({ axis, at, from, to }) => (
          <line
            key={`${axis} ${at}`}
            {...(axis === 'x' ? { x1: at, x2: at, y1: from, y2: to } : { x1: from, x2: to, y1: at, y2: at })}
          />
        ))}
      </svg>
    </ViewportPortal>
  )
}
