/** Where short messages are drawn. */
import { X } from 'lucide-react'
import { UNSAFE_PortalProvider as PortalProvider } from 'react-aria/PortalProvider'
import { useEffect, useState } from 'react'
import {
  Text,
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as AriaToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as AriaToastRegion,
} from 'react-aria-components'
import { useMessages } from '../messages/messages-context.tsx'
import { Button } from './button.tsx'
import { joinClasses } from './class-names.ts'
import { IconButton } from './icon-button.tsx'
import type { ToastInbox, ToastMessage } from './toast-inbox.ts'
import styles from './toast.module.css'

/** Errors stay until they are closed; the rest goes after six seconds. */
const shownMs = 6_000

export interface ToastRegionProps {
  /** Where messages are drawn; null while a server renders. */
  readonly page: HTMLElement | null
  /** Attributes of the editor's root, which messages need too: they stand outside it. */
  readonly marks: { readonly 'data-theme': string | undefined; readonly lang: string }
  readonly inbox: ToastInbox
}

export function ToastRegion({ page, marks, inbox }: ToastRegionProps) {
  const say = useMessages()
  const [queue] = useState(() => new ToastQueue<ToastMessage>({ maxVisibleToasts: 3 }))
  useEffect(() => inbox.open((message) => addMessage(queue, message)), [inbox, queue])
  return (
    <PortalProvider getContainer={() => page}>
      <AriaToastRegion
        {...marks}
        queue={queue}
        aria-label={say('ui.notifications')}
        className={joinClasses('signalbox', styles['region'])}
      >
        {({ toast }) => (
          <AriaToast
            toast={toast}
            className={joinClasses(
              styles['toast'],
              toast.content.tone !== undefined && styles[toast.content.tone],
            )}
          >
            <AriaToastContent className={styles['text'] ?? ''}>
              <Text slot="title">{toast.content.text}</Text>
            </AriaToastContent>
            {toast.content.action === undefined ? null : (
              <Button
                isSmall
                onPress={() => {
                  toast.content.action?.onPress()
                  queue.close(toast.key)
                }}
              >
                {toast.content.action.label}
              </Button>
            )}
            <IconButton slot="close" isSmall label={say('ui.close')} icon={X} />
          </AriaToast>
        )}
      </AriaToastRegion>
    </PortalProvider>
  )
}

function addMessage(queue: ToastQueue<ToastMessage>, message: ToastMessage): void {
  // Said already and still there: once more would only push others out of sight.
  const isThere = queue.visibleToasts.some(({ content }) => content.text === message.text)
  if (isThere && message.action === undefined) return
  queue.add(message, message.tone === 'danger' ? {} : { timeout: shownMs })
}
