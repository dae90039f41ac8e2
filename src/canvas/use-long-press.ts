/** A finger held still does what a right click does, in browsers that do not make one of it themselves. */
import type { PointerEvent } from 'react'
import { useMemo, useRef } from 'react'

/** As long as systems wait, and a little more: theirs comes first where they have one. */
const holdMs = 600
/** A finger is never quite still. */
const stillPx = 10

export function useLongPress() {
  const press = useRef<{ readonly x: number; readonly y: number; readonly timer: number } | null>(null)
  return useMemo(() => {
    const end = () => {
      if (press.current !== null) globalThis.clearTimeout(press.current.timer)
      press.current = null
    }
    return {
      onPointerDownCapture: ({ pointerType, target, clientX: x, clientY: y }: PointerEvent) => {
        const isSecondFinger = press.current !== null
        end()
        if (pointerType === 'mouse' || isSecondFinger) return
        const timer = Number(
          globalThis.setTimeout(() => {
            press.current = null
            target.dispatchEvent(
              new MouseEvent('contextmenu', { bubbles: true, cancelable: true, clientX: x, clientY: y }),
            )
          }, holdMs),
        )
        press.current = { x, y, timer }
      },
      onPointerMoveCapture: ({ clientX, clientY }: PointerEvent) => {
        const { x, y } = press.current ?? { x: clientX, y: clientY }
        if (Math.hypot(clientX - x, clientY - y) > stillPx) end()
      },
      onPointerUpCapture: end,
      onPointerCancelCapture: end,
      // The system was first.
      onContextMenuCapture: end,
    }
  }, [])
}
