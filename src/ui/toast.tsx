/** Short messages that come and go: something was done, with an undo where there is one. */
import type { ReactNode } from 'react'
import { createContext, useContext, useState } from 'react'
import { ErrorBoundary } from './error-boundary.tsx'
import { FirstFrame } from './first-frame.tsx'
import { Late } from './late.tsx'
import { lazyComponent } from './lazy-component.ts'
import type { ShowToast } from './toast-inbox.ts'
import { createInbox } from './toast-inbox.ts'
import type { ToastRegionProps } from './toast-region.tsx'

const ToastRegion = lazyComponent(async () => (await import('./toast-region.tsx')).ToastRegion, {
  isNeededSoon: true,
})

const ToastContext = createContext<ShowToast>(() => undefined)

export interface ToastProviderProps extends Pick<ToastRegionProps, 'page' | 'marks'> {
  readonly children: ReactNode
}

export function ToastProvider({ page, marks, children }: ToastProviderProps) {
  const [inbox] = useState(createInbox)
  return (
    <ToastContext value={inbox.show}>
      {children}
      {/* It must be there before a connection that drops is to be told of. */}
      <FirstFrame>
        <ErrorBoundary isSmall whenNotLoaded={null}>
          <Late>
            <ToastRegion page={page} marks={marks} inbox={inbox} />
          </Late>
        </ErrorBoundary>
      </FirstFrame>
    </ToastContext>
  )
}

export function useToast(): ShowToast {
  return useContext(ToastContext)
}
