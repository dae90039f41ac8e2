/** Work that must not keep what is to be seen waiting. */

/** Calls back when what has just been drawn is on the screen. The result calls it off. */
export function afterFrame(callback: () => unknown): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  // Frames call before they are drawn: when the second does, the first is there to be seen.
  let frame = requestAnimationFrame(() => {
    frame = requestAnimationFrame(() => {
      timer = setTimeout(callback)
    })
  })
  return () => {
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}
