/** The scope of a form that has no node around it: no names, no wires, no resources. */
import { useMemo } from 'react'
import type { z } from 'zod'
import type { Json } from '../../runtime/core/values.ts'
import { readSettingErrors } from '../forms/setting-errors.ts'
import { useFailureText, useMessages, useSchemaErrors } from '../messages/messages-context.tsx'
import { useEditor } from '../session/editor-context.tsx'
import type { NodeScope } from './use-node-scope.ts'

const nothing: ReadonlySet<string> = new Set()

export function usePlainScope(
  schema: z.ZodObject,
  values: Readonly<Record<string, Json>>,
  draftPrefix: string,
  isReadOnly: boolean,
): NodeScope {
  const { drafts, session } = useEditor()
  const say = useMessages()
  const failureText = useFailureText()
  const schemaErrors = useSchemaErrors()
  const errors = useMemo(
    () => readSettingErrors(schema, values, { say, failureText, schemaErrors }),
    [schema, values, say, failureText, schemaErrors],
  )
  return {
    isReadOnly,
    values,
    errors,
    drafts,
    draftPrefix,
    resources: null,
    names: [],
    areNamesComplete: false,
    variables: null,
    wiredInputs: nothing,
    intents: [],
    usedPorts: nothing,
    renamePort: null,
    wireInput: null,
    past: null,
    place: null,
    announce: session.getState().announce,
  }
}
