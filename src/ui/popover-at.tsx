/** A floating panel at a point of the window, such as where a pointer was pressed. */
import type { ReactNode } from 'react'
import { useRef } from 'react'
import { Popover } from 'react-aria-components'
import { joinClasses } from './class-names.ts'
import popover from './popover.module.css'
import { usePortalProps } from './portal-root.ts'

export interface PopoverAtProps {
  /** Pixels from the window's upper left corner. */
  readonly at: { readonly x: number; readonly y: number }
  readonly label: string
  readonly onClose: () => void
  readonly className?: string | undefined
  readonly children: ReactNode
}

export function PopoverAt({ at, label, onClose, className, children }: PopoverAtProps) {
  const portal = usePortalProps()
  const anchor = useRef<HTMLSpanElement>(null)
  return (
    <>
      <span ref={anchor} className={popover['anchor']} style={{ left: at.x, top: at.y }} />
      <Popover
        {...portal}
        isOpen
        aria-label={label}
        triggerRef={anchor}
        placement="right top"
        offset={0}
        onOpenChange={(isOpen) => {
          if (!isOpen) onClose()
        }}
        className={joinClasses(popover['popover'], popover['menu'], className)}
      >
        {children}
      </Popover>
    </>
  )
}
