/** Asks before something goes for good, and stays with the reason when it does not. */
import type { ReactNode } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { Notice } from '../ui/notice.tsx'
import { FormDialog } from './form-dialog.tsx'

export interface RemoveDialogProps {
  readonly title: string
  /** It cannot be removed as things are. @default false */
  readonly isBlocked?: boolean
  /** What went wrong before anything was removed. */
  readonly fault?: Error | null
  readonly onClose: () => void
  readonly onRemove: () => Promise<unknown>
  /** What goes, and what depends on it. */
  readonly children: ReactNode
}

export function RemoveDialog(props: RemoveDialogProps) {
  const { title, isBlocked = false, fault = null, onClose, onRemove, children } = props
  const say = useMessages()
  const sayFailure = useFailureText()
  return (
    <FormDialog
      title={title}
      saveLabel={say('resources.remove')}
      isReady={!isBlocked}
      onClose={onClose}
      onSave={onRemove}
    >
      {children}
      {fault === null ? null : <Notice tone="danger">{sayFailure(toFailure(fault))}</Notice>}
    </FormDialog>
  )
}
