/** Undo and redo in text fields whose text is in the document. */
import type { KeyboardEvent } from 'react'
import { useEditor } from './editor-context.tsx'

/** A field would undo its own letters; with this a step is a change of the document, as everywhere else. */
export function useUndoKeys() {
  const { document: documents } = useEditor()
  return (event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey) return
    const key = event.key.toLowerCase()
    if (key !== 'z' && key !== 'y') return
    event.preventDefault()
    if (key === 'y' || event.shiftKey) documents.getState().redo()
    else documents.getState().undo()
  }
}
