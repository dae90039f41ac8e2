/** Hangs below a card, behind the others; in front of them while its own card is selected. */
import type { ReactNode } from 'react'
import { joinClasses } from '../ui/class-names.ts'
import styles from './below-card.module.css'
import { LabelLayer } from './label-layer.tsx'

/** Where a card stands in the drawing. */
export interface CardPlace {
  readonly node: string
  readonly title: string
  readonly x: number
  /** Of its lower edge. */
  readonly bottom: number
  readonly isSelected: boolean
}

export interface BelowCardProps {
  readonly of: CardPlace
  readonly testId: string
  readonly className?: string | undefined
  readonly children: ReactNode
}

export function BelowCard({ of, testId, className, children }: BelowCardProps) {
  return (
    <LabelLayer>
      <div
        role="group"
        aria-label={of.title}
        className={joinClasses(styles['below'], className)}
        style={{ transform: `translate(${of.x + 2}px, ${of.bottom + 4}px)` }}
        data-testid={testId}
        data-below={of.node}
        data-raised={of.isSelected}
      >
        {children}
      </div>
    </LabelLayer>
  )
}
