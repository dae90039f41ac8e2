/** A short text beside a control, on hover and on focus. */
import type { ReactElement, ReactNode } from 'react'
import { Tooltip as AriaTooltip, TooltipTrigger } from 'react-aria-components'
import { usePortalProps } from './portal-root.ts'
import styles from './tooltip.module.css'

export interface TooltipProps {
  readonly text: ReactNode
  readonly shortcut?: string
  readonly children: ReactElement
}

export function Tooltip({ text, shortcut, children }: TooltipProps) {
  const portal = usePortalProps()
  return (
    <TooltipTrigger delay={500} closeDelay={0}>
      {children}
      <AriaTooltip {...portal} offset={6} className={styles['tooltip'] ?? ''}>
        <span>{text}</span>
        {shortcut === undefined ? null : <span className={styles['shortcut']}>{shortcut}</span>}
      </AriaTooltip>
    </TooltipTrigger>
  )
}
