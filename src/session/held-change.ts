/**
 * A change that is typed and not yet in the document: on a large canvas each one costs more than a key may. It goes there after a
 * short pause, and before anything else can be done: a click, a key with a modifier, leaving the field or the page.
 */

/** Milliseconds without a key. */
const pauseMs = 150
/** Milliseconds that the document may lag behind while somebody types on. */
const mostMs = 400

export interface HeldChange {
  /** Takes the place of what is held: a later text of the same field. */
  hold(commit: () => void): void
  /** Nothing is held any more: what was is in the document. */
  settle(): void
}

const leaving = ['pointerdown', 'focusout', 'pagehide'] as const

export function createHeldChange(): HeldChange {
  let held: (() => void) | null = null
  let since = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  const onKeyDown = ({ ctrlKey, metaKey, altKey, key }: KeyboardEvent) => {
    if (ctrlKey || metaKey || altKey || key === 'Escape' || key === 'Tab') settle()
  }
  const watch = (isOn: boolean) => {
    const set = isOn ? globalThis.addEventListener : globalThis.removeEventListener
    for (const name of leaving) set(name, settle, true)
    set('keydown', onKeyDown, true)
  }
  function settle(): void {
    const commit = held
    if (commit === null) return
    held = null
    clearTimeout(timer)
    watch(false)
    commit()
  }
  return {
    settle,
    hold: (commit) => {
      if (held === null) {
        since = performance.now()
        watch(true)
      }
      held = commit
      clearTimeout(timer)
      timer = setTimeout(settle, Math.max(0, Math.min(pauseMs, since + mostMs - performance.now())))
    },
  }
}
