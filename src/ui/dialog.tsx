/** A question or a task that needs the whole attention. Escape and a click outside close it. */
import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import { useMessages } from '../messages/messages-context.tsx'
import styles from './dialog.module.css'
import { IconButton } from './icon-button.tsx'
import { usePortalProps } from './portal-root.ts'

export interface DialogProps {
  readonly title: string
  readonly isOpen: boolean
  readonly onClose: () => void
  /** In pixels; 480 unless told. */
  readonly width?: number
  /** Buttons, the main one last. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

export function Dialog({ title, isOpen, onClose, width = 480, actions, children }: DialogProps) {
  const say = useMessages()
  const portal = usePortalProps()
  return (
    <ModalOverlay
      {...portal}
      isOpen={isOpen}
      isDismissable
      onOpenChange={(next) => {
        if (!next) onClose()
      }}
      className={styles['overlay'] ?? ''}
    >
      <Modal className={styles['modal'] ?? ''} style={{ maxInlineSize: width }}>
        <AriaDialog className={styles['dialog'] ?? ''}>
          <div className={styles['head']}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            <IconButton label={say('ui.close')} icon={X} onPress={onClose} />
          </div>
          <div className={styles['body']}>{children}</div>
          {actions === undefined ? null : <div className={styles['actions']}>{actions}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
