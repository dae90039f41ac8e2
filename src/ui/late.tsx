/** What the first frame waits for neither to be drawn nor to be loaded. */
import type { ReactNode } from 'react'
import { Suspense } from 'react'
import { useIsFirstFrameDrawn } from './first-frame.tsx'

export interface LateProps {
  /** In its place until it is there. */
  readonly before?: ReactNode
  readonly children: ReactNode
}

/** What cannot be fetched fails here: an error boundary stands around it. */
export function Late({ before = null, children }: LateProps) {
  return useIsFirstFrameDrawn() ? <Suspense fallback={before}>{children}</Suspense> : before
}
