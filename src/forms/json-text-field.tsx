/** A value as JSON text. Text that is no JSON yet stays in the field and changes nothing. */
import type { Json } from '../../runtime/core/values.ts'
import { useMessages } from '../messages/messages-context.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { ControlProps } from './form-field.ts'
import { typingStep } from './form-field.ts'
import { useFormScope } from './form-scope.tsx'
import { parseJsonText } from './parse-json-text.ts'
import { useDraft } from './use-draft.ts'

export interface JsonTextFieldProps extends ControlProps {
  /** Where what was typed is kept; the path unless another control of the same path keeps its own. */
  readonly draftPath?: string
  /** Stands in the field while nothing is typed: the value, or the default it leaves in force. */
  readonly shown: Json | undefined
  readonly description: string | undefined
  /** What is wrong with text that is JSON; read once per drawing. */
  readonly faultOf: () => string | undefined
  readonly rows: number
}

export function JsonTextField({
  field,
  path,
  draftPath = path,
  value,
  shown,
  description,
  faultOf,
  rows,
  onChange,
}: JsonTextFieldProps) {
  const say = useMessages()
  const { isReadOnly } = useFormScope()
  const draft = useDraft(draftPath, value)
  const text = draft.text ?? (shown === undefined ? '' : JSON.stringify(shown, null, 2))
  const isReadable = text.trim() === '' || parseJsonText(text) !== undefined
  return (
    <TextField
      label={field.title}
      description={description}
      error={isReadable ? faultOf() : say('forms.notJson')}
      value={text}
      isMultiline
      isMonospace
      rows={rows}
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
