/** The template editor, and when a field may become one: it is loaded, and nobody is writing in the plain field. */
import type { RefObject } from 'react'
import { useEffect, useState } from 'react'
import { lazyComponent } from '../ui/lazy-component.ts'

const load = async () => (await import('./template-editor.tsx')).TemplateEditor

export const LazyTemplateEditor = lazyComponent(load)

/** Known once for all fields. */
let isLoaded = false

/** False also where it cannot be loaded: the plain field stays. */
export function useIsEditorReady(root: RefObject<HTMLElement | null>): boolean {
  const [isReady, setIsReady] = useState(isLoaded)
  useEffect(() => {
    if (isReady) return
    let isGone = false
    const swap = () => {
      if (!isGone) setIsReady(true)
    }
    load().then(
      () => {
        isLoaded = true
        const field = root.current?.querySelector('textarea')
        if (field?.matches(':focus') === true) field.addEventListener('blur', swap, { once: true })
        else swap()
      },
      () => undefined,
    )
    return () => {
      isGone = true
    }
  }, [isReady, root])
  return isReady
}
