/** Text in a field that its value cannot hold. */
import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { Json } from '../../runtime/core/values.ts'
import { useFormScope } from './form-scope.tsx'

export interface FieldDraft {
  /** What was typed; null when the field shows its value. */
  readonly text: string | null
  /** Keeps what was typed over a value. */
  keep(text: string, over: Json | undefined): void
  forget(): void
}

export function useDraft(path: string, value: Json | undefined): FieldDraft {
  const { drafts, draftPrefix } = useFormScope()
  const key = `${draftPrefix}${path}`
  const draft = useStore(drafts, (state) => state.drafts.get(key))
  const actions = useMemo(
    () => ({
      keep: (text: string, over: Json | undefined) =>
        drafts.getState().keep(key, { text, over: JSON.stringify(over) ?? '' }),
      forget: () => drafts.getState().keep(key, null),
    }),
    [drafts, key],
  )
  const isCurrent = draft !== undefined && draft.over === (JSON.stringify(value) ?? '')
  return { text: isCurrent ? draft.text : null, ...actions }
}
