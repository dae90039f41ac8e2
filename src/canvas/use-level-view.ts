/** Going into a sub-pipeline shows it as a whole; coming back shows what was in view, with the focus where it was. */
import type { Viewport } from '@xyflow/react'
import { useReactFlow } from '@xyflow/react'
import type { RefObject } from 'react'
import { useEffect, useRef } from 'react'
import { useFitWhole } from '../drawing/use-fit-whole.ts'
import { useEditor, useLevel } from '../session/editor-context.tsx'
import { focusedBeside } from '../ui/tree-of.ts'

export function useLevelView(root: RefObject<HTMLElement | null>): void {
  const path = useLevel((state) => state.path)
  const { session } = useEditor()
  const { getViewport, setViewport } = useReactFlow()
  const fitWhole = useFitWhole()
  const views = useRef(new Map<string, Viewport>())
  const before = useRef(path)
  useEffect(() => {
    if (before.current === path) return undefined
    views.current.set(before.current.join('/'), getViewport())
    before.current = path
    const known = views.current.get(path.join('/'))
    // React Flow has to have drawn the other nodes first.
    const frame = globalThis.requestAnimationFrame(() => {
      if (known === undefined) fitWhole()
      else void setViewport(known)
      moveFocus(root.current, [...session.getState().selection.nodes][0])
    })
    return () => globalThis.cancelAnimationFrame(frame)
  }, [path, root, session, getViewport, setViewport, fitWhole])
}

/** What had the focus is gone with its drawing, or with the trail. */
function moveFocus(root: HTMLElement | null, node: string | undefined): void {
  if (root === null) return
  const focused = focusedBeside(root)
  if (focused !== null && focused !== globalThis.document.body && !root.contains(focused)) return
  const card =
    node === undefined ? null : root.querySelector<HTMLElement>(`[data-card="${CSS.escape(node)}"]`)
  ;(card ?? root).focus({ preventScroll: true })
}
