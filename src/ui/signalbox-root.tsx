/** The element that scopes tokens, theme, language and overlays. Several may stand on one page. */
import type { ReactNode, Ref } from 'react'
import { useState, useSyncExternalStore } from 'react'
import { I18nProvider } from 'react-aria-components'
import { createPortal } from 'react-dom'
import { enableShadowDOM } from 'react-stately/private/flags/flags'
import { MessagesProvider } from '../messages/messages-context.tsx'
import type { Locale } from '../messages/locale.ts'
import './base.css'
import { joinClasses } from './class-names.ts'
import { PortalRootContext } from './portal-root.ts'
import { ToastProvider } from './toast.tsx'
import './tokens.css'
import { treeOf } from './tree-of.ts'

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
  const [around, setAround] = useState<HTMLElement | ShadowRoot | null>(null)
  const page = usePageRoot()
  // Null where a server renders, which knows of no shadow roots either.
  const place = around ?? page
  // A new function each time, so that it looks again whenever this is drawn: a page may move its editor.
  const look = (inside: HTMLElement | null) => {
    if (inside === null) return
    if (treeOf(inside) instanceof ShadowRoot) enableShadowDOM()
    setAround(placeAround(inside))
  }
  const marks = { 'data-theme': theme === 'system' ? undefined : theme, lang: locale }
  return (
    <div {...marks} ref={ref} className={joinClasses('signalbox', className)}>
      <I18nProvider locale={locale === 'en' ? 'en-GB' : locale}>
        <MessagesProvider locale={locale}>
          <PortalRootContext value={overlays}>
            <ToastProvider
              page={place !== null && place instanceof ShadowRoot ? overlays : place}
              marks={marks}
            >
              {children}
            </ToastProvider>
          </PortalRootContext>
        </MessagesProvider>
      </I18nProvider>
      <span ref={look} hidden />
      {place === null
        ? null
        : createPortal(
            <div
              {...marks}
              ref={setOverlays}
              data-inside={around === null ? undefined : ''}
              className="signalbox signalbox-overlays"
            />,
            place,
          )}
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

/**
 * Where alone an overlay is seen, if not at the end of the page: in the dialog that the editor stands in, since nothing outside a
 * modal one can be reached, or in its shadow root, which has its styles.
 */
function placeAround(inside: Element): HTMLElement | ShadowRoot | null {
  const tree = treeOf(inside)
  return inside.closest('dialog') ?? (tree instanceof ShadowRoot ? tree : null)
}
