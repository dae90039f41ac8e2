/** Takes files by drag and hands them over; what it holds stays usable. The keyboard has a button for the same. */
import type { DragEvent, ReactNode } from 'react'
import { useState } from 'react'
import { joinClasses } from './class-names.ts'
import styles from './drop-area.module.css'

export interface DropAreaProps {
  readonly onFiles: (files: readonly File[]) => void
  readonly className?: string | undefined
  readonly children: ReactNode
}

export function DropArea({ onFiles, className, children }: DropAreaProps) {
  const [isTarget, setIsTarget] = useState(false)
  const accept = (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'copy'
    setIsTarget(true)
  }
  return (
    <div
      className={joinClasses(styles['area'], className)}
      data-drop-target={isTarget ? '' : undefined}
      onDragEnter={accept}
      onDragOver={accept}
      onDragLeave={(event) => {
        const isInside =
          event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)
        if (!isInside) setIsTarget(false)
      }}
      onDrop={(event) => {
        setIsTarget(false)
        const files = [...event.dataTransfer.files]
        if (files.length === 0) return
        event.preventDefault()
        onFiles(files)
      }}
    >
      {children}
    </div>
  )
}
