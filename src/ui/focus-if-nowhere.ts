import { afterFrame } from './after-frame.ts'

/** Once what closes has closed, and has given the focus back where that can be. @param find what has the focus where nothing else does */
export function focusIfNowhere(find: () => HTMLElement | null | undefined): void {
  afterFrame(() => {
    if (document.activeElement === document.body) find()?.focus({ preventScroll: true })
  })
}
