/** What a person comes for is drawn first; the rest of the page follows when that is on the screen. */
import type { ReactNode } from 'react'
import { createContext, startTransition, useContext, useEffect, useState } from 'react'
import { afterFrame } from './after-frame.ts'

/** Whether the first frame is on the screen. Without a `FirstFrame` around it everything is drawn at once. */
const IsDrawnContext = createContext(true)

export function FirstFrame({ children }: { readonly children: ReactNode }) {
  const [isDrawn, setIsDrawn] = useState(false)
  useEffect(() => afterFrame(() => startTransition(() => setIsDrawn(true))), [])
  return <IsDrawnContext value={isDrawn}>{children}</IsDrawnContext>
}

export function useIsFirstFrameDrawn(): boolean {
  return useContext(IsDrawnContext)
}
