/** Values that are not valid yet and so cannot be in the document: kept until they are, or until the document changes. */
import type { Json } from '../../runtime/core/values.ts'
import { useStore } from 'zustand'
import { useEditor } from '../session/editor-context.tsx'

type Values = Readonly<Record<string, Json>>

export interface DraftValues {
  readonly values: Values
  keep(values: Values): void
  forget(): void
}

export function useDraftValues(key: string, saved: Values): DraftValues {
  const { drafts } = useEditor()
  const draft = useStore(drafts, (state) => state.drafts.get(key))
  const over = JSON.stringify(saved)
  return {
    // Written by `keep` below and nothing else.
    values: draft?.over === over ? (JSON.parse(draft.text) as Values) : saved,
    keep: (values) => drafts.getState().keep(key, { text: JSON.stringify(values), over }),
    forget: () => drafts.getState().keep(key, null),
  }
}
