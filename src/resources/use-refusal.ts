/** Saying at a field of a form why the server would not have what was sent, until something is changed. */
import { useState } from 'react'
import type { Failure } from '../../runtime/core/errors/failure.ts'
import { toFailure } from '../../runtime/core/errors/failure.ts'
import { useFailureText } from '../messages/messages-context.tsx'

export interface Refusal<Field extends string> {
  /** What is said at each field. */
  readonly faults: Readonly<Partial<Record<Field, string>>>
  clear(): void
  /** Resolves to `false` when a field says why not. @throws what is about no field */
  watch(saving: Promise<void>): Promise<void | false>
}

/** @param onRefused hears why, and returns the field that it is about; undefined where it is about none */
export function useRefusal<Field extends string>(
  onRefused: (why: Failure) => Field | undefined,
): Refusal<Field> {
  const sayFailure = useFailureText()
  const [refused, setRefused] = useState<{ readonly field: Field; readonly why: Failure }>()
  return {
    // Said anew when the language changes.
    faults: sayAt(refused?.field, refused === undefined ? '' : sayFailure(refused.why)),
    clear: () => setRefused(undefined),
    watch: (saving) =>
      saving.catch((error: unknown) => {
        const why = toFailure(error)
        const field = onRefused(why)
        if (field === undefined) throw error
        setRefused({ field, why })
        return false as const
      }),
  }
}

function sayAt<Field extends string>(field: Field | undefined, text: string): Refusal<Field>['faults'] {
  const faults: Partial<Record<Field, string>> = {}
  if (field !== undefined) faults[field] = text
  return faults
}
