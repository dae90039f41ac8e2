/** A JSON Schema as text; text that is no JSON yet stays in the field and changes nothing. */
import { jsonShapeSchema } from '../../runtime/core/node/json-shape.ts'
import { useFailureText, useMessages, useSchemaErrors } from '../messages/messages-context.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { ControlProps } from './form-field.ts'
import { typingStep } from './form-field.ts'
import { useFormScope } from './form-scope.tsx'
import { parseJsonText } from './parse-json-text.ts'
import { describeIssue } from './setting-errors.ts'
import { useDraft } from './use-draft.ts'

export function SchemaTextField({ field, path, value, onChange }: ControlProps) {
  const say = useMessages()
  const failureText = useFailureText()
  const schemaErrors = useSchemaErrors()
  const { isReadOnly } = useFormScope()
  const draft = useDraft(`${path} (text)`, value)
  const text = draft.text ?? (value === undefined ? '' : JSON.stringify(value, null, 2))
  const isReadable = text.trim() === '' || parseJsonText(text) !== undefined
  const faultOf = (): string | undefined => {
    if (!isReadable) return say('forms.notJson')
    if (value === undefined) return undefined
    const { error } = jsonShapeSchema.safeParse(
      value,
      schemaErrors === undefined ? {} : { error: schemaErrors },
    )
    const [issue] = error?.issues ?? []
    if (issue === undefined) return undefined
    const reason = describeIssue(issue, false, { say, failureText, schemaErrors })
    const place = issue.path.map(String).join('.')
    return place === '' ? reason : say('forms.faultAt', { place, reason })
  }
  return (
    <TextField
      label={field.title}
      description={say('forms.shapeHelpText')}
      error={faultOf()}
      value={text}
      isMultiline
      isMonospace
      rows={6}
      isReadOnly={isReadOnly}
      spellCheck="false"
      onChange={(typed) => {
        const parsed = parseJsonText(typed)
        const isEmpty = typed.trim() === ''
        const next = isEmpty ? undefined : parsed === undefined ? value : parsed.value
        draft.keep(typed, next)
        if (isEmpty || parsed !== undefined) onChange(next, typingStep(path, typed))
      }}
      onBlur={() => {
        if (isReadable) draft.forget()
      }}
    />
  )
}
