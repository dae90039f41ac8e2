/** Checks what a form holds by a schema; what is wrong stands by field, in the reader's language. */
import { useState } from 'react'
import type { z } from 'zod'
import { useSchemaErrors } from '../messages/messages-context.tsx'

export type FieldFaults = Readonly<Record<string, string>>

export function useFieldCheck() {
  const schemaErrors = useSchemaErrors()
  const [faults, setFaults] = useState<FieldFaults>({})
  /** What the schema makes of a value; undefined where it has faults, which then stand in `faults`. */
  const check = <Output>(schema: z.ZodType<Output>, value: unknown): Output | undefined => {
    const { data, error } = schema.safeParse(value, schemaErrors === undefined ? {} : { error: schemaErrors })
    const issues = error?.issues ?? []
    setFaults(Object.fromEntries(issues.map(({ path, message }) => [String(path[0]), message])))
    return data
  }
  return { faults, setFaults, check }
}
