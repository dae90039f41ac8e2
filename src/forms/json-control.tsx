/** Any value as JSON: for settings that no other control fits. Text that is no JSON yet stays and changes nothing. */
import { useMessages } from '../messages/messages-context.tsx'
import { TextField } from '../ui/text-field.tsx'
import type { ControlProps } from './form-field.ts'
import { effectiveValue, typingStep } from './form-field.ts'
import { useFormScope } from './form-scope.tsx'
import { parseJsonText } from './parse-json-text.ts'
import { useDraft } from './use-draft.ts'

export function JsonControl({ field, path, value, onChange }: ControlProps) {
  const say = useMessages()
  const { isReadOnly, errors } = useFormScope()
  const draft = useDraft(path, value)
  const applied = effectiveValue(field, value)
  const text = draft.text ?? (applied === undefined ? '' : JSON.stringify(applied, null, 2))
  const isReadable = text.trim() === '' || parseJsonText(text) !== undefined
  return (
    <TextField
      label={field.title}
      description={field.description}
      error={isReadable ? errors.at(path) : say('forms.notJson')}
      value={text}
      isMultiline
      isMonospace
      rows={2}
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
