/** The template editor, once a field may become one: it is loaded, and nobody is writing in the plain field. */
import type { ComponentType, RefObject } from 'react'
import { useEffect, useState } from 'react'
import type { TemplateEditorProps } from './template-editor.tsx'

/** Known once for all fields. */
let loaded: ComponentType<TemplateEditorProps> | null = null

async function load(): Promise<void> {
  loaded = (await import('./template-editor.tsx')).TemplateEditor
}

/**
 * Null until then, and where it cannot be loaded: the plain field stays. The component itself, not a lazy one: that would show a
 * plain field once more for a moment, and take it away from whoever has begun to write in it.
 */
export function useTemplateEditor(
  root: RefObject<HTMLElement | null>,
): ComponentType<TemplateEditorProps> | null {
  const [Editor, setEditor] = useState(() => loaded)
  useEffect(() => {
    if (Editor !== null) return
    let isGone = false
    const swap = () => {
      if (!isGone) setEditor(() => loaded)
    }
    load().then(
      () => {
        const field = root.current?.querySelector('textarea')
        if (field?.matches(':focus') === true) field.addEventListener('blur', swap, { once: true })
        else swap()
      },
      () => undefined,
    )
    return () => {
      isGone = true
    }
  }, [Editor, root])
  return Editor
}
