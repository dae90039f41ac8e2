/** A side of the window: resizable by mouse and arrow keys, and it remembers its size. */
import type { KeyboardEvent, PointerEvent, ReactNode } from 'react'
import { useState } from 'react'
import { useMessages } from '../messages/messages-context.tsx'
import { joinClasses } from './class-names.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import styles from './panel.module.css'
import { useRememberedNumber } from './remembered.ts'

export interface PanelProps {
  readonly side: 'left' | 'right' | 'bottom'
  /** Its name, for screen readers and for the handle. */
  readonly label: string
  /** Under which the size is remembered. */
  readonly name: string
  readonly initialSize: number
  /** Its first size in a window narrower than 1,440 px, where the drawing needs the room more. */
  readonly narrowSize?: number
  readonly minSize?: number
  readonly maxSize?: number
  /** Shown at the top; without it the panel has no head. */
  readonly head?: ReactNode
  /** As for {@link ErrorBoundary}. */
  readonly of?: unknown
  readonly children: ReactNode
}

const stepPx = 16

export function Panel({
  side,
  label,
  name,
  initialSize,
  narrowSize = initialSize,
  minSize = 160,
  maxSize = 720,
  head,
  of,
  children,
}: PanelProps) {
  const [size, setSize] = useRememberedNumber(`panel.${name}`, isNarrow() ? narrowSize : initialSize)
  const limited = Math.min(maxSize, Math.max(minSize, size))
  return (
    <section
      aria-label={label}
      data-part={name}
      className={joinClasses(styles['panel'], styles[side])}
      style={side === 'bottom' ? { blockSize: limited } : { inlineSize: limited }}
    >
      <PanelGrip
        side={side}
        label={label}
        size={limited}
        minSize={minSize}
        maxSize={maxSize}
        onResize={setSize}
      />
      {head === undefined ? null : <div className={styles['head']}>{head}</div>}
      <div className={styles['body']}>
        <ErrorBoundary name={label} of={of}>
          {children}
        </ErrorBoundary>
      </div>
    </section>
  )
}

function isNarrow(): boolean {
  return 'innerWidth' in globalThis && innerWidth < 1440
}

interface GripProps {
  readonly side: PanelProps['side']
  readonly label: string
  readonly size: number
  readonly minSize: number
  readonly maxSize: number
  readonly onResize: (size: number) => void
}

function PanelGrip({ side, label, size, minSize, maxSize, onResize }: GripProps) {
  const say = useMessages()
  const [start, setStart] = useState<{ readonly at: number; readonly size: number } | null>(null)
  const isColumn = side !== 'bottom'
  const limit = (value: number) => Math.min(maxSize, Math.max(minSize, value))
  // A left panel grows towards larger coordinates, the others towards smaller ones.
  const sign = side === 'left' ? 1 : -1
  const place = (event: PointerEvent) => (isColumn ? event.clientX : event.clientY)

  const onKeyDown = (event: KeyboardEvent) => {
    const grow = isColumn ? (sign > 0 ? 'ArrowRight' : 'ArrowLeft') : 'ArrowUp'
    const shrink = isColumn ? (sign > 0 ? 'ArrowLeft' : 'ArrowRight') : 'ArrowDown'
    if (event.key !== grow && event.key !== shrink) return
    event.preventDefault()
    onResize(limit(size + (event.key === grow ? stepPx : -stepPx)))
  }

  return (
    <div
      role="separator"
      tabIndex={0}
      aria-label={say('ui.resize', { panel: label })}
      aria-orientation={isColumn ? 'vertical' : 'horizontal'}
      aria-valuenow={size}
      aria-valuemin={minSize}
      aria-valuemax={maxSize}
      data-dragging={start === null ? undefined : ''}
      className={styles['grip']}
      onKeyDown={onKeyDown}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        setStart({ at: place(event), size })
      }}
      onPointerMove={(event) => {
        if (start !== null) onResize(limit(start.size + sign * (place(event) - start.at)))
      }}
      onPointerUp={() => setStart(null)}
      onPointerCancel={() => setStart(null)}
    />
  )
}
