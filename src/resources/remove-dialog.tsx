/** Asks before something goes for good, and stays with the reason when it does not. */
import { useMutation } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import { useFailureText, useMessages } from '../messages/messages-context.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'

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
  const remove = useMutation({ mutationFn: onRemove, onSuccess: onClose })
  const error = remove.error ?? fault
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{say('ui.cancel')}</Button>
          <Button
            variant="primary"
            onPress={() => remove.mutate()}
            isPending={remove.isPending}
            isDisabled={isBlocked}
          >
            {say('resources.remove')}
          </Button>
        </>
      }
    >
      {children}
      {error === null ? null : <Notice tone="danger">{sayFailure(toFailure(error))}</Notice>}
    </Dialog>
  )
}
