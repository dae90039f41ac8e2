/** What a person comes for is drawn first; the rest of the page follows when that is on the screen. */
import type { ReactNode } from 'react'
import { createContext, startTransition, useContext, useEffect, useState } from 'react'
import { afterFrame } from './after-frame.ts'
import { loadNeededSoon } from './lazy-component.ts'

/** Whether the first frame is on the screen. Without a `FirstFrame` around it everything is drawn at once. */
const IsDrawnContext = createContext(true)

/** With a slow connection the rest of the drawing does not wait for its controls. */
const patienceMs = 300

export function FirstFrame({ children }: { readonly children: ReactNode }) {
  const [isDrawn, setIsDrawn] = useState(false)
  useEffect(() => {
    let isThere = true
    const stop = afterFrame(async () => {
      await Promise.race([loadNeededSoon(), new Promise((resolve) => setTimeout(resolve, patienceMs))])
      if (isThere) startTransition(() => setIsDrawn(true))
    })
    return () => {
      isThere = false
      stop()
    }
  }, [])
  return <IsDrawnContext value={isDrawn}>{children}</IsDrawnContext>
}

export function useIsFirstFrameDrawn(): boolean {
  return useContext(IsDrawnContext)
}
