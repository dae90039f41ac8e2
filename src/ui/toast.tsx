/** Short messages that come and go: something was done, with an undo where there is one. */
import { X } from 'lucide-react'
import { UNSAFE_PortalProvider as PortalProvider } from 'react-aria/PortalProvider'
import type { ReactNode } from 'react'
import { createContext, useContext, useState } from 'react'
import {
  Text,
  UNSTABLE_Toast as AriaToast,
  UNSTABLE_ToastContent as AriaToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components'
import { useMessages } from '../messages/messages-context.tsx'
import { Button } from './button.tsx'
import { joinClasses } from './class-names.ts'
import { IconButton } from './icon-button.tsx'
import styles from './toast.module.css'

export interface ToastMessage {
  readonly text: string
  readonly tone?: 'clear' | 'danger'
  readonly action?: { readonly label: string; readonly onPress: () => void }
}

type ShowToast = (message: ToastMessage) => void

const ToastContext = createContext<ShowToast>(() => undefined)

/** Errors stay until they are closed; the rest goes after six seconds. */
const shownMs = 6_000

export interface ToastProviderProps {
  /** Where messages are drawn; null while a server renders. */
  readonly page: HTMLElement | null
  /** Attributes of the editor's root, which messages need too: they stand outside it. */
  readonly marks: { readonly 'data-theme': string | undefined; readonly lang: string }
  readonly children: ReactNode
}

export function ToastProvider({ page, marks, children }: ToastProviderProps) {
  // The place for messages costs a page that opens some milliseconds, and has nothing to show yet.
  const [isNeeded, setIsNeeded] = useState(false)
  const [{ queue, show }] = useState(() => {
    const made = new ToastQueue<ToastMessage>({ maxVisibleToasts: 3 })
    const add: ShowToast = (message) => {
      // Said already and still there: once more would only push others out of sight.
      if (
        message.action === undefined &&
        made.visibleToasts.some(({ content }) => content.text === message.text)
      )
        return
      made.add(message, message.tone === 'danger' ? {} : { timeout: shownMs })
      setIsNeeded(true)
    }
    return { queue: made, show: add }
  })
  return (
    <ToastContext value={show}>
      {children}
      {isNeeded ? <Toasts page={page} marks={marks} queue={queue} /> : null}
    </ToastContext>
  )
}

interface ToastsProps extends Pick<ToastProviderProps, 'page' | 'marks'> {
  readonly queue: ToastQueue<ToastMessage>
}

function Toasts({ page, marks, queue }: ToastsProps) {
  const say = useMessages()
  return (
    <PortalProvider getContainer={() => page}>
      <ToastRegion
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
      </ToastRegion>
    </PortalProvider>
  )
}

export function useToast(): ShowToast {
  return useContext(ToastContext)
}
