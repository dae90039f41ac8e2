/** The element that scopes tokens, theme, language and overlays. Several may stand on one page. */
import type { ReactNode, Ref } from 'react'
import { useState, useSyncExternalStore } from 'react'
import { I18nProvider } from 'react-aria-components'
import { createPortal } from 'react-dom'
import { MessagesProvider } from '../messages/messages-context.tsx'
import type { Locale } from '../messages/locale.ts'
import './base.css'
import { joinClasses } from './class-names.ts'
import { PortalRootContext } from './portal-root.ts'
import { ToastProvider } from './toast.tsx'
import './tokens.css'

export type Theme = 'light' | 'dark' | 'system'

export interface SignalboxRootProps {
  readonly theme?: Theme
  readonly locale?: Locale
  readonly className?: string | undefined
  readonly ref?: Ref<HTMLDivElement>
  readonly children: ReactNode
}

export function SignalboxRoot({
  theme = 'system',
  locale = 'en',
  className,
  ref,
  children,
}: SignalboxRootProps) {
  const [overlays, setOverlays] = useState<HTMLElement | null>(null)
  const page = usePageRoot()
  const marks = { 'data-theme': theme === 'system' ? undefined : theme, lang: locale }
  return (
    <div {...marks} ref={ref} className={joinClasses('signalbox', className)}>
      <I18nProvider locale={locale === 'en' ? 'en-GB' : locale}>
        <MessagesProvider locale={locale}>
          <PortalRootContext value={overlays}>
            <ToastProvider page={page} marks={marks}>
              {children}
            </ToastProvider>
          </PortalRootContext>
        </MessagesProvider>
      </I18nProvider>
      {page === null
        ? null
        : createPortal(<div {...marks} ref={setOverlays} className="signalbox signalbox-overlays" />, page)}
    </div>
  )
}

/** What is drawn last: the page, or the only element that is seen in full screen. Null while a server renders. */
function usePageRoot(): HTMLElement | null {
  return useSyncExternalStore(
    (onChange) => {
      document.addEventListener('fullscreenchange', onChange)
      return () => document.removeEventListener('fullscreenchange', onChange)
    },
    () => (document.fullscreenElement instanceof HTMLElement ? document.fullscreenElement : document.body),
    () => null,
  )
}
